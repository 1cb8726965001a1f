import type { LakeColumn } from '@/lib/lake/columns';

/** Aggregates whose result is measured in what their one column is measured in. */
const KEEPS_UNIT = /^(avg|mean|min|max|sum|median|mode|any_value|first|last|stddev|stddev_samp|stddev_pop)$/;
const ROUNDED = /^(?:round|floor|ceil|ceiling)\s*\(([\s\S]*?)(?:,\s*\d+\s*)?\)$/i;
const CALL = /^(\w+)\s*\(\s*(?:"((?:[^"]|"")+)"|(\w+))\s*\)$/;
const CAST = /\s*::\s*\w+(?:\s*\(\s*\d+\s*(?:,\s*\d+\s*)?\))?\s*$/;

/**
 * The unit of a measure whose expression is one aggregate of one column; undefined where the arithmetic may have
 * changed it.
 */
export function measureUnit(expression: string, columns: readonly LakeColumn[]): string | undefined {
  const plain = expression.trim().replace(CAST, '').trim();
  const rounded = ROUNDED.exec(plain)?.[1];
  if (rounded !== undefined) return measureUnit(rounded, columns);
  const [, aggregate = '', quoted, bare] = CALL.exec(plain) ?? [];
  if (!KEEPS_UNIT.test(aggregate.toLowerCase())) return undefined;
  const name = quoted?.replaceAll('""', '"') ?? bare;
  return columns.find((column) => column.name.toLowerCase() === name?.toLowerCase())?.unit;
}
