import { listAt, isRecord, readAt, type JsonPath } from '../draft/json-path';
import { sameJson } from '../draft/same-json';

/** One difference between two versions of a definition, in words. */
export interface DefinitionChange {
  kind: 'added' | 'removed' | 'changed';
  /** `Field`, `Rule`, or what else it is about. */
  subject: string;
  /** Of the field, rule, … or empty. */
  name: string;
  /** What about it: `type string → integer`. */
  details: readonly string[];
}

const LISTS: readonly { path: JsonPath; subject: string }[] = [
  { path: ['schema', 'fields'], subject: 'Field' },
  { path: ['derive'], subject: 'Derived column' },
  { path: ['rules'], subject: 'Rule' },
  { path: ['views'], subject: 'View' },
];

/** Names of what stands beside the lists, as a sentence begins with them. */
const SUBJECTS: Readonly<Record<string, string>> = {
  title: 'Title',
  description: 'Description',
  dialect: 'Dialect',
  encoding: 'Encoding',
  strictHeader: 'Strict header',
  missingColumns: 'Missing columns',
  extraColumns: 'Extra columns',
  fromPath: 'Columns from the file’s name',
  contract: 'A row that does not fit',
  records: 'Look-up by key',
  schedule: 'Schedule',
  retention: 'Retention',
  'schema.primaryKey': 'Key',
  'schema.missingValues': 'Missing values',
};

const WORDS_MAX = 60;

/** What is different, in the order in which a definition is read; empty when nothing is. */
export function summarizeChanges(before: unknown, after: unknown): DefinitionChange[] {
  return [...settingChanges(before, after), ...LISTS.flatMap((list) => listChanges(before, after, list))];
}

function settingChanges(before: unknown, after: unknown): DefinitionChange[] {
  const inLists = new Set(['name', 'version', '$schema', 'schema', 'derive', 'rules', 'views']);
  const top = [...new Set([...namesOf(before), ...namesOf(after)])].filter((name) => !inLists.has(name));
  const paths: JsonPath[] = [
    ...top.map((name) => [name]),
    ['schema', 'primaryKey'],
    ['schema', 'missingValues'],
  ];
  return paths.flatMap((path): DefinitionChange[] => {
    const [was, is] = [readAt(before, path), readAt(after, path)];
    if (sameJson(was, is)) return [];
    const key = path.join('.');
    const details =
      isRecord(was) || isRecord(is) ? propertyChanges(was, is) : [`${words(was)} → ${words(is)}`];
    return [{ kind: 'changed', subject: SUBJECTS[key] ?? key, name: '', details }];
  });
}

function listChanges(
  before: unknown,
  after: unknown,
  { path, subject }: { path: JsonPath; subject: string },
): DefinitionChange[] {
  const [was, is] = [byName(listAt(before, path)), byName(listAt(after, path))];
  const removed = [...was.keys()].filter((name) => !is.has(name));
  const added = [...is.keys()].filter((name) => !was.has(name));
  const kept = [...is.keys()].filter((name) => was.has(name));
  const changed = kept.flatMap((name): DefinitionChange[] => {
    const details = propertyChanges(was.get(name), is.get(name));
    return details.length > 0 ? [{ kind: 'changed', subject, name, details }] : [];
  });
  const isMoved = !sameJson(
    kept,
    [...was.keys()].filter((name) => is.has(name)),
  );
  return [
    ...removed.map((name): DefinitionChange => ({ kind: 'removed', subject, name, details: [] })),
    ...added.map((name): DefinitionChange => ({ kind: 'added', subject, name, details: [] })),
    ...changed,
    ...(isMoved
      ? [{ kind: 'changed', subject: `${subject}s`, name: '', details: ['in another order'] } as const]
      : []),
  ];
}

/** The list by its names; a second one of a name, which cannot be saved, gets a number. */
function byName(list: readonly unknown[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [index, item] of list.entries()) {
    const name = readAt(item, ['name']);
    const text = typeof name === 'string' && name !== '' ? name : `no. ${index + 1}`;
    found.set(found.has(text) ? `${text} (${index + 1})` : text, item);
  }
  return found;
}

function propertyChanges(was: unknown, is: unknown, prefix = ''): string[] {
  const names = [...new Set([...namesOf(was), ...namesOf(is)])];
  return names.flatMap((name) => {
    const [old, fresh] = [readAt(was, [name]), readAt(is, [name])];
    if (sameJson(old, fresh)) return [];
    const label = `${prefix}${name}`;
    if (isRecord(old) || isRecord(fresh)) return propertyChanges(old, fresh, `${label} `);
    if (old === undefined) return [`${label} ${words(fresh)}`];
    if (fresh === undefined) return [`no ${label} (was ${words(old)})`];
    return [`${label} ${words(old)} → ${words(fresh)}`];
  });
}

function namesOf(value: unknown): string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

function words(value: unknown): string {
  if (value === undefined) return 'none';
  if (value === '' || (Array.isArray(value) && value.length === 0)) return 'none';
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.map((item) => (item === '' ? 'empty' : words(item))).join(', ')
        : JSON.stringify(value);
  return text.length > WORDS_MAX ? `${text.slice(0, WORDS_MAX)}…` : text;
}
