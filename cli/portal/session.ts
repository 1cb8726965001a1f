/**
 * Where the portal is and who we are. LAKEPORT_URL names the portal, LAKEPORT_TOKEN is an ID or access token
 * of its user pool. On a laptop both have defaults: the running stack's address, and the demo operator.
 */
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger, parseAmplifyConfig } from 'aws-amplify/utils';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export interface Session {
  /** Address of the REST API, without a slash at its end. */
  apiUrl: string;
  token: string;
}

const REQUEST_TIMEOUT_MS = 10_000;
const endpointsSchema = z.object({ portal: z.url(), api: z.url() });
const healthSchema = z.object({ status: z.literal('ok'), api: z.url() });
/** Where the laptop's user pool answers, instead of AWS's own address. */
const laptopOutputsSchema = z.looseObject({
  custom: z.object({ local: z.object({ userPoolEndpoint: z.url() }) }),
});

/** @throws Error that says what to start or to set. */
export async function openSession(environment: NodeJS.ProcessEnv = process.env): Promise<Session> {
  const home = path.resolve(environment.LAKEPORT_HOME ?? '.lakeport');
  const { LAKEPORT_URL: url, LAKEPORT_TOKEN: token } = environment;
  const apiUrl = url ? await askForApi(url) : (await readLaptop(home, 'endpoints.json', endpointsSchema)).api;
  if (token) return { apiUrl, token };
  const outputs = await readLaptop(home, 'amplify_outputs.json', laptopOutputsSchema);
  const { DEMO_PASSWORD, DEMO_USERS } = await import('../../scripts/seed/demo-users');
  const operator = DEMO_USERS.find((user) => user.role === 'operators');
  if (!operator) throw new Error('There is no demo operator.');
  return { apiUrl, token: await signInForToken(outputs, operator.email, DEMO_PASSWORD) };
}

async function askForApi(portalUrl: string): Promise<string> {
  const url = new URL('/api/health', portalUrl);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    return healthSchema.parse(await response.json()).api;
  } catch (error) {
    throw new Error(`No portal answers at ${portalUrl}. Check LAKEPORT_URL.`, { cause: error });
  }
}

async function readLaptop<T>(home: string, name: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path.join(home, name), 'utf8')));
  } catch (error) {
    throw new Error(
      'No portal runs here. Start it with `npm start`, or set LAKEPORT_URL and LAKEPORT_TOKEN.',
      {
        cause: error,
      },
    );
  }
}

/**
 * Signs in at a laptop's user pool as the portal's form does, by SRP.
 * @param outputs content of the laptop's amplify_outputs.json
 * @returns the ID token, valid for an hour
 */
export async function signInForToken(
  outputs: Record<string, unknown>,
  email: string,
  password: string,
): Promise<string> {
  const config = parseAmplifyConfig(outputs);
  const cognito = config.Auth?.Cognito;
  if (!cognito) throw new Error('amplify_outputs.json describes no user pool.');
  cognito.userPoolEndpoint = laptopOutputsSchema.parse(outputs).custom.local.userPoolEndpoint;
  // Amplify warns of any user pool that is not at AWS's own address, which a laptop's never is.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure(config);
  const { nextStep } = await signIn({ username: email, password });
  if (nextStep.signInStep !== 'DONE') {
    throw new Error(`${email} cannot sign in: the user pool asks for ${nextStep.signInStep}.`);
  }
  const { tokens } = await fetchAuthSession();
  await signOut();
  if (!tokens?.idToken) throw new Error(`The user pool gave ${email} no ID token.`);
  return tokens.idToken.toString();
}
