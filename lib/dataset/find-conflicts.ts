/** What a definition's shape cannot say: names that clash, names that nothing has, settings that contradict. */
import type { DatasetDefinition, View } from './definition';
import type { DefinitionIssue } from './definition-issue';
import { columnNameSchema } from './field';
import { findDialectConflicts } from './find-dialect-conflicts';
import { findFieldConflicts } from './find-field-conflicts';
import { pathColumnNames } from './from-path';
import { comparableLabel } from './labels';

/** None when the definition is sound. */
export function findConflicts(definition: DatasetDefinition): DefinitionIssue[] {
  const { rules, views, dialect } = definition;
  return [
    ...columnConflicts(definition),
    ...findFieldConflicts(definition.schema.fields),
    ...keyConflicts(definition),
    ...repeatedNames(rules.map(({ name }, index) => ({ name, path: `rules[${index}].name` }))),
    ...repeatedNames(views.map(({ name }, index) => ({ name, path: `views[${index}].name` }))),
    ...views.flatMap((view, index) => viewConflicts(definition, view, `views[${index}]`)),
    ...(dialect === 'auto' ? [] : findDialectConflicts(dialect)),
  ];
}

/** A name and where it stands. */
interface PlacedName {
  name: string;
  path: string;
}

function columnConflicts(definition: DatasetDefinition): DefinitionIssue[] {
  const { fromPath, schema, derive } = definition;
  const path = 'fromPath.pattern';
  const fromName = pathColumnNames(definition);
  const conflicts = repeatedNames([
    ...fromName.map((name) => ({ name, path })),
    ...schema.fields.map(({ name }, index) => ({ name, path: `schema.fields[${index}].name` })),
    ...derive.map(({ name }, index) => ({ name, path: `derive[${index}].name` })),
  ]);
  if (fromPath && fromName.length === 0) {
    conflicts.push({ path, message: 'needs a named group such as “(?<station>[^/]+)”.' });
  }
  for (const name of fromName) {
    const { error } = columnNameSchema.safeParse(name);
    const message = error?.issues.map((issue) => issue.message).join(' ');
    if (message !== undefined) conflicts.push({ path, message: `“${name}”: ${message}` });
  }
  if (schema.fields.every((field) => field.hidden) && derive.length === 0) {
    conflicts.push({ path: 'schema.fields', message: 'all are hidden, so nothing would be left.' });
  }
  return conflicts;
}

function keyConflicts(definition: DatasetDefinition): DefinitionIssue[] {
  const { primaryKey } = definition.schema;
  const known = visibleColumnNames(definition);
  const placed = primaryKey.map((name, index) => ({ name, path: `schema.primaryKey[${index}]` }));
  const conflicts = placed
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) => ({ path, message: `there is no column “${name}” in the output.` }));
  conflicts.push(...repeatedNames(placed));
  if (definition.records && primaryKey.length === 0) {
    conflicts.push({ path: 'records', message: 'needs a schema.primaryKey to keep rows by.' });
  }
  return conflicts;
}

function viewConflicts(definition: DatasetDefinition, view: View, path: string): DefinitionIssue[] {
  const known = visibleColumnNames(definition);
  const groups = view.groupBy.map(({ name }, index) => ({ name, path: `${path}.groupBy[${index}]` }));
  const measures = Object.keys(view.measures).map((name) => ({ name, path: `${path}.measures.${name}` }));
  const unknown = groups.filter(
    ({ name }, index) => view.groupBy[index]?.as === undefined && !known.includes(name),
  );
  const isEmpty = groups.length + measures.length === 0;
  return [
    ...unknown.map((group) => ({
      path: group.path,
      message: `there is no column “${group.name}” in the output.`,
    })),
    ...repeatedNames([...groups, ...measures]),
    ...(isEmpty ? [{ path, message: 'needs a group or a measure.' }] : []),
  ];
}

function visibleColumnNames(definition: DatasetDefinition): string[] {
  const fields = definition.schema.fields.filter((field) => !field.hidden);
  return [...pathColumnNames(definition), ...[...fields, ...definition.derive].map((column) => column.name)];
}

/** Each name that an earlier one equals, case and spaces apart: SQL and headers do not tell them apart. */
function repeatedNames(placed: readonly PlacedName[]): DefinitionIssue[] {
  const comparable = placed.map(({ name }) => comparableLabel(name));
  return placed
    .filter((_, index) => comparable.indexOf(comparable[index] ?? '') < index)
    .map(({ name, path }) => ({
      path,
      message: `the name “${name}” is there twice (case and spaces do not count).`,
    }));
}
