import { draftOf, type Condition, type FilterGroup } from '@/components/browse/conditions';
import type { ColumnType, LakeColumn } from '@/lib/lake/columns';

/** Values of a list that are said one by one; of longer ones the number of the others is. */
const VALUES_SAID = 3;
const LETTERS_SAID = 40;

const WORDS: Record<Condition, string> = {
  in: 'is one of',
  contains: 'contains',
  eq: 'is',
  ne: 'is not',
  range: 'is from … to …',
  gt: 'is greater than',
  lt: 'is less than',
  empty: 'is empty',
  present: 'is not empty',
};

const TIME_WORDS: Partial<Record<Condition, string>> = { gt: 'is after', lt: 'is before' };
const LIST_WORDS: Partial<Record<Condition, string>> = {
  in: 'has one of',
  eq: 'has',
  ne: 'has not',
  contains: 'has a text with',
};

const TIME_TYPES: readonly ColumnType[] = ['date', 'time', 'datetime'];

export function conditionWords(condition: Condition, type: ColumnType): string {
  const special = TIME_TYPES.includes(type) ? TIME_WORDS : type === 'list' ? LIST_WORDS : {};
  return special[condition] ?? WORDS[condition];
}

/** A value of a filter as one reads it; a text that is empty says so. */
export function valueWords(value: string, type: ColumnType): string {
  if (value === '') return 'an empty text';
  const text = type === 'datetime' ? value.replace('T', ' ').replace(/Z$/, '') : value;
  return text.length > LETTERS_SAID ? `${text.slice(0, LETTERS_SAID)}…` : text;
}

/** A condition as one reads it: `max_temp_c from 20 to 30 °C`. */
export function describeGroup(group: FilterGroup, column: LakeColumn | undefined): string {
  const type = column?.type ?? 'string';
  const unit = column?.unit ? ` ${column.unit}` : '';
  const { condition, text, values, from, to } = draftOf(group, type);
  const say = (value: string) => valueWords(value, type);
  switch (condition) {
    case 'empty':
    case 'present':
      return `${group.column} ${conditionWords(condition, type)}`;
    case 'in': {
      const said = values.slice(0, VALUES_SAID).map(say).join(', ');
      const more = values.length - VALUES_SAID;
      return `${group.column} ${conditionWords('in', type)} ${said}${unit}${more > 0 ? ` and ${more} more` : ''}`;
    }
    case 'range': {
      if (to === '') return `${group.column} from ${say(from)}${unit}`;
      return `${group.column} ${from === '' ? 'up' : `from ${say(from)}`} to ${say(to)}${unit}`;
    }
    default:
      return `${group.column} ${conditionWords(condition, type)} ${say(text)}${unit}`;
  }
}
