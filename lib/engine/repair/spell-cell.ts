/** What a slice of a broken record may mean when it is taken for one cell. */
import type { Dialect } from '../../dataset/dialect';
import { REPAIR_COSTS } from './repair-costs';

export interface Spelling {
  /** The cell's value. */
  text: string;
  /** The text as it stands in the slice, where delimiters between groups of digits were taken out of it. */
  grouped?: string;
  /** Number of faults that must be assumed to read the slice so. */
  edits: number;
  cost: number;
  /** Whether it is nothing but unquoted text with delimiters in it. */
  isJoin?: boolean;
  /** Whether it is to be believed only of a column whose texts are well known. */
  needsEvidence?: boolean;
}

/** Delimiters that also separate thousands, with the numbers they do it in. */
const GROUPED_NUMBER: Record<string, RegExp> = {
  ',': /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/,
  ' ': /^[+-]?\d{1,3}( \d{3})+([.,]\d+)?$/,
};

/**
 * The readings of a slice, the one without a fault alone when there is one. Empty when it cannot be one cell:
 * unquoted text does not go over a line's end.
 */
export function spellCell(slice: string, dialect: Dialect): Spelling[] {
  const { quoteChar: quote } = dialect;
  const text = dialect.skipInitialSpace ? slice.trimStart() : slice;
  const joins = countOf(text, dialect.delimiter);
  if (quote === '' || !text.includes(quote)) return plainSpellings(text, joins, dialect);
  if (isWrapped(text, dialect)) {
    const inner = readInner(text.slice(1, -1), dialect);
    if (inner.loneQuotes === 0) return [{ text: inner.text, edits: 0, cost: 0 }];
    if (holdsWholeCell(text.slice(1, -1), dialect)) return [];
    const cost = REPAIR_COSTS.literalQuote + joinCost(text, dialect.delimiter);
    return [{ text: inner.text, edits: 1, cost, needsEvidence: hasBareJoin(text, dialect.delimiter) }];
  }
  const trimmed = text.trim();
  if (trimmed !== text && isWrapped(trimmed, dialect)) {
    const inner = readInner(trimmed.slice(1, -1), dialect);
    if (inner.loneQuotes === 0) {
      return [{ text: inner.text, edits: 1, cost: REPAIR_COSTS.blanksAroundQuotes }];
    }
  }
  return hasLineBreak(text) ? [] : strayQuoteSpellings(text, joins, dialect);
}

/** Whether a text stands between quotes; what is inside may still hold lone ones. */
export function isWrapped(text: string, { quoteChar: quote, escapeChar }: Dialect): boolean {
  if (quote === '' || text.length < 2 || !text.startsWith(quote) || !text.endsWith(quote)) return false;
  return escapeChar === undefined || escapeChar === quote || !text.endsWith(escapeChar + quote);
}

/** Undoes doubling and escapes; a quote that is neither doubled nor escaped stays and is counted. */
export function readInner(inner: string, dialect: Dialect): { text: string; loneQuotes: number } {
  const { quoteChar: quote, doubleQuote, escapeChar } = dialect;
  let text = '';
  let loneQuotes = 0;
  for (let at = 0; at < inner.length; at++) {
    const character = inner.charAt(at);
    const next = inner.charAt(at + 1);
    const isEscape = character === escapeChar && escapeChar !== quote && next !== '';
    const isDoubled = (doubleQuote || escapeChar === quote) && character === quote && next === quote;
    if (isEscape || isDoubled) at += 1;
    else if (character === quote) loneQuotes += 1;
    text += isEscape ? next : character;
  }
  return { text, loneQuotes };
}

export function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}

function plainSpellings(
  text: string,
  joins: number,
  { delimiter, escapeChar, nullSequence }: Dialect,
): Spelling[] {
  // What an escape character meant in a record that is broken is not guessed at.
  if (hasLineBreak(text) || (isWithin(escapeChar, text) && text !== nullSequence)) return [];
  const cost = joinCost(text, delimiter);
  const needsEvidence = hasBareJoin(text, delimiter);
  const spellings: Spelling[] = [{ text, edits: joins, cost, isJoin: joins > 0, needsEvidence }];
  if (joins > 0 && GROUPED_NUMBER[delimiter]?.test(text)) {
    const digits = text.replaceAll(delimiter, '');
    spellings.push({ text: digits, grouped: text, edits: 1, cost: REPAIR_COSTS.groupedDigits });
  }
  return spellings;
}

/** A slice with quotes that do not go around it. */
function strayQuoteSpellings(
  text: string,
  joins: number,
  { delimiter, quoteChar: quote, escapeChar }: Dialect,
): Spelling[] {
  if (isWithin(escapeChar, text)) return [];
  const costOfJoins = joinCost(text, delimiter);
  const joined = { edits: 1 + joins, needsEvidence: hasBareJoin(text, delimiter) };
  const spellings: Spelling[] = [{ text, cost: REPAIR_COSTS.literalQuote + costOfJoins, ...joined }];
  if (countOf(text, quote) > 1) return spellings;
  const without = text.replace(quote, '');
  const isHalfQuoted = text.startsWith(quote) || text.endsWith(quote);
  if (isHalfQuoted) {
    const cost = REPAIR_COSTS.halfQuoted + joins * REPAIR_COSTS.halfQuotedDelimiter;
    // Behind a digit it may mean inches.
    spellings.push({ text: without, edits: 1, cost, needsEvidence: joins === 0 && /\d.$/.test(text) });
  } else if (!isBetweenDigits(text, text.indexOf(quote))) {
    spellings.push({ text: without, cost: REPAIR_COSTS.strayQuote + costOfJoins, ...joined });
  }
  return spellings;
}

/** There a quote may stand for a lost character: `20"5` was hardly 205. */
function isBetweenDigits(text: string, at: number): boolean {
  return /^\d.\d$/.test(text.slice(at - 1, at + 2));
}

/** Where a quote meets a delimiter another cell begins or ends. */
function holdsWholeCell(inner: string, { delimiter, quoteChar: quote }: Dialect): boolean {
  return inner.includes(delimiter + quote) || inner.includes(quote + delimiter);
}

/**
 * Whether a delimiter has no blank behind it: nothing but the shapes could tell it from one that parts cells.
 */
function hasBareJoin(text: string, delimiter: string): boolean {
  return countOf(text, `${delimiter} `) < countOf(text, delimiter);
}

function joinCost(text: string, delimiter: string): number {
  const spaced = countOf(text, `${delimiter} `);
  const bare = countOf(text, delimiter) - spaced;
  return spaced * REPAIR_COSTS.joinedDelimiter + bare * REPAIR_COSTS.bareDelimiter;
}

function isWithin(part: string | undefined, text: string): boolean {
  return part !== undefined && text.includes(part);
}

function hasLineBreak(text: string): boolean {
  return text.includes('\n') || text.includes('\r');
}
