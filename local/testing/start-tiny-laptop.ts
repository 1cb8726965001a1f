import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PoolMessage } from '../cognito/user-pool';
import { startLaptopAws, type LaptopAws, type LaptopAwsOptions } from '../laptop-aws';
import { writeProject } from './fixture-project';
import { tinyBackend } from './tiny-backend';

export interface TinyLaptop {
  aws: LaptopAws;
  projectDir: string;
  homeDir: string;
  /** What would have been sent by e-mail, oldest first. */
  messages: PoolMessage[];
  /** Client options for an AWS SDK client. */
  clientOptions: { endpoint: string; region: string; credentials: LaptopAws['credentials'] };
  /** Stops it and starts it again with what it has stored. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

export const PORTAL_ORIGIN = 'http://localhost:3000';

/** The whole laptop AWS on the tiny backend, in a folder of its own. */
export async function startTinyLaptop(
  options: Pick<LaptopAwsOptions, 'faults' | 'functions'> = {},
): Promise<TinyLaptop> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lakeport-laptop-'));
  const projectDir = path.join(dir, 'project');
  const homeDir = path.join(dir, 'home');
  await writeProject(projectDir, tinyBackend());
  const messages: PoolMessage[] = [];
  const start = () =>
    startLaptopAws({
      ...options,
      projectDir,
      homeDir,
      port: 0,
      portalOrigin: PORTAL_ORIGIN,
      onMessage: (message) => messages.push(message),
    });
  const aws = await start();
  const laptop: TinyLaptop = {
    aws,
    projectDir,
    homeDir,
    messages,
    clientOptions: optionsOf(aws),
    restart: async () => {
      await laptop.aws.stop();
      laptop.aws = await start();
      laptop.clientOptions = optionsOf(laptop.aws);
    },
    remove: async () => {
      await laptop.aws.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return laptop;
}

function optionsOf({ endpoints, credentials }: LaptopAws): TinyLaptop['clientOptions'] {
  // The SDK adds to the credentials it is given.
  return { endpoint: endpoints.aws, region: endpoints.region, credentials: { ...credentials } };
}
