/** One field of a dataset: Data Package v2's Table Schema, with `unit` and `hidden` of our own. */
import { z } from 'zod';

/** Field type → type of the column in DuckDB and Parquet. A datetime is UTC; json is kept as its text. */
export const DUCKDB_TYPES = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  time: 'TIME',
  datetime: 'TIMESTAMP',
  year: 'BIGINT',
  json: 'VARCHAR',
} as const;

export type FieldType = keyof typeof DUCKDB_TYPES;
export type DuckDbType = (typeof DUCKDB_TYPES)[FieldType];

export const fieldTypeSchema = z.enum([
  'string',
  'integer',
  'number',
  'boolean',
  'date',
  'time',
  'datetime',
  'year',
  'json',
]);

/** What a string may be held to besides being text. */
export const STRING_FORMATS = ['default', 'email', 'uri', 'uuid', 'binary'] as const;

export type StringFormat = (typeof STRING_FORMATS)[number];

/** DuckDB's reader gives every file columns of these names when asked, and then refuses a file that has them. */
const READER_COLUMNS: readonly string[] = ['filename', 'file_row_number', 'file_index'];

/** Names that begin with `_` are the engine's own columns, and `anomalous` is what views call a flagged row. */
export const columnNameSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^_]/, 'A name must not begin with an underscore: those columns are Lakeport’s own.')
  .regex(/^[^\p{Cc}]*$/u, 'A name must not hold control characters.')
  .refine((name) => name.trim() === name, 'A name must not begin or end with a space.')
  .refine((name) => name.toLowerCase() !== 'anomalous', '“anomalous” is what views call a flagged row.')
  .refine(
    (name) => !READER_COLUMNS.includes(name.toLowerCase()),
    'This is a name that DuckDB’s reader uses itself: give the field another one, and this as an alias.',
  );

const bound = z.union([z.number(), z.string()]);
const length = z.number().int().nonnegative();

const constraintsSchema = z.strictObject({
  required: z.boolean().optional(),
  /** No value twice in one file; the first one stays. */
  unique: z.boolean().optional(),
  enum: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(1)
    .max(10_000)
    .optional(),
  minimum: bound.optional(),
  maximum: bound.optional(),
  exclusiveMinimum: bound.optional(),
  exclusiveMaximum: bound.optional(),
  /** Lengths count characters, not bytes. */
  minLength: length.optional(),
  maxLength: length.optional(),
  /** An RE2 expression that the whole text must match. */
  pattern: z.string().min(1).max(10_000).optional(),
});

export type Constraints = z.infer<typeof constraintsSchema>;

const oneCharacter = z.string().refine((text) => [...text].length === 1, 'Must be one character.');

export const fieldSchema = z.strictObject({
  name: columnNameSchema,
  type: fieldTypeSchema,
  /**
   * `default`; for strings one of STRING_FORMATS; for dates and times `any`, or a strptime pattern such as
   * `%d/%m/%Y`.
   */
  format: z.string().min(1).default('default'),
  /** Other labels under which a header may have the column. */
  aliases: z.array(z.string().trim().min(1).max(256)).max(100).default([]),
  title: z.string().optional(),
  description: z.string().optional(),
  /** Shown beside the values, for example `°C`. */
  unit: z.string().optional(),
  example: z.unknown().optional(),
  constraints: constraintsSchema.default({}),
  /** Texts that mean a missing value, in place of the schema's. */
  missingValues: z.array(z.string()).optional(),
  trueValues: z.array(z.string()).min(1).default(['true', 'True', 'TRUE', '1']),
  falseValues: z.array(z.string()).min(1).default(['false', 'False', 'FALSE', '0']),
  decimalChar: oneCharacter.default('.'),
  groupChar: oneCharacter.optional(),
  /** False where text may stand around the number, as in `95 %` or `€ 3`. */
  bareNumber: z.boolean().default(true),
  /** Read and checked, and there for expressions, but not a column of the output. */
  hidden: z.boolean().default(false),
});

export type Field = z.infer<typeof fieldSchema>;
