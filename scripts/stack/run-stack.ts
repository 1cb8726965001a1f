import { DEMO_PASSWORD, DEMO_USERS } from '../seed/demo-users';
import { readSettings } from './settings';
import { startStack, type Stack } from './start-stack';

export interface RunOptions {
  projectDir: string;
  dev: boolean;
  environment: NodeJS.ProcessEnv;
  /** Aborted when the run is to end. */
  told: AbortSignal;
}

/**
 * Starts everything, says where it is, and returns when told to stop and everything has stopped.
 * @throws Error when the start fails or the portal ends by itself; nothing is left running.
 */
export async function runStack({ projectDir, dev, environment, told }: RunOptions): Promise<void> {
  const failure = new AbortController();
  const stack = await startStack({
    ...readSettings(environment, projectDir),
    projectDir,
    dev,
    signal: told,
    onMessage: ({ to, subject, text }) => console.log(`E-mail to ${to}: ${subject}\n${text}`),
    onFailure: (message) => failure.abort(new Error(message)),
  });
  try {
    announce(stack);
    await aborted(AbortSignal.any([told, failure.signal]));
    if (told.aborted) console.log('\nStopping …');
  } finally {
    await stack.stop();
  }
  if (!told.aborted) failure.signal.throwIfAborted();
}

function announce({ endpoints }: Stack): void {
  const users = DEMO_USERS.map(({ email, role }) => `  ${email.padEnd(26)} ${role}`);
  console.log(
    [
      '',
      `Portal    ${endpoints.portal}`,
      `REST API  ${endpoints.api}/v1`,
      `GraphQL   ${endpoints.graphql}`,
      `AWS       ${endpoints.aws} (${endpoints.region})`,
      '',
      `Demo users, all with the password ${DEMO_PASSWORD}:`,
      ...users,
      '',
      `Lakeport ready at ${endpoints.portal} (Ctrl-C stops it)`,
    ].join('\n'),
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
