/** What the text of a cell looks like, roughly: enough to tell well cut cells from badly cut ones. */

/**
 * `moment` is a date, a time or both; `code` a well-known notation such as an address or a UUID; `odd` a text
 * that hardly is one whole cell, such as `5;2` or one that begins with a quote; `mixed` a text that holds what
 * separates cells elsewhere.
 */
export type CellKind =
  'empty' | 'missing' | 'number' | 'moment' | 'boolean' | 'code' | 'text' | 'mixed' | 'odd';

const MONTH = '(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*\\.?';
const DAY = `(?:\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}|(?:[a-z]{3},? )?\\d{1,2}\\.?[ -]${MONTH},?[ -]\\d{2,4}|${MONTH} \\d{1,2},? \\d{4})`;
const TIME = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[ap]m)?';
const MOMENT = new RegExp(`^(?:${DAY}(?:(?:T|,? )${TIME} ?(?:Z|UTC|[+-]\\d{2}:?\\d{2})?)?|${TIME})$`, 'i');

const UNSIGNED =
  "(?:\\d+(?:[.,]\\d*)?|\\d{1,3}(?:[,.' \\u00a0\\u202f]\\d{3})+(?:[.,]\\d+)?|[.,]\\d+)(?:e[+-]?\\d+)?";
const MONEY = '(?:[€$£¥₹₫₽₺%‰]|usd|eur|gbp|chf|jpy|vnd)';
const NUMBER = new RegExp(`^(?:${MONEY} ?)?[+-]?${UNSIGNED}(?: ?${MONEY})?$`, 'i');

const MISSING = /^(?:n\/?a|#n\/a|nan|null|none|nil|\\n|\(null\)|<null>|-{1,3}|–|\?)$/i;
const BOOLEAN = /^(?:true|false|yes|no|ja|nein|oui|non|wahr|falsch)$/i;
const CODE =
  /^(?:[a-z][a-z0-9+.-]*:\/\/\S+|[^\s@,;|]+@[^\s@,;|]+\.[a-z]+|\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|\{.*\}|\[\s*[\d"{[-].*\])$/i;
/** A piece of a cell: cut at a quote, or digits held together by what separates cells. */
const ODD =
  /^[~^|<>=#@&*]$|^["']|^[^"]*"$|^[,;|~^]|[;|~^]$|^[\d.,]+[;|\t:\x01-\x1f~^][\d.,;|\t:~^]*$|^\d{4}-\d{2}-\d{2}[T ]\d{1,2}$|[\x01-\x08\x0e-\x1f\t]/;
/** Prose has a space behind its commas and colons. */
const MIXED = /\S[,;|][^\s,;|]/;

/** Nothing that is told by its form is longer, except JSON. */
const VALUE_CHARS_MAX = 80;

export function cellKind(cell: string): CellKind {
  const text = cell.trim();
  if (text === '') return 'empty';
  if (text.length <= VALUE_CHARS_MAX || /^[{[]/.test(text)) {
    const kind = valueKind(text);
    if (kind) return kind;
  }
  if (ODD.test(text)) return 'odd';
  return MIXED.test(text) ? 'mixed' : 'text';
}

function valueKind(text: string): CellKind | null {
  if (NUMBER.test(text)) return 'number';
  if (MOMENT.test(text)) return 'moment';
  if (MISSING.test(text)) return 'missing';
  if (BOOLEAN.test(text)) return 'boolean';
  if (CODE.test(text)) return 'code';
  return null;
}

/** Whether a cell of this kind says by itself what type its column has. */
export function isTyped(kind: CellKind): boolean {
  return kind === 'number' || kind === 'moment' || kind === 'boolean' || kind === 'code';
}
