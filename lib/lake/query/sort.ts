/** The order of rows: the model, and its form in a URL (`-date,station`). Pure: the browser uses it too. */
import { z } from 'zod';
import { LakeportError } from '../../errors';
import type { LakeColumn } from '../columns';
import { joinList, splitList } from './text-list';

const COLUMNS_MAX = 8;

const sortSchema = z.array(z.object({ column: z.string(), desc: z.boolean() })).max(COLUMNS_MAX);

export type Sort = z.infer<typeof sortSchema>;

/**
 * `columns` are all that may be sorted by, which for records is `withLineage(columns)`.
 * @throws LakeportError `invalid-request`, naming the column
 */
export function parseSort(text: string | null | undefined, columns: readonly LakeColumn[]): Sort {
  if (!text) return [];
  const sort = splitList(text).map((item) => {
    const desc = item.startsWith('-') && !columns.some(({ name }) => name === item);
    return { column: desc ? item.slice(1) : item, desc };
  });
  return checkSort(sort, columns);
}

/** `parseSort` reads it back. */
export function serializeSort(sort: Sort): string {
  return joinList(sort.map(({ column, desc }) => (desc ? `-${column}` : column)));
}

/**
 * An order from outside; a column named twice counts where it is first.
 * @throws LakeportError `invalid-request`
 */
export function checkSort(input: unknown, columns: readonly LakeColumn[]): Sort {
  const parsed = sortSchema.safeParse(input);
  if (!parsed.success) {
    throw new LakeportError(
      'invalid-request',
      `The order takes at most ${COLUMNS_MAX} columns, each with a direction.`,
    );
  }
  const sortable = columns.filter(({ type }) => type !== 'list');
  const known = sortable.map(({ name }) => name);
  for (const { column } of parsed.data) {
    if (known.includes(column)) continue;
    throw new LakeportError('invalid-request', `There is no column ${column} to sort by.`, {
      resolution: `Sort by ${known.join(', ')}.`,
    });
  }
  return parsed.data.filter(
    ({ column }, index, all) => all.findIndex((other) => other.column === column) === index,
  );
}
