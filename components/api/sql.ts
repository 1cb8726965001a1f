import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';
import { jsonField } from '@/components/api/json-field';
import { pageColumnsSchema } from '@/components/api/records';
import type { LakeColumn } from '@/lib/lake/columns';

const resultSchema = z.object({
  columns: pageColumnsSchema,
  rows: jsonField(z.array(z.array(z.unknown()))),
  cut: z.boolean(),
  rowsMax: z.number(),
  secondsMax: z.number(),
  sequence: z.number(),
  seconds: z.number(),
});

/** The rows of a query as arrays in the order of `columns`, whose names differ. */
export type SqlResult = Omit<z.infer<typeof resultSchema>, 'columns'> & { columns: LakeColumn[] };

async function runSql(dataset: string, sql: string): Promise<SqlResult> {
  const result = resultSchema.parse(await ask((client) => client.queries.runSql({ dataset, sql })));
  return { ...result, columns: withDistinctNames(result.columns) };
}

/** `select a, a` gives two columns of a name; tables and charts know columns by their names. */
function withDistinctNames(columns: z.infer<typeof pageColumnsSchema>): LakeColumn[] {
  const taken = new Set<string>();
  return columns.map(({ name, type, unit }) => {
    let distinct = name;
    for (let count = 2; taken.has(distinct); count += 1) distinct = `${name} (${count})`;
    taken.add(distinct);
    return { name: distinct, type, unit: unit ?? undefined };
  });
}

export interface SqlRun {
  seconds: number;
  result: SqlResult | null;
}

/**
 * The answer to a query. It stays as it was until it is asked for again: nobody wants the rows under their eyes to
 * change. `onEnd` hears how each run has ended and how long it took, the way to the server included.
 */
export function sqlQuery(dataset: string, sql: string, onEnd: (run: SqlRun) => void) {
  return queryOptions({
    queryKey: ['sql', dataset, sql],
    queryFn: async ({ signal }): Promise<SqlResult & { tookSeconds: number }> => {
      const startedAt = performance.now();
      const seconds = () => (performance.now() - startedAt) / 1000;
      try {
        const result = await runSql(dataset, sql);
        if (!signal.aborted) onEnd({ seconds: seconds(), result });
        return { ...result, tookSeconds: seconds() };
      } catch (error) {
        if (!signal.aborted) onEnd({ seconds: seconds(), result: null });
        throw error;
      }
    },
    staleTime: Infinity,
    retry: false,
  });
}
