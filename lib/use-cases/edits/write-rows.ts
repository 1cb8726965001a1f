import type { DatasetDefinition } from '../../dataset/definition';
import type { Field } from '../../dataset/field';
import { withParser } from '../../engine/expression/open-parser';
import { writeCells } from '../../engine/typing/write-cells';
import { LakeportError } from '../../errors';
import type { RecordRow } from '../../lake/query/query-records';
import { canonicalCell } from './canonical-cell';
import type { Edit } from './parse-edits';

/**
 * Whole rows as the dataset's fields read them: the edited cells over those of the current row. Derived columns are
 * left out, since they are computed again.
 * @throws LakeportError `invalid-request` for a value that the field cannot hold
 */
export async function writeRows(
  { schema }: DatasetDefinition,
  edits: readonly Edit[],
  current: readonly (RecordRow | null)[],
): Promise<Record<string, string | null>[]> {
  const rows = edits.map((): Record<string, string | null> => ({}));
  await withParser(async (connection) => {
    for (const field of schema.fields) {
      const texts = edits.map(({ values }, index) =>
        canonicalCell(
          field,
          values[field.name] ?? (field.name in values ? null : (current[index]?.[field.name] ?? null)),
        ),
      );
      const cells = await writeCells(connection, field, texts);
      const missing = field.missingValues ?? schema.missingValues;
      for (const [index, row] of rows.entries()) {
        const text = texts[index] ?? null;
        row[field.name] = text === null ? null : requireCell(field, missing, text, cells[index] ?? null);
      }
    }
  });
  return rows;
}

function requireCell(
  { name, format }: Field,
  missing: readonly string[],
  text: string,
  cell: string | null,
): string {
  if (cell === null) {
    throw new LakeportError(
      'invalid-request',
      `“${text}” cannot be written in the format of ${name}, ${format}.`,
    );
  }
  if (cell !== '' && missing.includes(cell)) {
    throw new LakeportError('invalid-request', `“${cell}” means a missing value in ${name}.`, {
      resolution: 'Leave the cell empty instead.',
    });
  }
  return cell;
}
