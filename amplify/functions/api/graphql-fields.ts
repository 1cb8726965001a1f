/** The fields of the GraphQL schema that `api` answers: arguments in, use case, shape out. */
import { z } from 'zod';
import { presets } from '../../../lib/dataset/presets';
import { requireEnv } from '../../../lib/env';
import { IMPORT_KINDS, IMPORT_SOURCES, IMPORT_STATES } from '../../../lib/lake/import-states';
import { authorizeImport, authorizeSome } from '../../../lib/use-cases/authorize';
import { cancelImport } from '../../../lib/use-cases/cancel-import';
import { completeUpload } from '../../../lib/use-cases/complete-upload';
import { confirmImport } from '../../../lib/use-cases/confirm-import';
import { createUpload } from '../../../lib/use-cases/create-upload';
import { getDataset } from '../../../lib/use-cases/get-dataset';
import { getImport } from '../../../lib/use-cases/get-import';
import { getMetrics } from '../../../lib/use-cases/get-metrics';
import { getZoneActivity } from '../../../lib/use-cases/get-zone-activity';
import { listAlarms } from '../../../lib/use-cases/list-alarms';
import { listDatasets } from '../../../lib/use-cases/list-datasets';
import { listImports } from '../../../lib/use-cases/list-imports';
import { listParts } from '../../../lib/use-cases/list-parts';
import { redriveImport } from '../../../lib/use-cases/redrive-import';
import { replayDataset } from '../../../lib/use-cases/replay-dataset';
import { replayImport } from '../../../lib/use-cases/replay-import';
import { signParts } from '../../../lib/use-cases/sign-parts';
import { undoImport } from '../../../lib/use-cases/undo-import';
import { requirePerson, type FieldResolver } from '../appsync-event';
import { cloudWatch, datasets, env, imports, requests, store, uploads } from '../clients';
import { datasetShape } from '../dataset-shape';

const uploadDeps = { datasets, imports, uploads };
const runDeps = { ...uploadDeps, requests, store };
const monitoringDeps = { cloudWatch, alarmPrefix: requireEnv(env, 'ALARM_PREFIX') };

const importIdArgs = z.object({ importId: z.string() });
const listImportsArgs = z.object({
  dataset: given(z.string()),
  state: given(z.enum(IMPORT_STATES)),
  kind: given(z.enum(IMPORT_KINDS)),
  rootId: given(z.string()),
  fileName: given(z.string()),
  createdBy: given(z.string()),
  from: given(z.string()),
  to: given(z.string()),
  withRejects: given(z.boolean()),
  withParent: given(z.boolean()),
  withoutClosed: given(z.boolean()),
  cursor: given(z.string()),
  limit: given(z.number().int()),
});
const createUploadArgs = z.object({
  dataset: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  source: z.enum(IMPORT_SOURCES).nullish(),
  dryRun: z.boolean().nullish(),
  parentId: z.string().nullish(),
});
const ofImportArgs = importIdArgs.extend({ dryRun: z.boolean().nullish() });
const replayDatasetArgs = z.object({ dataset: z.string(), dryRun: z.boolean().nullish() });
const signPartsArgs = importIdArgs.extend({ partNumbers: z.array(z.number().int()) });
const metricsArgs = z.object({
  from: z.coerce.date(),
  to: z.coerce.date(),
  periodSeconds: z.number().int(),
  dataset: z.string().nullish(),
});

export const apiFields: Record<string, FieldResolver> = {
  listDatasets: async (_args, caller) =>
    (await listDatasets({ datasets }, requirePerson(caller))).map(datasetShape),
  getDataset: async (args, caller) => {
    const { name } = z.object({ name: z.string() }).parse(args);
    return datasetShape(await getDataset({ datasets }, requirePerson(caller), name));
  },
  listPresets: async (_args, caller) => {
    authorizeSome(requirePerson(caller), 'read');
    return presets().map((preset) => ({
      name: preset.name,
      title: preset.title ?? preset.name,
      description: preset.description ?? null,
      definition: preset,
    }));
  },
  listImports: async (args, caller) =>
    listImports({ imports }, requirePerson(caller), listImportsArgs.parse(args)),
  getImport: async (args, caller) => {
    const { id } = z.object({ id: z.string() }).parse(args);
    return getImport({ imports }, requirePerson(caller), id);
  },
  createUpload: async (args, caller) => {
    const { source, dryRun, ...request } = createUploadArgs.parse(args);
    return createUpload(uploadDeps, requirePerson(caller), {
      ...request,
      source: source ?? 'browser',
      dryRun: dryRun ?? false,
    });
  },
  signParts: async (args, caller) => signParts(uploadDeps, requirePerson(caller), signPartsArgs.parse(args)),
  listParts: async (args, caller) =>
    listParts(uploadDeps, requirePerson(caller), importIdArgs.parse(args).importId),
  completeUpload: async (args, caller) =>
    completeUpload(uploadDeps, requirePerson(caller), importIdArgs.parse(args).importId),
  cancelImport: async (args, caller) =>
    cancelImport(runDeps, requirePerson(caller), importIdArgs.parse(args).importId),
  confirmImport: async (args, caller) =>
    confirmImport(runDeps, requirePerson(caller), importIdArgs.parse(args).importId),
  redriveImport: async (args, caller) =>
    redriveImport(runDeps, requirePerson(caller), importIdArgs.parse(args).importId),
  undoImport: async (args, caller) => undoImport(runDeps, requirePerson(caller), ofImport(args)),
  replayImport: async (args, caller) => replayImport(runDeps, requirePerson(caller), ofImport(args)),
  replayDataset: async (args, caller) => {
    const { dataset, dryRun } = replayDatasetArgs.parse(args);
    const request = { dataset, dryRun: dryRun ?? false, source: 'browser' } as const;
    return replayDataset(runDeps, requirePerson(caller), request);
  },
  getMetrics: async (args, caller) => {
    const { dataset, ...range } = metricsArgs.parse(args);
    return getMetrics(monitoringDeps, requirePerson(caller), { ...range, dataset: dataset ?? null });
  },
  listAlarms: async (_args, caller) => listAlarms(monitoringDeps, requirePerson(caller)),
  getZoneActivity: async (_args, caller) => getZoneActivity({ datasets, store }, requirePerson(caller)),
  // What is announced is always what is stored; a function's role announces, and so may a person who imports.
  announceImport: async (args, caller) => {
    const { id } = z.object({ id: z.string() }).parse(args);
    return caller ? authorizeImport(imports, caller, 'import', id) : imports.get(id);
  },
};

function ofImport(args: Record<string, unknown>) {
  const { importId, dryRun } = ofImportArgs.parse(args);
  return { importId, dryRun: dryRun ?? false, source: 'browser' } as const;
}

/** An argument that is left out, or null, which to GraphQL is the same. */
function given<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}
