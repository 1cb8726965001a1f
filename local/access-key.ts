import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const accessKeySchema = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });

/** What signs requests to this installation. */
export type AccessKey = z.infer<typeof accessKeySchema>;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Reads the key kept in `homeDir`, or makes a random one that only this user can read. */
export async function openAccessKey(homeDir: string): Promise<AccessKey> {
  const file = path.join(homeDir, 'access-key.json');
  if (existsSync(file)) return accessKeySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const key: AccessKey = {
    accessKeyId: `AKIA${Array.from(randomBytes(16), (byte) => BASE32[byte % BASE32.length]).join('')}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
  await mkdir(homeDir, { recursive: true });
  await writeFile(`${file}.partial`, JSON.stringify(key, null, 2), { mode: 0o600 });
  await rename(`${file}.partial`, file);
  return key;
}
