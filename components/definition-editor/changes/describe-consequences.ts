import { listAt, readAt, type JsonPath } from '../draft/json-path';
import { sameJson } from '../draft/same-json';

/** What saving means for the rows that are there already. */
export interface Consequence {
  /** Whether the rows become what the definition says only by a replay of all files. */
  needsReplay: boolean;
  sentence: string;
}

/** Of a field, what is words only and changes no row. */
const FIELD_WORDS = new Set(['title', 'description', 'unit', 'example']);
const READING: readonly JsonPath[] = [
  ['dialect'],
  ['encoding'],
  ['strictHeader'],
  ['missingColumns'],
  ['extraColumns'],
  ['contract'],
  ['schema', 'missingValues'],
];

/** The consequences of saving `after` where `before` is in force and rows have been imported. */
export function describeConsequences(before: unknown, after: unknown): Consequence[] {
  const differs = (path: JsonPath) => !sameJson(readAt(before, path), readAt(after, path));
  const found: Consequence[] = [];
  const say = (needsReplay: boolean, sentence: string) => found.push({ needsReplay, sentence });

  if (differs(['schema', 'primaryKey'])) {
    say(
      true,
      'The key is another one: rows are told apart by it only after a replay. Replay before the next import.',
    );
  }
  const fields = fieldsAsRead(before, after);
  if (fields || differs(['fromPath'])) {
    say(
      true,
      'Columns, types or checks are others: the rows that are there keep what they were imported with.',
    );
  }
  if (differs(['derive']) && !sameJson(withoutWords(before, 'derive'), withoutWords(after, 'derive'))) {
    say(true, 'Derived columns are computed anew for new files only, until a replay.');
  }
  if (!sameJson(withoutWords(before, 'rules'), withoutWords(after, 'rules'))) {
    say(true, 'Rules flag the rows of new files only, until a replay.');
  }
  if (READING.some(differs)) {
    say(false, 'New files are read in the new way; those that are imported stay as they are.');
  }
  if (!sameJson(withoutWords(before, 'views'), withoutWords(after, 'views'))) {
    say(false, 'Views are computed anew with the next import or replay.');
  }
  if (differs(['records']) && readAt(after, ['records']) === true) {
    say(false, 'Rows can be looked up by key once the next import is published.');
  }
  if (differs(['retention'])) say(false, 'What is kept how long holds for what is written from now on.');
  return found;
}

function fieldsAsRead(before: unknown, after: unknown): boolean {
  return !sameJson(withoutWords(before, 'fields'), withoutWords(after, 'fields'));
}

function withoutWords(definition: unknown, list: 'fields' | 'derive' | 'rules' | 'views'): unknown[] {
  return listAt(definition, list === 'fields' ? ['schema', 'fields'] : [list]).map((item) =>
    typeof item === 'object' && item !== null
      ? Object.fromEntries(Object.entries(item).filter(([name]) => !FIELD_WORDS.has(name)))
      : item,
  );
}
