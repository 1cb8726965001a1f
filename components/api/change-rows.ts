/** Changes of single rows. Each is an import of its own, which is the answer. */
import { ask } from '@/components/api/client';
import { parseImport, type Import } from '@/components/api/imports';
import type { Filter } from '@/lib/lake/query/filters';

/** Where a row came from, which names it. */
export interface RowPlace {
  import: string;
  file: string;
  line: number;
}

/** Chosen rows, or all that fit the filters. */
export type RowSelection = { rows: readonly RowPlace[] } | { filters: readonly Filter[] };

export type Decision = 'release' | 'dismiss';

interface Review {
  dataset: string;
  decision: Decision;
  selection: RowSelection;
  note: string | null;
}

/** Puts flagged rows among the accepted ones, or takes them away. */
export async function reviewAnomalies({ selection, ...review }: Review): Promise<Import> {
  return parseImport(
    await ask((client) =>
      client.mutations.reviewAnomalies({ ...review, selection: JSON.stringify(selection) }),
    ),
  );
}

/** Removes current rows. */
export async function deleteRecords(
  dataset: string,
  selection: RowSelection,
  note: string | null,
): Promise<Import> {
  return parseImport(
    await ask((client) =>
      client.mutations.deleteRecords({ dataset, selection: JSON.stringify(selection), note }),
    ),
  );
}

export interface RowChange {
  /** Null for a row that is added. */
  row: RowPlace | null;
  /** The cells that are changed, as texts; null for a value that is missing from then on. */
  values: Readonly<Record<string, string | null>>;
}

/** Adds rows, or changes cells of rows. */
export async function saveRecords(dataset: string, rows: readonly RowChange[]): Promise<Import> {
  return parseImport(
    await ask((client) => client.mutations.saveRecords({ dataset, rows: JSON.stringify(rows) })),
  );
}

export interface RepairedRow {
  line: number;
  /** In the order of the file's columns. */
  cells: readonly string[];
}

/** Brings repaired rows of an import's refused ones again. */
export async function repairRejects(importId: string, rows: readonly RepairedRow[]): Promise<Import> {
  return parseImport(
    await ask((client) => client.mutations.repairRejects({ importId, rows: JSON.stringify(rows) })),
  );
}
