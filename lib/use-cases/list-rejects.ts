import { z } from 'zod';
import type { DuckDb } from '../duckdb';
import type { FileColumns } from '../engine/refused/read-file-columns';
import { dataCells, refusedCells } from '../engine/refused/refused-cells';
import { LakeportError } from '../errors';
import type { PartCache } from '../lake/part-cache';
import { queryRejects, type RejectsPage } from '../lake/query/query-rejects';
import type { RowProblem } from '../problems';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';
import { requireRefused, type RefusedDeps } from './open-refused';

export interface RejectedRow extends RowProblem {
  /** The record's cells in the order of the file's columns, split as well as can be; null when the file is gone. */
  cells: string[] | null;
}

export interface ListedRejects extends Omit<RejectsPage, 'rows'> {
  rows: RejectedRow[];
  /** Names of the file's columns: of their fields, or else their labels; null when the file is gone. */
  columns: string[] | null;
}

const suggestionSchema = z.array(z.string().nullable());

/** A page of the problems of an import's refused rows; empty when it refused none or has not ended. */
export async function listRejects(
  deps: RefusedDeps & { cache: PartCache; db: DuckDb },
  actor: Actor,
  request: {
    importId: string;
    code?: string | undefined;
    column?: string | undefined;
    offset?: number | undefined;
    limit?: number | undefined;
  },
): Promise<ListedRejects> {
  const { importId, code, column, offset, limit } = request;
  const record = await authorizeImport(deps.imports, actor, 'read', importId);
  if (!record.counts?.rejected) return { rows: [], total: 0, groups: [], columns: null };
  const page = await queryRejects({
    ...deps,
    dataset: record.dataset,
    importId: record.sameAs ?? record.id,
    ...(code !== undefined && { code }),
    ...(column !== undefined && { column }),
    ...(offset !== undefined && { offset }),
    ...(limit !== undefined && { limit }),
  });
  const columns = await readColumns(deps, importId);
  return {
    ...page,
    rows: page.rows.map((row) => withCells(row, columns)),
    columns: columns && dataCells(columns.names, columns),
  };
}

/** Refused rows may outlive their file, whose retention is another one. */
async function readColumns(deps: RefusedDeps, importId: string): Promise<FileColumns | null> {
  try {
    return (await requireRefused(deps, importId)).columns;
  } catch (error) {
    if (error instanceof LakeportError && error.code === 'source-error') return null;
    throw error;
  }
}

/** The problem with its record taken apart, by the columns of the file where they are known. */
export function withCells(row: RowProblem, columns: FileColumns | null): RejectedRow {
  if (!columns) return { ...row, cells: null };
  const cells = refusedCells({ raw: row.raw, codes: [row.code] }, columns).map((cell) => cell ?? '');
  if (row.suggestion === null) return { ...row, cells };
  const suggested = dataCells(suggestionSchema.parse(JSON.parse(row.suggestion)), columns);
  return { ...row, cells, suggestion: JSON.stringify(suggested) };
}
