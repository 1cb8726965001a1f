/** The fields of the GraphQL schema that look around in a dataset's rows. */
import { z } from 'zod';
import { ROW_ZONES } from '../../../lib/lake/keys';
import { checkFilter } from '../../../lib/lake/query/filters';
import { queryFacets } from '../../../lib/use-cases/explore/query-facets';
import { runSql } from '../../../lib/use-cases/explore/run-sql';
import { jsonArgument, requirePerson, type FieldResolver } from '../appsync-event';
import { queryDeps } from './query-deps';

const facetsArgs = z.object({
  dataset: z.string(),
  zone: z.enum(ROW_ZONES).nullish(),
  filters: jsonArgument.pipe(z.array(z.unknown()).nullish()),
  search: z.string().nullish(),
  columns: z.array(z.string()),
});

const sqlArgs = z.object({ dataset: z.string(), sql: z.string() });

export const exploreFields: Record<string, FieldResolver> = {
  queryFacets: async (args, caller) => {
    const { dataset, zone, filters, search, columns: facets } = facetsArgs.parse(args);
    return queryFacets(await queryDeps(), requirePerson(caller), {
      dataset,
      zone: zone ?? undefined,
      filters: (columns) => (filters ?? []).map((filter) => checkFilter(filter, columns)),
      search: search ?? undefined,
      facets,
    });
  },
  runSql: async (args, caller) => runSql(await queryDeps(), requirePerson(caller), sqlArgs.parse(args)),
};
