import type { JsonMembers, JsonProblem } from './json-sink';

/** Half of a surrogate pair, written as an escape or left from one: no text that can be stored has it. */
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * The members of the JSON object that `text` is, with their values as texts: a number exactly as it is written,
 * so that no digit is lost; a string decoded; `true` and `false`; objects and arrays as their JSON text; null
 * for null.
 */
export function readMembers(text: string): JsonMembers | JsonProblem {
  const problem = problemOf(text);
  if (problem) return problem;
  const members = new Map<string, string | null>();
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] !== '}') {
    const keyEnd = endOfString(text, at);
    const key = decodeString(text.slice(at, keyEnd));
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    const value = decodeValue(text.slice(start, end));
    if (members.has(key)) return { code: 'extra-cell', message: `The member “${key}” is there twice.` };
    const broken = problemOfText(key) ?? (value === null ? null : problemOfText(value));
    if (broken) return broken;
    members.set(key, value);
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/** The native parser decides what is JSON, so that all that follows can rely on it. */
function problemOf(text: string): JsonProblem | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (text.includes('\0')) return { code: 'nul-byte', message: 'The object holds a NUL byte.' };
    return { code: 'type-error', message: 'The text is not valid JSON.' };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? null : { code: 'type-error', message: 'The text is JSON, but not an object.' };
}

function problemOfText(text: string): JsonProblem | null {
  if (text.includes('\0')) return { code: 'nul-byte', message: 'A text holds the character U+0000.' };
  if (!HALF_PAIR.test(text)) return null;
  return { code: 'encoding-error', message: 'A text holds half of a surrogate pair.' };
}

function decodeValue(text: string): string | null {
  if (text.startsWith('"')) return decodeString(text);
  return text === 'null' ? null : text;
}

/** Of a string with its quotes. */
function decodeString(text: string): string {
  return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1);
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Behind the closing quote of the string that starts here. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text[at - 1] === '\\') at -= 1;
  return (quote - at) % 2 === 1;
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return endOfNested(text, start);
  let at = start;
  while (text[at] !== ',' && text[at] !== '}' && !isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function endOfNested(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    at += 1;
  } while (depth > 0);
  return at;
}
