/** Expressions in the tree of DuckDB's parser. */
import { z } from 'zod';

/** Whatever has a class is an expression. */
export const nodeSchema = z.looseObject({ class: z.string(), type: z.string() });
export type ExpressionNode = z.infer<typeof nodeSchema>;

/** The expressions directly below a part of the tree. */
export function childNodes(part: unknown): ExpressionNode[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part).flatMap((value: unknown) => {
    const node = nodeSchema.safeParse(value);
    return node.success ? [node.data] : childNodes(value);
  });
}
