/** The fields of the GraphQL schema that change rows, each by an import: arguments in, use case, shape out. */
import { z } from 'zod';
import { deleteRecords } from '../../../lib/use-cases/delete-records';
import { repairRejects } from '../../../lib/use-cases/repair-rejects';
import { reviewAnomalies } from '../../../lib/use-cases/review-anomalies';
import { saveRecords } from '../../../lib/use-cases/save-records';
import { jsonArgument, requirePerson, type FieldResolver } from '../appsync-event';
import { queryDeps } from './query-deps';

const selectionArgs = { dataset: z.string(), selection: jsonArgument, note: z.string().nullish() };
const deleteArgs = z.object(selectionArgs);
const reviewArgs = z.object({ ...selectionArgs, decision: z.enum(['release', 'dismiss']) });
const repairArgs = z.object({ importId: z.string(), rows: jsonArgument });
const saveArgs = z.object({ dataset: z.string(), rows: jsonArgument });

export const changeFields: Record<string, FieldResolver> = {
  reviewAnomalies: async (args, caller) => {
    const { note, ...request } = reviewArgs.parse(args);
    const review = { ...request, note: note ?? null, source: 'grid' } as const;
    return reviewAnomalies(await queryDeps(), requirePerson(caller), review);
  },
  deleteRecords: async (args, caller) => {
    const { note, ...request } = deleteArgs.parse(args);
    const deletion = { ...request, note: note ?? null, source: 'grid' } as const;
    return deleteRecords(await queryDeps(), requirePerson(caller), deletion);
  },
  saveRecords: async (args, caller) =>
    saveRecords(await queryDeps(), requirePerson(caller), saveArgs.parse(args)),
  repairRejects: async (args, caller) =>
    repairRejects(await queryDeps(), requirePerson(caller), repairArgs.parse(args)),
};
