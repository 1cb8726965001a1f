import { createHmac, randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;

/** A new secret for an authenticator app, base 32. */
export function createTotpSecret(): string {
  const bits = Array.from(randomBytes(SECRET_BYTES), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((group) => ALPHABET.charAt(parseInt(group, 2))).join('');
}

/** The code of a time (RFC 6238). */
export function totpCode(secret: string, timeMs: number): string {
  const bits = [...secret]
    .map((character) => ALPHABET.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((group) => parseInt(group, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(timeMs / 1000 / STEP_SECONDS)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** Whether a code is that of now, of the step before or of the one after. */
export function isTotpCode(secret: string, code: string, nowMs = Date.now()): boolean {
  return [-1, 0, 1].some((steps) => totpCode(secret, nowMs + steps * STEP_SECONDS * 1000) === code);
}
