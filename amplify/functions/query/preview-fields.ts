/** The fields of the GraphQL schema that look at what is about to be used: files, definitions, repaired rows. */
import { z } from 'zod';
import { checkDefinition } from '../../../lib/use-cases/definitions/check-definition';
import { rememberAliases } from '../../../lib/use-cases/definitions/remember-aliases';
import { previewFile } from '../../../lib/use-cases/previews/preview-file';
import { checkRepairs } from '../../../lib/use-cases/repairs/check-repairs';
import { jsonArgument, requirePerson, type FieldResolver } from '../appsync-event';
import { auditTrail, datasets } from '../clients';
import { datasetShape } from '../dataset-shape';
import { queryDeps } from './query-deps';

const sampleArgs = z.object({
  fileName: z.string().min(1).max(1024),
  sizeBytes: z.number(),
  sample: z.string(),
});
const previewArgs = sampleArgs.extend({ dataset: z.string().nullish() });
const checkArgs = z.object({ definition: jsonArgument });
const aliasArgs = z.object({ dataset: z.string(), aliases: jsonArgument });
const repairArgs = z.object({ importId: z.string(), rows: jsonArgument });

export const previewFields: Record<string, FieldResolver> = {
  previewFile: async (args, caller) => {
    const { dataset, ...request } = previewArgs.parse(args);
    return previewFile(await queryDeps(), requirePerson(caller), { ...request, dataset: dataset ?? null });
  },
  checkDefinition: async (args, caller) => {
    const { definition } = checkArgs.parse(args);
    const file = typeof args['sample'] === 'string' ? sampleArgs.parse(args) : null;
    return checkDefinition(await queryDeps(), requirePerson(caller), { definition, file });
  },
  rememberAliases: async (args, caller) => {
    const deps = { datasets, audit: auditTrail };
    return datasetShape(await rememberAliases(deps, requirePerson(caller), aliasArgs.parse(args)));
  },
  checkRepairs: async (args, caller) =>
    checkRepairs(await queryDeps(), requirePerson(caller), repairArgs.parse(args)),
};
