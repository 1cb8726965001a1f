/** Repaired rows looked at before they are sent. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';

const checkSchema = z.object({
  problems: z.array(z.object({ line: z.number(), column: z.string().nullish(), message: z.string() })),
  anomalous: z.array(z.number()),
});

const rowsSchema = z.array(z.object({ line: z.number(), cells: z.array(z.string()) }));

/** What the engine says of the rows that were asked about. */
export interface CheckedRepairs extends z.infer<typeof checkSchema> {
  rows: z.infer<typeof rowsSchema>;
}

/** @param rows JSON of repaired rows; an empty list is not asked about */
export function repairCheckQuery(importId: string, rows: string) {
  return queryOptions({
    queryKey: ['repair-check', importId, rows],
    queryFn: async (): Promise<CheckedRepairs> => {
      const check = await ask((client) => client.queries.checkRepairs({ importId, rows }));
      return { rows: rowsSchema.parse(JSON.parse(rows)), ...checkSchema.parse(check) };
    },
    enabled: rows !== '[]',
    // What is said of the other rows holds on while one is being typed.
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 30_000,
  });
}
