/** The fields of the GraphQL schema about the versions of definitions: arguments in, use case, shape out. */
import { z } from 'zod';
import { listDatasetVersions } from '../../../lib/use-cases/definitions/list-dataset-versions';
import { requirePerson, type FieldResolver } from '../appsync-event';
import { datasets } from '../clients';

const versionsArgs = z.object({ name: z.string() });

export const versionFields: Record<string, FieldResolver> = {
  listDatasetVersions: async (args, caller) =>
    listDatasetVersions({ datasets }, requirePerson(caller), versionsArgs.parse(args).name),
};
