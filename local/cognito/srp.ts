/**
 * The server's side of the Secure Remote Password protocol as Cognito speaks it: SRP-6a over the 3072-bit group
 * of RFC 3526 with SHA-256, the session key drawn by HKDF. The pool keeps a verifier, never the password.
 */
import {
  createDiffieHellmanGroup,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What is kept of a password; hexadecimal. */
export interface PasswordVerifier {
  salt: string;
  verifier: string;
}

/** A sign-in between its two steps. */
export interface SrpSession {
  /** B, hexadecimal: goes to the client. */
  publicValue: string;
  /** Base64: goes to the client, who proves to know the key with it. */
  secretBlock: string;
  key: Buffer;
}

export interface SrpAccount {
  /** The part of the pool's id after the region. */
  poolName: string;
  /** The user's name in the pool, which the client is told. */
  userId: string;
}

const N = BigInt(`0x${createDiffieHellmanGroup('modp15').getPrime('hex')}`);
const G = 2n;
const K = toNumber(hashHex(padded(N) + padded(G)));
const DERIVED_KEY_INFO = 'Caldera Derived Key';

export function createVerifier(account: SrpAccount, password: string): PasswordVerifier {
  const salt = randomBytes(16).toString('hex');
  return { salt, verifier: verifierOf(account, password, salt).toString(16) };
}

export function isPassword(
  account: SrpAccount,
  password: string,
  { salt, verifier }: PasswordVerifier,
): boolean {
  return sameBytes(Buffer.from(verifierOf(account, password, salt).toString(16)), Buffer.from(verifier));
}

/** Answers the client's A (hexadecimal); null when A is one that would make the key known to anyone. */
export function startSrp(clientValue: string, { verifier }: PasswordVerifier): SrpSession | null {
  if (!/^[0-9a-fA-F]+$/.test(clientValue)) return null;
  const a = toNumber(clientValue);
  if (a % N === 0n) return null;
  const v = toNumber(verifier);
  const secret = toNumber(randomBytes(32).toString('hex'));
  const publicValue = (K * v + power(G, secret)) % N;
  const scrambler = toNumber(hashHex(padded(a) + padded(publicValue)));
  const shared = power((a * power(v, scrambler)) % N, secret);
  const key = hkdfSync('sha256', bytes(padded(shared)), bytes(padded(scrambler)), DERIVED_KEY_INFO, 16);
  return {
    publicValue: publicValue.toString(16),
    secretBlock: randomBytes(64).toString('base64'),
    key: Buffer.from(key),
  };
}

/** Whether the client's signature (base64) proves that it knows the key. */
export function provesKey(
  { key, secretBlock }: SrpSession,
  { poolName, userId }: SrpAccount,
  { timestamp, signature }: { timestamp: string; signature: string },
): boolean {
  const expected = createHmac('sha256', key)
    .update(poolName)
    .update(userId)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest();
  return sameBytes(expected, Buffer.from(signature, 'base64'));
}

/** The salt as a client writes it: without leading zeros. */
export function saltText(salt: string): string {
  return toNumber(salt).toString(16);
}

function verifierOf({ poolName, userId }: SrpAccount, password: string, salt: string): bigint {
  const identity = createHash('sha256').update(`${poolName}${userId}:${password}`).digest('hex');
  return power(G, toNumber(hashHex(padded(toNumber(salt)) + identity)));
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % N;
    factor = (factor * factor) % N;
  }
  return result;
}

/** Hexadecimal of an even length whose first bit is 0, so that it reads as a positive number. */
function padded(value: bigint): string {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

function hashHex(hex: string): string {
  return createHash('sha256').update(bytes(hex)).digest('hex');
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

function toNumber(hex: string): bigint {
  return BigInt(`0x${hex}`);
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
