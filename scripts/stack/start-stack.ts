import { appendFileSync } from 'node:fs';
import { synthesizeBackend } from '../../local/assembly/synthesize-backend';
import { startLaptopAws, type LaptopAws, type LaptopAwsOptions } from '../../local/laptop-aws';
import { withProgress } from '../progress.mjs';
import { seed } from '../seed/seed';
import { buildPortal } from './build-portal';
import { claimPort } from './claim-port';
import { openHome, type Endpoints, type Home } from './home';
import { servePortal } from './serve-portal';
import type { StackSettings } from './settings';

export interface StackOptions extends StackSettings {
  projectDir: string;
  /** Serve the sources with hot reload instead of a build. */
  dev: boolean;
  signal: AbortSignal;
  /** Gets what the user pool would send by e-mail. */
  onMessage: NonNullable<LaptopAwsOptions['onMessage']>;
  /** The portal ended by itself: whoever started the stack should stop it. */
  onFailure(message: string): void;
}

export interface Stack {
  endpoints: Endpoints;
  stop(): Promise<void>;
}

type Cleanup = () => Promise<void>;

/**
 * Starts the laptop AWS and the portal, and seeds what a new home lacks. What was started is stopped again when a
 * later step fails.
 * @throws Error when a port is taken, the home is in use, or a part does not start.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const cleanups: Cleanup[] = [];
  try {
    const endpoints = await startParts(options, cleanups);
    return { endpoints, stop: () => runAll(cleanups) };
  } catch (error) {
    await runAll(cleanups);
    throw error;
  }
}

async function startParts(options: StackOptions, cleanups: Cleanup[]): Promise<Endpoints> {
  const { projectDir, signal } = options;
  const port = await claimPort('PORT', options.portalPort);
  const awsPort = await claimPort('LAKEPORT_AWS_PORT', options.awsPort);
  const home = await openHome(options.homeDir);
  cleanups.push(() => home.release());
  const origin = `http://localhost:${port}`;

  const build = options.dev ? Promise.resolve(undefined) : buildPortal({ projectDir, signal });
  const laptop = startLaptop({ options, awsPort, origin, home, cleanups });
  // Both are awaited even when one fails, so that nothing starts behind the clean-up.
  const [built, started] = await Promise.allSettled([build, laptop]);
  signal.throwIfAborted();
  if (built.status === 'rejected') throw built.reason;
  if (started.status === 'rejected') throw started.reason;

  const portal = await withProgress('Starting the portal', () =>
    servePortal({
      projectDir,
      buildDir: built.value,
      port,
      outputsFile: home.file('amplify_outputs.json'),
      signal,
      onUnexpectedEnd: options.onFailure,
    }),
  );
  cleanups.push(() => portal.stop());
  const endpoints = { ...started.value.endpoints, portal: origin };
  await seed({ projectDir, laptop: started.value, endpoints, home, signal });
  await home.announce(endpoints);
  return endpoints;
}

interface LaptopStart {
  options: StackOptions;
  awsPort: number;
  origin: string;
  home: Home;
  cleanups: Cleanup[];
}

async function startLaptop({ options, awsPort, origin, home, cleanups }: LaptopStart): Promise<LaptopAws> {
  const { projectDir, signal } = options;
  await withProgress('Synthesizing the backend', () => synthesizeBackend({ projectDir, signal }));
  signal.throwIfAborted();
  const laptop = await withProgress('Starting the laptop AWS', () =>
    startLaptopAws({
      projectDir,
      homeDir: home.dir,
      port: awsPort,
      portalOrigin: origin,
      onMessage: (message) => {
        // A laptop sends no e-mail: what it would have sent can be read here.
        appendFileSync(home.file('mail.jsonl'), `${JSON.stringify(message)}\n`, { mode: 0o600 });
        options.onMessage(message);
      },
    }),
  );
  cleanups.push(() => laptop.stop());
  await home.writeJson('amplify_outputs.json', laptop.amplifyOutputs);
  return laptop;
}

/** Ends the parts in the reverse order of their start; a part that cannot end does not keep the others running. */
async function runAll(cleanups: Cleanup[]): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
}
