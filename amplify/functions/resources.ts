/**
 * The functions. `api`, `query` and `people` answer the GraphQL API, the first two also the REST API behind `authorizer`, `importFn` turns
 * bronze objects into committed imports, `publish` follows each commit, `exportFn` writes exports, `giveUp` keeps the
 * events at which one of these has failed for good. DuckDB is not bundled: it comes from a layer in the cloud
 * (`duckDbLayer`) and from node_modules on a laptop.
 */
import { defineFunction } from '@aws-amplify/backend';
import { Duration, Size } from 'aws-cdk-lib';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';

interface FunctionSettings {
  timeoutSeconds: number;
  memoryMb: number;
  /** Scratch disk under /tmp. */
  diskGib: number;
}

function nodeFunction(scope: Construct, name: string, settings: FunctionSettings): NodejsFunction {
  return new NodejsFunction(scope, name, {
    entry: fileURLToPath(new URL(`./${name}/handler.ts`, import.meta.url)),
    runtime: Runtime.NODEJS_22_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(settings.timeoutSeconds),
    memorySize: settings.memoryMb,
    ephemeralStorageSize: Size.gibibytes(settings.diskGib),
    loggingFormat: LoggingFormat.TEXT,
    bundling: {
      format: OutputFormat.ESM,
      target: 'node20',
      minify: true,
      sourceMap: true,
      // The SDK is bundled: the version that was tested is the one that runs.
      externalModules: ['@duckdb/node-api'],
      // CommonJS dependencies in an ES module bundle look for these names.
      banner:
        "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" +
        "import{fileURLToPath as __toPath}from'node:url';const __filename=__toPath(import.meta.url);const __dirname=__toPath(new URL('.',import.meta.url));",
    },
    environment: { NODE_OPTIONS: '--enable-source-maps' },
  });
}

/** Days the functions' logs are kept. */
export const LOG_RETENTION = RetentionDays.ONE_WEEK;

export const api = defineFunction(
  (scope) => nodeFunction(scope, 'api', { timeoutSeconds: 29, memoryMb: 512, diskGib: 1 }),
  { resourceGroupName: 'data' },
);

export const query = defineFunction(
  (scope) => nodeFunction(scope, 'query', { timeoutSeconds: 29, memoryMb: 3008, diskGib: 10 }),
  { resourceGroupName: 'data' },
);

/** Manages the user pool and the API keys. */
export const people = defineFunction(
  (scope) => nodeFunction(scope, 'people', { timeoutSeconds: 29, memoryMb: 512, diskGib: 1 }),
  { resourceGroupName: 'data' },
);

/** Says who calls the REST API. */
export const authorizer = defineFunction(
  (scope) => nodeFunction(scope, 'authorizer', { timeoutSeconds: 10, memoryMb: 512, diskGib: 1 }),
  { resourceGroupName: 'data' },
);

export const importFn = defineFunction(
  (scope) => nodeFunction(scope, 'import', { timeoutSeconds: 900, memoryMb: 3008, diskGib: 10 }),
  { resourceGroupName: 'pipeline' },
);

export const publish = defineFunction(
  (scope) => nodeFunction(scope, 'publish', { timeoutSeconds: 900, memoryMb: 3008, diskGib: 10 }),
  { resourceGroupName: 'pipeline' },
);

/** Writes the whole result of a question into one file. */
export const exportFn = defineFunction(
  (scope) => nodeFunction(scope, 'export', { timeoutSeconds: 900, memoryMb: 3008, diskGib: 10 }),
  { resourceGroupName: 'pipeline' },
);

/** Waits for the lease of a run that died to end. */
export const giveUp = defineFunction(
  (scope) => nodeFunction(scope, 'give-up', { timeoutSeconds: 120, memoryMb: 256, diskGib: 1 }),
  { resourceGroupName: 'pipeline' },
);
