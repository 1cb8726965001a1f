/**
 * The AWS services of a laptop: what the synthesized CloudFormation of the backend describes, on one port. It
 * knows nothing of the product but that; the product reaches it through `AWS_ENDPOINT_URL` alone.
 */
import path from 'node:path';
import { openAccessKey, type AccessKey } from './access-key';
import type { JsonObject } from './assembly/json-value';
import type { PhysicalIds } from './assembly/physical-ids';
import { readAssembly } from './assembly/read-assembly';
import { synthesizeBackend } from './assembly/synthesize-backend';
import type { CognitoService } from './cognito/cognito-service';
import { issuerOf, openPoolIdentity, type PoolIdentity } from './cognito/pool-identity';
import type { PoolMessage } from './cognito/user-pool';
import type { Faults } from './faults/faults';
import { startGateway, type Gateway } from './gateway';
import { GRAPHQL_PATH } from './graphql/graphql-service';
import { HTTP_API_PATH } from './http-api/http-api-service';
import { LAMBDA_SERVICE } from './lambda/lambda-service';
import { amplifyOutputs } from './outputs';
import { portalOrigins } from './portal-cors';
import type { LocalService } from './service';
import { startServices, type FunctionSettings } from './start-services';

const REGION = 'us-east-1';
const ACCOUNT_ID = '000000000000';

export interface LaptopAwsOptions {
  /** The checkout: `amplify/backend.ts` and `node_modules` are in it. */
  projectDir: string;
  /** Where everything is kept; deleting it is a factory reset. */
  homeDir: string;
  /** 0 takes any free port. */
  port: number;
  /** Where the portal's pages come from, for CORS. */
  portalOrigin: string;
  /** Gets what would be sent by e-mail. */
  onMessage?: (message: PoolMessage) => void;
  onProgress?: (message: string) => void;
  /** Hears of what went wrong inside, apart from any request; standard error when left out. */
  onFailure?: (place: string, error: unknown) => void;
  /** For tests: what goes wrong on purpose, and how functions differ from what the template says. */
  faults?: Faults;
  functions?: FunctionSettings;
}

export interface LaptopAws {
  endpoints: {
    api: string;
    graphql: string;
    aws: string;
    userPoolId: string;
    userPoolClientId: string;
    region: string;
  };
  /** The content of `amplify_outputs.json`. */
  amplifyOutputs: JsonObject;
  credentials: AccessKey;
  /** What the tokens name as their issuer: the real address, so that whoever checks them runs unchanged. */
  cognitoIssuer: string;
  /** Where the keys are that belong to the issuer's tokens here. */
  jwksUrl: string;
  ensureUser: CognitoService['ensureUser'];
  issueTokens: CognitoService['issueTokens'];
  /** Ends within three seconds. What was accepted is stored, and goes on at the next start. */
  stop(): Promise<void>;
}

/** @throws Error when the port is taken or the backend holds something that cannot be run faithfully. */
export async function startLaptopAws(options: LaptopAwsOptions): Promise<LaptopAws> {
  const services: LocalService[] = [];
  const key = await openAccessKey(options.homeDir);
  const identity = await openPoolIdentity(path.join(options.homeDir, 'cognito'), REGION);
  // The gateway comes first: it knows the port that everything else refers to, and a taken one is known at once.
  const gateway = await startGateway({
    port: options.port,
    services,
    ...(options.faults ? { intercept: options.faults.intercept } : {}),
  });
  try {
    return await startBackend({ options, services, key, identity, gateway });
  } catch (error) {
    await stopAll(gateway, services);
    throw error;
  }
}

interface Beginnings {
  options: LaptopAwsOptions;
  services: LocalService[];
  key: AccessKey;
  identity: PoolIdentity;
  gateway: Gateway;
}

async function startBackend({ options, services, key, identity, gateway }: Beginnings): Promise<LaptopAws> {
  const { projectDir, homeDir, onProgress } = options;
  const assemblyDir = await synthesizeBackend({ projectDir, ...(onProgress ? { onProgress } : {}) });
  onProgress?.('Starting the services');
  const ids = physicalIds(gateway, identity);
  const assembly = await readAssembly(assemblyDir, ids);
  const { cognito, stopSchedules } = await startServices({
    homeDir,
    assembly,
    ids,
    identity,
    key,
    services,
    origins: portalOrigins(options.portalOrigin),
    onMessage: options.onMessage ?? (() => undefined),
    onFailure: options.onFailure ?? printFailure,
    faults: options.faults ?? null,
    functions: options.functions ?? {},
  });
  const jwksUrl = `${gateway.address}/${identity.userPoolId}/.well-known/jwks.json`;
  return {
    endpoints: {
      api: ids.httpApiUrl,
      graphql: ids.graphqlUrl,
      aws: gateway.address,
      userPoolId: identity.userPoolId,
      userPoolClientId: identity.clientId,
      region: REGION,
    },
    amplifyOutputs: amplifyOutputs(assembly, {
      // Amplify makes `wss:` of `http:` in small letters, and leaves this for the browser to make `ws:` of.
      graphqlUrl: ids.graphqlUrl.replace(/^http:/, 'HTTP:'),
      userPoolEndpoint: gateway.address,
      jwksUrl,
    }),
    credentials: key,
    cognitoIssuer: issuerOf(identity),
    jwksUrl,
    ensureUser: cognito.ensureUser,
    issueTokens: cognito.issueTokens,
    stop: async () => {
      stopSchedules();
      options.faults?.stop();
      await stopAll(gateway, services);
    },
  };
}

/** Functions that are about to end may still need the other services, so these go last. */
async function stopAll(gateway: Gateway, services: readonly LocalService[]): Promise<void> {
  const lambda = services.filter(({ name }) => name === LAMBDA_SERVICE);
  await Promise.all([gateway.stop(), ...lambda.map((service) => service.stop())]);
  await Promise.all(services.filter((service) => !lambda.includes(service)).map((service) => service.stop()));
}

function physicalIds({ address }: Gateway, identity: PoolIdentity): PhysicalIds {
  return {
    region: REGION,
    accountId: ACCOUNT_ID,
    userPoolId: identity.userPoolId,
    userPoolClientId: identity.clientId,
    identityPoolId: identity.identityPoolId,
    graphqlUrl: `${address}${GRAPHQL_PATH}`,
    httpApiUrl: `${address}${HTTP_API_PATH}`,
    awsUrl: address,
  };
}

function printFailure(place: string, error: unknown): void {
  console.error(`${place}:`, error);
}
