/**
 * How long a text an expression can make. DuckDB's memory limit does not count texts, and a vector holds 2,048
 * of them at once: `repeat(text, 1000000)` would take the whole process with it.
 */
import { z } from 'zod';
import { ExpressionError } from './expression-error';
import { childNodes, nodeSchema } from './expression-node';
import type { ExpressionNode } from './expression-node';

/** What a cell counts as: few are longer, and a record as a whole is bounded. */
export const CELL_BYTES = 1000;
const TEXT_BYTES_MAX = 256 * 1024;
/** A number, date or truth value as text. */
export const VALUE_BYTES = 64;

/** How long the texts may be that an expression is made of. */
export interface TextSizes {
  /** @param name the last part of the column's name */
  ofColumn: (name: string) => number;
  ofSubquery: (node: ExpressionNode) => number;
}

const constantSchema = z.object({ value: z.object({ is_null: z.boolean(), value: z.unknown() }) });
const functionSchema = z.object({
  function_name: z.string(),
  children: z.array(nodeSchema),
  filter: z.unknown(),
  order_bys: z.unknown(),
});
const columnSchema = z.object({ column_names: z.array(z.string()) });

/**
 * An upper bound in bytes, where cells are of a usual length and others as long as `sizes` says.
 * @throws ExpressionError when any part of the expression passes the limit, or its length depends on data.
 */
export function longestText(node: ExpressionNode, sizes: TextSizes): number {
  const bytes = Math.ceil(bytesOf(node, sizes));
  if (bytes <= TEXT_BYTES_MAX) return bytes;
  throw new ExpressionError(
    `It could make a text of ${bytes} bytes out of cells of ${CELL_BYTES}; ${TEXT_BYTES_MAX} are allowed.`,
  );
}

function bytesOf(node: ExpressionNode, sizes: TextSizes): number {
  if (node.class === 'COLUMN_REF') {
    return sizes.ofColumn(columnSchema.parse(node).column_names.at(-1) ?? '');
  }
  if (node.class === 'SUBQUERY') return sizes.ofSubquery(node);
  if (node.class === 'CONSTANT') return new TextEncoder().encode(String(constantOf(node) ?? '')).length;
  if (node.class !== 'FUNCTION') return sumOf(childNodes(node).map((child) => longestText(child, sizes)));
  const { function_name: name, children, filter, order_bys: orders } = functionSchema.parse(node);
  // They do not add to the result, but have a limit as well.
  for (const child of childNodes([filter, orders])) longestText(child, sizes);
  const parts = children.map((child) => longestText(child, sizes));
  return GROWTH[name.toLowerCase()]?.(parts, children) ?? sumOf(parts);
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, VALUE_BYTES);
}

type Growth = (sizes: readonly number[], children: readonly ExpressionNode[]) => number;

/** Functions whose result may be longer than all their arguments together. */
const GROWTH: Readonly<Record<string, Growth>> = {
  repeat: ([text = 0], [, times]) => text * fixedNumber('repeat', times),
  lpad: ([text = 0], [, length]) => text + 4 * fixedNumber('lpad', length),
  rpad: ([text = 0], [, length]) => text + 4 * fixedNumber('rpad', length),
  replace: ([text = 0, from = 0, to = 0], [, found]) => {
    const foundBytes = Math.max(1, found?.class === 'CONSTANT' ? from : 1);
    return text * Math.max(1, to / foundBytes);
  },
  // A replacement may stand between any two characters, and name the found text again and again.
  regexp_replace: ([text = 0, , to = 0]) => text * (1 + to),
  hex: (sizes) => 2 * sumOf(sizes),
  // A character of one byte may become one of four, and each piece of a list is written with its separator.
  translate: (sizes) => 4 * sumOf(sizes),
  string_split: (sizes) => 6 * sumOf(sizes),
  str_split: (sizes) => 6 * sumOf(sizes),
  concat_ws: (sizes) => sumOf(sizes) + (sizes[0] ?? 0) * sizes.length,
  strftime: (sizes) => 32 * sumOf(sizes),
  format: (sizes, [template]) => filledBytes('format', template, sumOf(sizes)),
  printf: (sizes, [template]) => filledBytes('printf', template, sumOf(sizes)),
};

function constantOf(node: ExpressionNode | undefined): unknown {
  const constant = constantSchema.safeParse(node);
  return constant.success && !constant.data.value.is_null ? constant.data.value.value : null;
}

function fixedNumber(name: string, node: ExpressionNode | undefined): number {
  const value = constantOf(node);
  if (typeof value === 'number') return Math.max(1, value);
  throw new ExpressionError(`“${name}” needs a fixed number for how often or how long.`);
}

/** Each placeholder may stand for all arguments, and be padded to the width that it names. */
function filledBytes(name: string, template: ExpressionNode | undefined, total: number): number {
  const text = constantOf(template);
  if (typeof text !== 'string' || /\{[^}]*\{|%[^a-zA-Z%]*\*/.test(text)) {
    throw new ExpressionError(`“${name}” needs a fixed text with fixed widths.`);
  }
  const placeholders = text.match(/[{%]/g)?.length ?? 0;
  const widths = text.match(/\d+/g) ?? [];
  return widths.reduce((sum, width) => sum + Number(width), (placeholders + 1) * total);
}
