import { comparableLabel } from '@/lib/dataset/labels';
import { isRecord, listAt, readAt, textAt, writeAt, type JsonPath } from '../draft/json-path';

/**
 * Lets the rest of the definition follow a field's new name: the key and the views' groups take it, and a file that
 * has a header may go on calling the column by its old name. Expressions are left, because only their author knows.
 */
export function renameField(draft: unknown, namePath: JsonPath, before: string): unknown {
  const after = textAt(draft, namePath);
  if (before === '' || after === '' || before === after) return draft;
  const isTaken = listAt(draft, ['schema', 'fields']).some((field) => textAt(field, ['name']) === before);
  if (isTaken) return draft;
  const inKey = renamed(readAt(draft, ['schema', 'primaryKey']), before, after);
  const withKey = inKey === undefined ? draft : writeAt(draft, ['schema', 'primaryKey'], inKey);
  const withViews = listAt(withKey, ['views']).reduce<unknown>((definition, view, index) => {
    const groups = listAt(view, ['groupBy']).map((group) => renamedGroup(group, before, after));
    return groups.length > 0 ? writeAt(definition, ['views', index, 'groupBy'], groups) : definition;
  }, withKey);
  return withAlias(withViews, namePath.slice(0, -1), before, after);
}

function renamed(key: unknown, before: string, after: string): unknown {
  if (key === before) return after;
  return Array.isArray(key) ? key.map((name: unknown) => (name === before ? after : name)) : key;
}

function renamedGroup(group: unknown, before: string, after: string): unknown {
  if (group === before) return after;
  const isColumn = isRecord(group) && group.name === before && group.as === undefined;
  return isColumn ? { ...group, name: after } : group;
}

function withAlias(draft: unknown, fieldPath: JsonPath, before: string, after: string): unknown {
  const hasHeader = readAt(draft, ['dialect', 'header']) !== false;
  if (!hasHeader || comparableLabel(before) === comparableLabel(after)) return draft;
  const aliases = listAt(draft, [...fieldPath, 'aliases']).filter((alias) => alias !== after);
  const known = aliases.some(
    (alias) => typeof alias === 'string' && comparableLabel(alias) === comparableLabel(before),
  );
  return known ? draft : writeAt(draft, [...fieldPath, 'aliases'], [...aliases, before]);
}
