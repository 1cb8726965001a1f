/** What a user has asked a dataset before, kept by this browser. */
import { z } from 'zod';

const PREFIX = 'lakeport.sql';

/** Of those without a star; those with one have as many places of their own. */
export const HISTORY_MAX = 50;

const entrySchema = z.object({
  sql: z.string(),
  /** When it was run last. */
  at: z.iso.datetime(),
  seconds: z.number(),
  /** Null when it failed. */
  rows: z.number().nullable(),
  cut: z.boolean(),
  starred: z.boolean(),
});

export type HistoryEntry = z.infer<typeof entrySchema>;

const memorySchema = z.object({ draft: z.string(), entries: z.array(entrySchema) });

export interface SqlMemory {
  /** What stood in the editor. */
  draft: string;
  /** The latest first. */
  entries: readonly HistoryEntry[];
}

const NOTHING: SqlMemory = { draft: '', entries: [] };

/** The memory after a run: a query that was run before moves to the top and keeps its star. */
export function withRun(memory: SqlMemory, run: Omit<HistoryEntry, 'starred'>): SqlMemory {
  const known = memory.entries.find(({ sql }) => sql === run.sql);
  const others = memory.entries.filter((entry) => entry !== known);
  return { ...memory, entries: limited([{ ...run, starred: known?.starred ?? false }, ...others]) };
}

export function withStar(memory: SqlMemory, sql: string, starred: boolean): SqlMemory {
  const entries = memory.entries.map((entry) => (entry.sql === sql ? { ...entry, starred } : entry));
  return { ...memory, entries: limited(entries) };
}

export function without(memory: SqlMemory, sql: string): SqlMemory {
  return { ...memory, entries: memory.entries.filter((entry) => entry.sql !== sql) };
}

function limited(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const left = { starred: HISTORY_MAX, plain: HISTORY_MAX };
  return entries.filter(({ starred }) => {
    const kind = starred ? 'starred' : 'plain';
    left[kind] -= 1;
    return left[kind] >= 0;
  });
}

export function sqlMemoryKey(viewer: string, dataset: string): string {
  return `${PREFIX}:${encodeURIComponent(viewer)}:${encodeURIComponent(dataset)}`;
}

/** What is kept under a key; nothing when it cannot be read. */
export function recallSql(text: string | null): SqlMemory {
  if (text === null) return NOTHING;
  try {
    return memorySchema.catch({ draft: '', entries: [] }).parse(JSON.parse(text));
  } catch {
    // Text of somebody else: the history begins anew.
    return NOTHING;
  }
}
