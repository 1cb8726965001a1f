/**
 * What a dataset is: how its files look, what their columns mean, which rows stand out, and what is made of
 * them. The JSON form is Data Package v2 (Table Schema, Table Dialect) plus our own keys.
 */
import { z } from 'zod';
import { LakeportError } from '../errors';
import { issueSentence } from './definition-issue';
import type { DefinitionIssue } from './definition-issue';
import { dialectSchema } from './dialect';
import { encodingNamed, ENCODINGS } from './encoding';
import { describeIssues } from './describe-issues';
import { columnNameSchema, DUCKDB_TYPES, fieldSchema, fieldTypeSchema } from './field';
import type { DuckDbType, Field, FieldType } from './field';
import { findConflicts } from './find-conflicts';
import { pathColumnNames } from './from-path';
import { retentionSchema } from './retention';

/** A definition is held in memory, shown on a page and compiled into one statement: it must not grow without end. */
const COLUMNS_MAX = 2000;
const DERIVED_MAX = 100;
const RULES_MAX = 100;
const VIEWS_MAX = 50;
const EXPRESSION_CHARACTERS_MAX = 10_000;

export const SLUG_PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const slug = z.string().max(64).regex(SLUG_PATTERN, 'Must be lower-case letters, digits and single hyphens.');
const ruleName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][\w-]*$/, 'Must be letters, digits, _ and -.');
const viewName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]\w*$/, 'Must be letters, digits and _, beginning with a letter.');
const expression = z
  .string()
  .min(1)
  .max(EXPRESSION_CHARACTERS_MAX)
  .regex(/^(?:[^\p{Cc}]|[\t\r\n])*$/u, 'Must not hold control characters.');

const tableSchema = z.strictObject({
  fields: z.array(fieldSchema).min(1).max(COLUMNS_MAX),
  primaryKey: z.preprocess((key) => (typeof key === 'string' ? [key] : key), z.array(z.string()).default([])),
  missingValues: z.array(z.string()).default(['']),
});

const fromPathSchema = z.strictObject({
  /** Its named groups, `(?<station>…)`, are searched for in the file's name and become string columns. */
  pattern: z.string().min(1),
});

const derivedColumnSchema = z.strictObject({
  name: columnNameSchema,
  type: fieldTypeSchema,
  /** A DuckDB scalar expression over fields, path columns and the derived columns before it. */
  as: expression,
  title: z.string().optional(),
  description: z.string().optional(),
  unit: z.string().optional(),
});

const ruleSchema = z.strictObject({
  name: ruleName,
  title: z.string().optional(),
  description: z.string().optional(),
  /** A DuckDB scalar expression; NULL does not flag. */
  when: expression,
  /** `anomalies`: the row waits for review. `flag`: it stays in silver, named in `_flags`. */
  route: z.enum(['anomalies', 'flag']).default('anomalies'),
});

const groupSchema = z.preprocess(
  (group) => (typeof group === 'string' ? { name: group } : group),
  z.strictObject({
    name: columnNameSchema,
    /** Without it, the column of that name. */
    as: expression.optional(),
  }),
);

const viewSchema = z.strictObject({
  name: viewName,
  title: z.string().optional(),
  description: z.string().optional(),
  groupBy: z.array(groupSchema).default([]),
  /** Column name → DuckDB aggregate expression. */
  measures: z.record(columnNameSchema, expression),
});

export const datasetDefinitionSchema = z.strictObject({
  $schema: z.string().optional(),
  name: slug,
  title: z.string().optional(),
  description: z.string().optional(),
  version: z.number().int().positive().default(1),
  dialect: z.union([z.literal('auto'), dialectSchema]).prefault({}),
  encoding: z
    .string()
    .refine((name) => encodingNamed(name) !== null, `Must be one of ${ENCODINGS.join(', ')}, utf-16 or auto.`)
    .default('utf-8'),
  schema: tableSchema,
  /** Whether a header's labels must be written as the fields' names are; otherwise case and spaces do not count. */
  strictHeader: z.boolean().default(false),
  /** What a header that lacks a field means: stop the file, or leave the column empty. */
  missingColumns: z.enum(['refuse', 'empty']).default('refuse'),
  /** What a header with an unknown column means: stop the file, or leave the column out. */
  extraColumns: z.enum(['refuse', 'ignore']).default('refuse'),
  fromPath: fromPathSchema.optional(),
  derive: z.array(derivedColumnSchema).max(DERIVED_MAX).default([]),
  rules: z.array(ruleSchema).max(RULES_MAX).default([]),
  views: z.array(viewSchema).max(VIEWS_MAX).default([]),
  contract: z.enum(['quarantine', 'freeze', 'discard_value', 'evolve', 'repair']).default('quarantine'),
  /** Whether the current row of each key is also kept for look-up by key. */
  records: z.boolean().default(false),
  schedule: z.strictObject({ cron: z.string().min(1), source: z.string().min(1) }).optional(),
  retention: retentionSchema.optional(),
});

/** A definition with every default filled in; parsing it again gives the same. */
export type DatasetDefinition = z.output<typeof datasetDefinitionSchema>;
/** A definition as people write it. */
export type DatasetDefinitionInput = z.input<typeof datasetDefinitionSchema>;
export type DerivedColumn = DatasetDefinition['derive'][number];
export type Rule = DatasetDefinition['rules'][number];
export type View = DatasetDefinition['views'][number];

/** A definition with its defaults, or everything that keeps a text from being one. */
export type ReadDefinition = { definition: DatasetDefinition } | { issues: DefinitionIssue[] };

/**
 * A definition from JSON. What needs DuckDB to be checked (patterns, expressions) is checked by `findIssues` of the
 * engine.
 */
export function readDefinition(input: unknown): ReadDefinition {
  const parsed = datasetDefinitionSchema.safeParse(input);
  if (!parsed.success) return { issues: describeIssues(parsed.error.issues) };
  const issues = findConflicts(parsed.data);
  return issues.length > 0 ? { issues } : { definition: parsed.data };
}

/**
 * The same for a definition that has to be right.
 * @throws LakeportError `invalid-definition`, naming every problem with its place.
 */
export function parseDefinition(input: unknown): DatasetDefinition {
  const read = readDefinition(input);
  if ('definition' in read) return read.definition;
  throw invalidDefinition(read.issues);
}

/** One error for all problems of a definition. */
export function invalidDefinition(issues: readonly DefinitionIssue[]): LakeportError {
  const count = issues.length === 1 ? 'a problem' : `${issues.length} problems`;
  const sentences = issues.map(issueSentence).join(' ');
  return new LakeportError('invalid-definition', `The definition has ${count}. ${sentences}`, {
    resolution: 'Correct it and try again.',
  });
}

/** A column of silver, anomalies and exports. */
export interface OutputColumn {
  name: string;
  type: FieldType;
  duckDbType: DuckDbType;
  title?: string;
  description?: string;
  unit?: string;
}

/**
 * The columns of accepted and flagged rows: those from the file's name, then the fields that are not hidden,
 * then the derived ones, each in the definition's order.
 */
export function outputColumns(definition: DatasetDefinition): OutputColumn[] {
  const fromPath: OutputColumn[] = pathColumnNames(definition).map((name) => ({
    name,
    type: 'string',
    duckDbType: DUCKDB_TYPES.string,
  }));
  const fields = definition.schema.fields.filter((field) => !field.hidden);
  return [...fromPath, ...[...fields, ...definition.derive].map(toOutputColumn)];
}

function toOutputColumn(column: Field | DerivedColumn): OutputColumn {
  const { name, type, title, description, unit } = column;
  return {
    name,
    type,
    duckDbType: DUCKDB_TYPES[type],
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(unit !== undefined && { unit }),
  };
}
