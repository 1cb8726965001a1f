import { placeOf, type JsonPath } from '../draft/json-path';

export interface TextRange {
  from: number;
  to: number;
}

const TOKEN = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}[\],:"]+))/gy;

/**
 * Where each place of a JSON text stands in it: of a property its name and value, of an element its value. The text
 * must be JSON; of one that is not, the places before the fault are given.
 */
export function jsonPlaces(text: string): Map<string, TextRange> {
  const places = new Map<string, TextRange>();
  const reader = new TokenReader(text);
  readValue(reader, [], places);
  return places;
}

interface Token {
  text: string;
  from: number;
  to: number;
}

class TokenReader {
  private at = 0;
  constructor(private readonly text: string) {}

  peek(): string {
    const { at } = this;
    const token = this.next();
    this.at = at;
    return token?.text ?? '';
  }

  next(): Token | null {
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.text);
    if (!match) return null;
    const text = match[1] ?? match[2] ?? match[3] ?? '';
    this.at = TOKEN.lastIndex;
    return { text, from: this.at - text.length, to: this.at };
  }
}

/** The end of the value, or null where the text ends before it. */
function readValue(reader: TokenReader, path: JsonPath, places: Map<string, TextRange>): number | null {
  const first = reader.next();
  if (!first) return null;
  const isObject = first.text === '{';
  if (!isObject && first.text !== '[') return remember(places, path, first.from, first.to);
  for (let index = 0; ; index += 1) {
    if (reader.peek() === (isObject ? '}' : ']')) break;
    const name = isObject ? reader.next() : null;
    if (isObject && (!name || reader.next()?.text !== ':')) return null;
    const inner = [...path, name ? nameOf(name.text) : index];
    const end = readValue(reader, inner, places);
    if (end === null) return null;
    if (name) remember(places, inner, name.from, end);
    if (reader.peek() === ',') reader.next();
    else if (reader.peek() !== (isObject ? '}' : ']')) return null;
  }
  return remember(places, path, first.from, reader.next()?.to ?? first.to);
}

function remember(places: Map<string, TextRange>, path: JsonPath, from: number, to: number): number {
  places.set(placeOf(path), { from, to });
  return to;
}

function nameOf(token: string): string {
  try {
    const name: unknown = JSON.parse(token);
    return typeof name === 'string' ? name : token;
  } catch {
    // What is no JSON text stands for itself; the parser says what is wrong with it.
    return token;
  }
}
