/** What no expression may do, wherever it stands: call what it does not name, and make values of any type there is. */
import { z } from 'zod';
import { ExpressionError } from './expression-error';
import type { ExpressionNode } from './expression-node';

/** A type with a time zone is left out: what it comes to depends on where the process runs. */
const ALLOWED_TYPES = new Set([
  ...['BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT', 'UINTEGER'],
  ...[
    'UBIGINT',
    'UHUGEINT',
    'FLOAT',
    'DOUBLE',
    'DECIMAL',
    'VARCHAR',
    'DATE',
    'TIME',
    'TIMESTAMP',
    'INTERVAL',
  ],
  ...['JSON', 'UUID'],
]);

const functionSchema = z.object({
  function_name: z.string(),
  schema: z.enum(['', 'main']),
  catalog: z.literal(''),
  export_state: z.literal(false),
});
const zonelessSchema = z.looseObject({
  children: z.tuple([
    z.unknown(),
    z.looseObject({ value: z.looseObject({ value: z.string().regex(/^(?!.*%-?[zZ])/s) }) }),
  ]),
});
const castTypeSchema = z.object({
  id: z.string(),
  type_info: z.object({ name: z.string().optional() }).nullable(),
});

/**
 * The name of the function that is called.
 * @throws ExpressionError when it is called by another way than its name alone
 */
export function refuseIndirectCall(node: ExpressionNode): string {
  const name = z.string().parse(node.function_name);
  if (!functionSchema.safeParse(node).success) {
    throw new ExpressionError(`“${name}” must be called by its name alone.`);
  }
  // With an offset in its format it gives a time with a zone.
  if (/strptime$/i.test(name) && !zonelessSchema.safeParse(node).success) {
    throw new ExpressionError(`“${name}” needs a fixed format without %z.`);
  }
  return name;
}

/** A type that the parser does not know itself is named in `type_info`. */
export function refuseType(type: unknown): void {
  const { id, type_info: info } = castTypeSchema.parse(type);
  const name = id === 'UNBOUND' ? (info?.name ?? id).toUpperCase() : id;
  if (!ALLOWED_TYPES.has(name)) throw new ExpressionError(`The type “${name}” is not allowed.`);
}
