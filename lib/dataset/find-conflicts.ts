/** What a definition's shape cannot say: names that clash, names that nothing has, settings that contradict. */
import type { DatasetDefinition, View } from './definition';
import { columnNameSchema } from './field';
import { findDialectConflicts } from './find-dialect-conflicts';
import { findFieldConflicts } from './find-field-conflicts';
import { pathColumnNames } from './from-path';
import { comparableLabel } from './labels';

/** The conflicts as sentences that begin with their place; none when the definition is sound. */
export function findConflicts(definition: DatasetDefinition): string[] {
  return [
    ...columnConflicts(definition),
    ...findFieldConflicts(definition.schema.fields),
    ...keyConflicts(definition),
    ...repeated(definition.rules.map((rule) => rule.name)).map((name) => `rules: “${name}” is there twice.`),
    ...repeated(definition.views.map((view) => view.name)).map((name) => `views: “${name}” is there twice.`),
    ...definition.views.flatMap((view, index) => viewConflicts(definition, view, `views[${index}]`)),
    ...(definition.dialect === 'auto' ? [] : findDialectConflicts(definition.dialect)),
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
  for (const name of pathColumnNames(definition)) {
    const { error } = columnNameSchema.safeParse(name);
    if (error)
      conflicts.push(`fromPath.pattern: “${name}”: ${error.issues.map((issue) => issue.message).join(' ')}`);
  }
  if (definition.schema.fields.every((field) => field.hidden) && definition.derive.length === 0) {
    conflicts.push('schema.fields: all are hidden, so nothing would be left.');
  }
  return conflicts;
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

function visibleColumnNames(definition: DatasetDefinition): string[] {
  const fields = definition.schema.fields.filter((field) => !field.hidden);
  return [...pathColumnNames(definition), ...[...fields, ...definition.derive].map((column) => column.name)];
}

/** Each name that an earlier one equals, case and spaces apart: SQL and headers do not tell them apart. */
function repeated(names: string[]): string[] {
  const comparable = names.map(comparableLabel);
  return names.filter((_, index) => comparable.indexOf(comparable[index] ?? '') < index);
}
