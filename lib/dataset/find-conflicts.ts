/** What a definition's shape cannot say: names that clash, names that nothing has, settings that contradict. */
import type { DatasetDefinition, View } from './definition';
import type { Constraints, Field, FieldType } from './field';
import { pathColumnNames } from './from-path';
import { comparableLabel } from './labels';

const LENGTH_TYPES: readonly FieldType[] = ['string', 'json'];
const BOUND_TYPES: readonly FieldType[] = ['integer', 'number', 'date', 'time', 'datetime', 'year'];

/** The conflicts as sentences that begin with their place; none when the definition is sound. */
export function findConflicts(definition: DatasetDefinition): string[] {
  return [
    ...columnConflicts(definition),
    ...definition.schema.fields.flatMap(fieldConflicts),
    ...keyConflicts(definition),
    ...repeated(definition.rules.map((rule) => rule.name)).map((name) => `rules: “${name}” is there twice.`),
    ...repeated(definition.views.map((view) => view.name)).map((name) => `views: “${name}” is there twice.`),
    ...definition.views.flatMap((view, index) => viewConflicts(definition, view, `views[${index}]`)),
    ...dialectConflicts(definition),
  ];
}

function columnConflicts(definition: DatasetDefinition): string[] {
  const names = [
    ...pathColumnNames(definition),
    ...definition.schema.fields.map((field) => field.name),
    ...definition.derive.map((column) => column.name),
  ];
  const conflicts = repeated(names).map(
    (name) => `schema.fields: the name “${name}” is there twice (case and spaces do not count).`,
  );
  if (definition.fromPath && pathColumnNames(definition).length === 0) {
    conflicts.push('fromPath.pattern: needs a named group such as “(?<station>[^/]+)”.');
  }
  for (const name of pathColumnNames(definition).filter((name) => name.startsWith('_'))) {
    conflicts.push(`fromPath.pattern: the group “${name}” must not begin with an underscore.`);
  }
  if (definition.schema.fields.every((field) => field.hidden) && definition.derive.length === 0) {
    conflicts.push('schema.fields: all are hidden, so nothing would be left.');
  }
  return conflicts;
}

function fieldConflicts(field: Field, index: number): string[] {
  const place = `schema.fields[${index}]`;
  const { minLength, maxLength, pattern } = field.constraints;
  const conflicts = boundConstraints(field.constraints)
    .filter(() => !BOUND_TYPES.includes(field.type))
    .map((name) => `${place}.constraints.${name}: does not apply to a ${field.type}.`);
  if (!LENGTH_TYPES.includes(field.type) && (minLength ?? maxLength ?? pattern) !== undefined) {
    conflicts.push(`${place}.constraints: lengths and patterns apply to strings, not to a ${field.type}.`);
  }
  if (field.groupChar !== undefined && field.groupChar === field.decimalChar) {
    conflicts.push(`${place}.groupChar: must differ from decimalChar.`);
  }
  if (field.hidden && field.constraints.unique) {
    conflicts.push(`${place}.constraints.unique: does not apply to a hidden field.`);
  }
  const both = field.trueValues.filter((value) => field.falseValues.includes(value));
  if (both.length > 0) conflicts.push(`${place}.trueValues: “${both.join('”, “')}” is false as well.`);
  return conflicts;
}

function boundConstraints(constraints: Constraints): string[] {
  const names = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;
  return names.filter((name) => constraints[name] !== undefined);
}

function keyConflicts(definition: DatasetDefinition): string[] {
  const { primaryKey } = definition.schema;
  const known = visibleColumnNames(definition);
  const conflicts = primaryKey
    .filter((name) => !known.includes(name))
    .map((name) => `schema.primaryKey: there is no column “${name}” in the output.`);
  conflicts.push(...repeated(primaryKey).map((name) => `schema.primaryKey: “${name}” is there twice.`));
  if (definition.records && primaryKey.length === 0) {
    conflicts.push('records: needs a schema.primaryKey to keep rows by.');
  }
  return conflicts;
}

function viewConflicts(definition: DatasetDefinition, view: View, place: string): string[] {
  const known = visibleColumnNames(definition);
  const names = [...view.groupBy.map((group) => group.name), ...Object.keys(view.measures)];
  const unknown = view.groupBy.filter((group) => group.as === undefined && !known.includes(group.name));
  return [
    ...unknown.map((group) => `${place}.groupBy: there is no column “${group.name}” in the output.`),
    ...repeated(names).map((name) => `${place}: the column “${name}” is there twice.`),
    ...(names.length === 0 ? [`${place}: needs a group or a measure.`] : []),
  ];
}

function dialectConflicts({ dialect }: DatasetDefinition): string[] {
  if (dialect === 'auto') return [];
  const { delimiter, quoteChar, commentChar } = dialect;
  const conflicts: string[] = [];
  if (delimiter === quoteChar) conflicts.push('dialect.quoteChar: must differ from the delimiter.');
  if (commentChar !== undefined && (commentChar === delimiter || commentChar === quoteChar)) {
    conflicts.push('dialect.commentChar: must differ from the delimiter and the quote.');
  }
  if (delimiter === ' ' && dialect.skipInitialSpace) {
    conflicts.push('dialect.skipInitialSpace: cannot be used where a space is the delimiter.');
  }
  return conflicts;
}

function visibleColumnNames(definition: DatasetDefinition): string[] {
  const fields = definition.schema.fields.filter((field) => !field.hidden);
  return [...pathColumnNames(definition), ...[...fields, ...definition.derive].map((column) => column.name)];
}

/** Each name that an earlier one equals, case and spaces apart: SQL and headers do not tell them apart. */
function repeated(names: string[]): string[] {
  const comparable = names.map(comparableLabel);
  return names.filter((_, index) => comparable.indexOf(comparable[index] ?? '') < index);
}
