import type { Field, FieldType } from '../field';
import { labelLikeness } from './label-likeness';

/** Below it, two names have as much in common as any two. */
const LIKENESS_MIN = 0.6;
/** What a fitting type adds, and one that does not fit takes away. */
const TYPE_WEIGHT = 0.1;

/** A table of thousands of columns is compared in part: nobody looks through so many suggestions. */
const COMPARED_MAX = 60;
const LABEL_CHARS_MAX = 100;

/** A label of a file with the type that its values seem to have; null where that is not known. */
export interface TypedLabel {
  label: string;
  type: FieldType | null;
}

/**
 * For labels that stand for no field, the field each one is likely to mean, `{label: field}`. Every field is given to
 * one label at most, the likeliest pairs first.
 */
export function suggestAliases(
  extra: readonly TypedLabel[],
  missing: readonly Field[],
): Record<string, string> {
  const pairs = extra
    .filter(({ label }) => label.length <= LABEL_CHARS_MAX)
    .slice(0, COMPARED_MAX)
    .flatMap(({ label, type }) =>
      missing
        .slice(0, COMPARED_MAX)
        .map((field) => ({ label, field: field.name, likeness: likenessOf(label, type, field) })),
    )
    .filter(({ likeness }) => likeness >= LIKENESS_MIN)
    .toSorted((a, b) => b.likeness - a.likeness);
  const fieldOf = new Map<string, string>();
  for (const { label, field } of pairs) {
    if (!fieldOf.has(label) && ![...fieldOf.values()].includes(field)) fieldOf.set(label, field);
  }
  return Object.fromEntries(fieldOf);
}

function likenessOf(label: string, type: FieldType | null, field: Field): number {
  const { name, aliases, title = name } = field;
  const names = [name, title, ...aliases.filter((alias) => alias.length <= LABEL_CHARS_MAX)];
  const likeness = Math.max(...names.map((name) => labelLikeness(label, name)));
  if (type === null) return likeness;
  return likeness + (fitsType(type, field.type) ? TYPE_WEIGHT : -TYPE_WEIGHT);
}

/** Whether values that look like one type may be values of another. */
function fitsType(guessed: FieldType, wanted: FieldType): boolean {
  return guessed === wanted || (ALSO[guessed] ?? []).includes(wanted);
}

const ALSO: Partial<Record<FieldType, readonly FieldType[]>> = {
  integer: ['number', 'year', 'string', 'boolean', 'date', 'datetime'],
  year: ['integer', 'number', 'string'],
  number: ['string'],
  boolean: ['integer', 'string'],
  date: ['datetime', 'string'],
  time: ['string'],
  datetime: ['string'],
};
