import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { importFile } from '../../cli/portal/import-file';
import { RestClient } from '../../cli/portal/rest-client';
import { presets } from '../../lib/dataset/presets';
import type { LaptopAws } from '../../local/laptop-aws';
import { withProgress } from '../progress.mjs';
import type { Endpoints, Home } from '../stack/home';
import { DEMO_PASSWORD, DEMO_USERS, SEEDING_USER } from './demo-users';

const MARKER = 'seeded.json';
const SAMPLE_FILE = /\.(?:csv|tsv|txt|json|ndjson)(?:\.gz)?$/;

export interface SeedOptions {
  projectDir: string;
  laptop: LaptopAws;
  endpoints: Endpoints;
  home: Home;
  signal: AbortSignal;
}

/**
 * Gives a new home its demo users, the ready-made datasets and their sample files, through the same API that people
 * use. It happens once: what somebody deletes afterwards stays deleted. A seeding that was cut short begins again,
 * which is harmless, since importing the same file twice changes nothing.
 */
export async function seed(options: SeedOptions): Promise<void> {
  const { home } = options;
  if (existsSync(home.file(MARKER))) return;
  await withProgress('Seeding demo users', () => createUsers(options.laptop));
  await withProgress('Seeding sample data', () => importSamples(options)).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const logs = path.join(home.dir, 'cloudwatch', 'logs');
    throw new Error(`The sample data cannot be put in: ${reason}\nThe functions' logs are in ${logs}.`, {
      cause,
    });
  });
  await home.writeJson(MARKER, { seededAt: new Date().toISOString() });
}

async function createUsers(laptop: LaptopAws): Promise<void> {
  for (const { email, role } of DEMO_USERS) {
    await laptop.ensureUser({ email, password: DEMO_PASSWORD, groups: [role] });
  }
}

async function importSamples({ projectDir, laptop, endpoints, signal }: SeedOptions): Promise<void> {
  const { IdToken } = await laptop.issueTokens(SEEDING_USER);
  const client = new RestClient({ apiUrl: endpoints.api, token: IdToken });
  for (const definition of presets()) {
    await client.putDataset(definition.name, definition);
    for (const filePath of await sampleFiles(path.join(projectDir, 'datasets', definition.name, 'sample'))) {
      signal.throwIfAborted();
      const { state, error } = await importFile(client, { dataset: definition.name, filePath });
      if (state !== 'SUCCEEDED') throw new Error(`${filePath} ended as ${state}. ${error?.message ?? ''}`);
    }
  }
}

async function sampleFiles(dir: string): Promise<string[]> {
  if (!existsSync(dir)) return [];
  const names = (await readdir(dir)).filter((name) => SAMPLE_FILE.test(name));
  return names.sort().map((name) => path.join(dir, name));
}
