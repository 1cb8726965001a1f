/**
 * What the backend calls itself: the generated amplify_outputs.json, read while the server runs, so that one
 * build serves every backend. `LAKEPORT_OUTPUTS` names the file; the default is the one beside package.json.
 * On a laptop `custom.local` says where the stand-ins for AWS's own addresses are.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const outputsSchema = z.looseObject({
  auth: z.looseObject({
    aws_region: z.string(),
    user_pool_id: z.string(),
    user_pool_client_id: z.string(),
  }),
  data: z.looseObject({ url: z.url(), aws_region: z.string() }),
  storage: z.looseObject({ aws_region: z.string(), bucket_name: z.string() }).optional(),
  custom: z
    .looseObject({
      /** The REST API, for programs. */
      api: z.object({ url: z.url() }).optional(),
      local: z.object({ userPoolEndpoint: z.url(), jwksUrl: z.url() }).optional(),
    })
    .optional(),
});

export type Outputs = z.infer<typeof outputsSchema>;

let cached: { file: string; modifiedMs: number; outputs: Outputs } | null = null;

/**
 * The outputs, or null when nothing has been deployed or started yet.
 * Throws when the file is there and cannot be used, because going on would only hide that.
 */
export function readOutputs(): Outputs | null {
  const file =
    process.env.LAKEPORT_OUTPUTS ??
    path.join(/* turbopackIgnore: true */ process.cwd(), 'amplify_outputs.json');
  const stats = statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false });
  if (!stats) return null;
  if (cached?.file !== file || cached.modifiedMs !== stats.mtimeMs) {
    const text = readFileSync(/* turbopackIgnore: true */ file, 'utf8');
    cached = { file, modifiedMs: stats.mtimeMs, outputs: outputsSchema.parse(JSON.parse(text)) };
  }
  return cached.outputs;
}
