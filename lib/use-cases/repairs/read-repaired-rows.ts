import { z } from 'zod';
import type { Dataset } from '../../aws/dataset-table';
import type { Dialect } from '../../dataset/dialect';
import { dataLabels } from '../../engine/refused/refused-cells';
import { LakeportError } from '../../errors';
import type { ImportRecord } from '../../lake/import-record';
import { requireRefused, type RefusedDeps } from '../open-refused';

const ROWS_MAX = 10_000;

const repairedRowsSchema = z
  .array(z.object({ line: z.number().int().nonnegative(), cells: z.array(z.string().nullable()) }))
  .min(1)
  .max(ROWS_MAX);

export interface RepairsRequest {
  importId: string;
  /** `[{"line": 7, "cells": ["…"]}]`, the cells in the order of the columns of `listRejects` */
  rows: unknown;
}

export interface RepairedRows {
  /** The import that refused the rows. */
  record: ImportRecord;
  /** As it is now: repaired rows go by its newest definition. */
  dataset: Dataset;
  /** The name under which they are imported. */
  fileName: string;
  /** Where each row was in its file. */
  lines: number[];
  /** As objects, in the order of `lines`. */
  rows: Record<string, string | null>[];
}

/** Repaired rows of an import's refused ones, as they are imported. */
export async function readRepairedRows(
  deps: RefusedDeps,
  { importId, rows: input }: RepairsRequest,
): Promise<RepairedRows> {
  const rows = parseRows(input);
  const { record, columns } = await requireRefused(deps, importId);
  const labels = dataLabels(columns);
  const dataset = await deps.datasets.get(record.dataset);
  return {
    record,
    dataset,
    fileName: repairedName(record, dataset.definition.fromPath !== undefined),
    lines: rows.map(({ line }) => line),
    rows: rows.map((row) => memberOf(row, labels, columns.dialect)),
  };
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
