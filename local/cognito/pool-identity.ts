import { createPublicKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const identitySchema = z.object({
  region: z.string(),
  userPoolId: z.string(),
  clientId: z.string(),
  identityPoolId: z.string(),
  keyId: z.string(),
  /** PKCS #8, PEM. */
  privateKey: z.string(),
});

/** What makes this installation's pool itself: its ids and its signing key, made once and kept. */
export type PoolIdentity = z.infer<typeof identitySchema>;

const FILE = 'identity.json';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Reads the identity kept in `dir`, or makes one that only this user can read. */
export async function openPoolIdentity(dir: string, region: string): Promise<PoolIdentity> {
  const file = path.join(dir, FILE);
  if (existsSync(file)) return identitySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const identity: PoolIdentity = {
    region,
    userPoolId: `${region}_${randomText(9, BASE62)}`,
    clientId: randomText(26, BASE62.slice(0, 10) + BASE62.slice(36)),
    identityPoolId: `${region}:${randomUUID()}`,
    keyId: randomBytes(32).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.partial`, JSON.stringify(identity, null, 2), { mode: 0o600 });
  await rename(`${file}.partial`, file);
  return identity;
}

/** The pool's public key as Cognito publishes it. */
export function publicJwks({ privateKey, keyId }: PoolIdentity) {
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (!n || !e) throw new Error('The signing key of the user pool is no RSA key.');
  return { keys: [{ alg: 'RS256' as const, kty: 'RSA' as const, use: 'sig' as const, kid: keyId, n, e }] };
}

export function issuerOf({ region, userPoolId }: Pick<PoolIdentity, 'region' | 'userPoolId'>): string {
  return `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

function randomText(length: number, alphabet: string): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}
