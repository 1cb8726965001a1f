import { Code, LayerVersion, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Made by `node scripts/build-duckdb-layer.mjs`, which a deployment runs first; a laptop needs none. */
const LAYER_DIR = fileURLToPath(new URL('../../.amplify/duckdb-layer', import.meta.url));
/** The backend's name when it is synthesized for a laptop, where node_modules holds DuckDB. */
const LAPTOP_BACKEND_NAME = 'local';
const BINDING = 'nodejs/node_modules/@duckdb/node-bindings-linux-arm64/duckdb.node';

/** Gives a function DuckDB's linux-arm64 binding. Deploying without it is refused: the function could not start. */
export function duckDbLayer(stack: Stack, fn: LambdaFunction): void {
  if (stack.node.tryGetContext('amplify-backend-name') === LAPTOP_BACKEND_NAME) return;
  if (!existsSync(path.join(LAYER_DIR, BINDING))) {
    throw new Error(
      `DuckDB's layer is missing: run \`node scripts/build-duckdb-layer.mjs\` before you deploy.`,
    );
  }
  const existing = stack.node.tryFindChild('DuckDb');
  const layer =
    existing instanceof LayerVersion
      ? existing
      : new LayerVersion(stack, 'DuckDb', {
          code: Code.fromAsset(LAYER_DIR),
          description: 'DuckDB for linux-arm64',
        });
  fn.addLayers(layer);
}
