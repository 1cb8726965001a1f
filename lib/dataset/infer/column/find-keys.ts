/** Columns whose values tell the rows apart. */
import type { FieldType } from '../../field';

export interface KeyColumn {
  name: string;
  type: FieldType;
  /** Of every row; empty where it is missing. */
  values: readonly string[];
}

export interface KeyCandidate {
  names: string[];
  /** From 0 to 1: how much the names and the number of rows speak for it. */
  confidence: number;
}

/** Fewer rows are unique by chance. */
const ROWS_MIN = 5;
const COLUMNS_MAX = 12;
const CANDIDATES_MAX = 3;
const KEY_TYPES: readonly FieldType[] = ['string', 'integer', 'date', 'datetime', 'year'];

const KEY_NAME =
  /(?:^|_)(?:id|uuid|guid|key|code|sku|isin|iban|isbn|ean|nr|no|number|nummer|slug)$|[a-z]I[dD]$/i;
const THING_NAME =
  /device|sensor|station|meter|machine|node|site|location|symbol|ticker|channel|user|customer|product/i;
const MOMENT_TYPES: readonly FieldType[] = ['date', 'datetime'];

/**
 * Single columns, and where there is none pairs, without a missing or repeated value in the sample; the likeliest
 * first, at most three.
 */
export function findKeys(columns: readonly KeyColumn[]): KeyCandidate[] {
  const rows = columns[0]?.values.length ?? 0;
  if (rows < ROWS_MIN) return [];
  const complete = columns
    .filter(({ type, values }) => KEY_TYPES.includes(type) && !values.includes(''))
    .slice(0, COLUMNS_MAX);
  const singles = complete
    .filter(({ values }) => isUnique(values))
    .map((column) => candidate([column], singleScore(column), rows));
  const found =
    singles.length > 0 ? singles : pairsOf(complete).map((pair) => candidate(pair, pairScore(pair), rows));
  return found.toSorted((a, b) => b.confidence - a.confidence).slice(0, CANDIDATES_MAX);
}

function candidate(columns: readonly KeyColumn[], score: number, rows: number): KeyCandidate {
  // With many rows, being unique is hardly chance.
  const evidence = 1 - 1 / Math.sqrt(rows);
  return { names: columns.map(({ name }) => name), confidence: Math.round(score * evidence * 100) / 100 };
}

function pairsOf(columns: readonly KeyColumn[]): KeyColumn[][] {
  return columns.flatMap((first, index) =>
    columns.slice(index + 1).flatMap((second) => {
      // Things come before moments, as one looks them up.
      const pair = MOMENT_TYPES.includes(first.type) ? [second, first] : [first, second];
      const joined = first.values.map((value, row) => `${value}\u0000${second.values[row] ?? ''}`);
      return isUnique(joined) ? [pair] : [];
    }),
  );
}

function singleScore({ name, type }: KeyColumn): number {
  if (/^(?:id|uuid|guid|key|sku)$/i.test(name)) return 1;
  if (KEY_NAME.test(name)) return 0.95;
  return MOMENT_TYPES.includes(type) ? 0.5 : 0.4;
}

function pairScore([first, second]: readonly KeyColumn[]): number {
  if (!first || !second) return 0;
  const isThing = KEY_NAME.test(first.name) || THING_NAME.test(first.name);
  if (isThing && MOMENT_TYPES.includes(second.type)) return 1;
  return isThing && KEY_NAME.test(second.name) ? 0.7 : 0.2;
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
