/**
 * The text of an API key: `lkp_<id>_<secret>`. The id finds the key, the secret proves it. The secret has 256 random
 * bits, so one round of SHA-256 is enough: nobody can try them out, as one could the passwords of people.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 8;
const SECRET_BYTES = 32;
const KEY_PATTERN = /^lkp_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

export function newKeyText(): { id: string; text: string; secretHash: string } {
  const id = randomBytes(ID_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { id, text: `lkp_${id}_${secret}`, secretHash: hashOf(secret) };
}

/** Null for a text that can be no key. */
export function parseKeyText(text: string): { id: string; secret: string } | null {
  const [, id, secret] = KEY_PATTERN.exec(text) ?? [];
  return id && secret ? { id, secret } : null;
}

/** Takes the same time wherever the two differ. */
export function isSecretOf(secret: string, secretHash: string): boolean {
  const expected = Buffer.from(secretHash, 'hex');
  const actual = Buffer.from(hashOf(secret), 'hex');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
