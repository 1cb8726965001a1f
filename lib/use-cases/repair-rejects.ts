import { z } from 'zod';
import type { Dialect } from '../dataset/dialect';
import { dataLabels } from '../engine/refused/refused-cells';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { ObjectStore } from '../lake/object-store';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { requireRefused, type RefusedDeps } from './open-refused';
import { startRowsImport } from './start-rows-import';

const ROWS_MAX = 10_000;

const repairedRowsSchema = z
  .array(z.object({ line: z.number().int().nonnegative(), cells: z.array(z.string().nullable()) }))
  .min(1)
  .max(ROWS_MAX);

/**
 * Imports repaired rows of an import's refused ones, by an import that is returned and has the first for a parent.
 * @param request.rows `[{"line": 7, "cells": ["…"]}]`, the cells in the order of the columns of `listRejects`
 */
export async function repairRejects(
  deps: RefusedDeps & { store: Pick<ObjectStore, 'putText'> },
  actor: Actor,
  request: { importId: string; rows: unknown },
): Promise<ImportRecord> {
  authorize(actor, 'import');
  const rows = parseRows(request.rows);
  const { record, columns } = await requireRefused(deps, request.importId);
  const labels = dataLabels(columns);
  const dataset = await deps.datasets.get(record.dataset);
  return startRowsImport(deps, actor, dataset, {
    rows: rows.map((row) => memberOf(row, labels, columns.dialect)),
    fileName: repairedName(record, dataset.definition.fromPath !== undefined),
    parentId: record.id,
    rootId: record.rootId ?? record.id,
  });
}

type RepairedRow = z.infer<typeof repairedRowsSchema>[number];

function parseRows(input: unknown): RepairedRow[] {
  const parsed = repairedRowsSchema.safeParse(input);
  if (!parsed.success) {
    throw new LakeportError('invalid-request', 'The repaired rows cannot be used.', {
      resolution: `Give 1 to ${ROWS_MAX} of {"line", "cells"}.`,
    });
  }
  const lines = new Set(parsed.data.map(({ line }) => line));
  if (lines.size === parsed.data.length) return parsed.data;
  throw new LakeportError('invalid-request', 'A line is there twice among the repaired rows.');
}

function memberOf(
  { line, cells }: RepairedRow,
  labels: readonly string[],
  dialect: Dialect | null,
): Record<string, string | null> {
  if (cells.length !== labels.length) {
    throw new LakeportError('invalid-request', `The row of line ${line} has ${cells.length} cells.`, {
      resolution: `It needs one for each of ${labels.join(', ')}.`,
    });
  }
  // JSON has a word of its own for what the dialect means by a sequence, and what is shown as an empty cell.
  const missing = dialect === null ? '' : dialect.nullSequence;
  return Object.fromEntries(
    labels.map((label, index) => {
      const cell = cells[index] ?? null;
      return [label, cell === missing ? null : cell];
    }),
  );
}

/** Where columns come from the name of the file, repaired rows need the name that the first ones had. */
function repairedName({ fileName }: ImportRecord, takesColumns: boolean): string {
  const plain = fileName.replace(/\.gz$/i, '');
  return takesColumns ? plain : `${plain.replace(/(\.repaired)?(\.[^.]*)?$/, '')}.repaired.ndjson`;
}
