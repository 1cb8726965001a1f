import path from 'node:path';
import type { AccessKey } from './access-key';
import type { PhysicalIds } from './assembly/physical-ids';
import type { Assembly } from './assembly/read-assembly';
import { readBuckets, sendsEvents } from './bucket-definitions';
import { createCloudWatch, type CloudWatch } from './cloudwatch/cloudwatch-service';
import { createCognito, type CognitoService } from './cognito/cognito-service';
import { publicJwks, type PoolIdentity } from './cognito/pool-identity';
import { readPoolSettings } from './cognito/pool-settings';
import { createTokenCheck } from './cognito/token-check';
import type { PoolMessage } from './cognito/user-pool';
import { createDynamoDb } from './dynamodb/dynamodb-service';
import { bridgeEvent } from './events/bridge-event';
import { createEventBus, readEventRules } from './events/event-bus';
import { createEventsService } from './events/events-service';
import type { Faults } from './faults/faults';
import { createGraphQlService } from './graphql/graphql-service';
import { createHttpApiService } from './http-api/http-api-service';
import { readFunctionDefinitions } from './lambda/function-definition';
import { LambdaRuntime } from './lambda/lambda-runtime';
import { createLambdaService } from './lambda/lambda-service';
import { createS3 } from './s3/s3-service';
import { readSchedules, startSchedules } from './scheduler/schedules';
import type { LocalService } from './service';

export interface ServicesOptions {
  homeDir: string;
  assembly: Assembly;
  ids: PhysicalIds;
  identity: PoolIdentity;
  key: AccessKey;
  /** Whose pages may call the services from a browser. */
  origins: readonly string[];
  /** Gets every service that was started, in the order in which the gateway asks them. */
  services: LocalService[];
  onMessage: (message: PoolMessage) => void;
  onFailure: (place: string, error: unknown) => void;
  faults: Faults | null;
  functions: FunctionSettings;
}

/** How functions differ from what the template says. */
export interface FunctionSettings {
  /** Set for every function, over its own environment. */
  environment?: Record<string, string>;
  /** Time limits by function name. */
  timeoutsMs?: Record<string, number>;
  /** Pauses before a failed event is tried again. */
  retryDelaysMs?: readonly number[];
  /** Processes of one function at a time. */
  processesMax?: number;
}

type Credentials = ReadonlyMap<string, string>;

/** Starts what the assembly describes; what was stored by the last run goes on. */
export async function startServices(
  options: ServicesOptions,
): Promise<{ cognito: CognitoService; stopSchedules: () => void }> {
  const { assembly, key, onFailure } = options;
  const credentials: Credentials = new Map([[key.accessKeyId, key.secretAccessKey]]);
  const cloudWatch = await startCloudWatch(options, credentials);
  const lambda = startFunctions(options, credentials, cloudWatch);
  const cognito = await startApis(options, credentials, lambda);
  await startStorage(options, credentials, lambda);
  // From here on functions run by themselves, so everything they call must answer.
  await lambda.resume();
  const invokeAsync = (functionArn: string, payload: string) => lambda.invokeAsync(functionArn, payload);
  return { cognito, stopSchedules: startSchedules(readSchedules(assembly), invokeAsync, onFailure) };
}

async function startCloudWatch(
  { homeDir, assembly, ids, services }: ServicesOptions,
  credentials: Credentials,
): Promise<CloudWatch> {
  const cloudWatch = await createCloudWatch({
    dir: path.join(homeDir, 'cloudwatch'),
    region: ids.region,
    alarms: assembly
      .ofType('AWS::CloudWatch::Alarm')
      .map(({ name, properties }) => ({ ...properties, AlarmName: name })),
    credentials,
  });
  services.push(cloudWatch);
  return cloudWatch;
}

function startFunctions(
  { homeDir, assembly, ids, key, services, faults, functions }: ServicesOptions,
  credentials: Credentials,
  cloudWatch: CloudWatch,
): LambdaRuntime {
  const lambda = new LambdaRuntime({
    dir: path.join(homeDir, 'lambda'),
    definitions: readFunctionDefinitions(assembly).map((definition) => ({
      ...definition,
      timeoutMs: functions.timeoutsMs?.[definition.name] ?? definition.timeoutMs,
      environment: { ...definition.environment, ...functions.environment },
    })),
    ...(functions.retryDelaysMs ? { retryDelaysMs: functions.retryDelaysMs } : {}),
    ...(functions.processesMax ? { processesMax: functions.processesMax } : {}),
    environment: {
      AWS_REGION: ids.region,
      AWS_DEFAULT_REGION: ids.region,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_ENDPOINT_URL: ids.awsUrl,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    onLog: (name, line) => cloudWatch.log(`/aws/lambda/${name}`, 'local', line, Date.now()),
    onMetric: (functionName, name, value) => {
      const unit = name === 'Duration' ? 'Milliseconds' : 'Count';
      // Lambda counts each function, and all of them together.
      const dimensionSets: Record<string, string>[] = [{ FunctionName: functionName }, {}];
      for (const dimensions of dimensionSets) {
        cloudWatch.putMetric({ namespace: 'AWS/Lambda', name, dimensions }, value, { unit });
      }
    },
  });
  faults?.attach(lambda);
  services.push(createLambdaService(lambda, { credentials }));
  return lambda;
}

/** The user pool and the two APIs that check its tokens. */
async function startApis(
  { homeDir, assembly, ids, identity, origins, services, onMessage }: ServicesOptions,
  credentials: Credentials,
  lambda: LambdaRuntime,
): Promise<CognitoService> {
  const { userPoolId, clientId } = identity;
  const cognito = await createCognito({
    dir: path.join(homeDir, 'cognito'),
    identity,
    settings: readPoolSettings(assembly),
    credentials,
    portalOrigins: origins,
    onMessage,
  });
  services.push(cognito);
  const shared = {
    assembly,
    accountId: ids.accountId,
    portalOrigins: origins,
    tokenCheck: createTokenCheck({ userPoolId, clientId, jwks: publicJwks(identity) }),
    invoke: (functionArn: string, payload: string) => lambda.invoke(functionArn, payload),
  };
  services.push(createGraphQlService({ ...shared, credentials }));
  const httpApi = createHttpApiService(shared);
  if (httpApi) services.push(httpApi);
  return cognito;
}

/** The tables, and the buckets with the rules that their events start functions by. */
async function startStorage(
  { homeDir, assembly, ids, origins, services, onFailure, faults }: ServicesOptions,
  credentials: Credentials,
  lambda: LambdaRuntime,
): Promise<void> {
  const tables = assembly
    .ofType('AWS::DynamoDB::Table')
    .map(({ name, properties }) => ({ ...properties, TableName: name }));
  services.push(await createDynamoDb({ dir: path.join(homeDir, 'dynamodb'), tables, credentials }));

  const soundBus = createEventBus(readEventRules(assembly), (functionArn, payload) =>
    lambda.invokeAsync(functionArn, payload),
  );
  const bus = faults?.disturb(soundBus, (error) => onFailure('events', error)) ?? soundBus;
  services.push(createEventsService({ bus, place: ids, credentials }));
  const isSender = sendsEvents(assembly);
  services.push(
    await createS3({
      dir: path.join(homeDir, 's3'),
      region: ids.region,
      buckets: readBuckets(assembly, origins),
      credentials,
      onObjectEvent: (change) => {
        if (!isSender(change.bucket)) return;
        bus.put(bridgeEvent(change, ids)).catch((error: unknown) => onFailure('events', error));
      },
    }),
  );
}
