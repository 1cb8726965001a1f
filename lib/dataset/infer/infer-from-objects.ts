/** Fields for NDJSON and JSON arrays, whose keys name the columns. */
import { inferFields } from './infer-fields';
import type { InferredFields } from './infer-fields';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Types that text in quotes is not meant to be: whoever writes `"5"` means a text. */
const UNQUOTED_TYPES: readonly string[] = ['integer', 'number', 'boolean', 'year'];

export function inferFromObjects(objects: readonly JsonObject[]): InferredFields {
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const rows = objects.map((object) => keys.map((key) => cellOf(object[key])));
  const inferred = inferFields(rows, keys);
  const fields = inferred.fields.map((field, index) => {
    const key = keys[index] ?? '';
    const isQuoted = objects.every((object) => !isUnquoted(object[key]));
    if (!isQuoted || !UNQUOTED_TYPES.includes(field.type)) return field;
    const { name, title, aliases, constraints } = field;
    return {
      name,
      type: 'string' as const,
      ...(title !== undefined && { title }),
      ...(aliases !== undefined && { aliases }),
      ...(constraints !== undefined && { constraints }),
    };
  });
  return { ...inferred, fields };
}

/** An object with the line on which it begins, from 1. */
export interface PlacedObject {
  line: number;
  object: JsonObject;
}

/**
 * The objects at the start of a JSON array or on the lines of NDJSON; what is cut off or no object is left out.
 * @param samples the start of the file, then other pieces of it.
 */
export function sampleObjects(samples: readonly string[]): JsonObject[] {
  const first = samples[0]?.trimStart() ?? '';
  const texts = first.startsWith('[') ? [first] : samples;
  return texts.flatMap((text) => placedObjects(text).map(({ object }) => object));
}

/** The same for one piece, with their lines in it. */
export function placedObjects(text: string): PlacedObject[] {
  const pieces = text.trimStart().startsWith('[') ? arrayElements(text) : linesOf(text);
  let line = 1;
  let counted = 0;
  return pieces.flatMap(({ start, text: piece }) => {
    const object = parseObject(piece);
    if (object === null) return [];
    const begins = start + piece.length - piece.trimStart().length;
    line += breaksIn(text.slice(counted, begins));
    counted = begins;
    return [{ line, object }];
  });
}

interface TextPiece {
  start: number;
  text: string;
}

function linesOf(text: string): TextPiece[] {
  let start = 0;
  return text.split(/(\r\n?|\n)/).flatMap((piece, index) => {
    const at = start;
    start += piece.length;
    return index % 2 === 0 ? [{ start: at, text: piece }] : [];
  });
}

function breaksIn(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}

/** A value as the cell of a table shows it; empty for a missing one. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isUnquoted(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    // The ends of a sample are cut anywhere; the other lines tell enough.
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of the array that the text begins with, without the last one if it is cut. */
function arrayElements(text: string): TextPiece[] {
  const elements: TextPiece[] = [];
  const opening = text.indexOf('[');
  let depth = 0;
  let start = opening + 1;
  let isInString = false;
  for (let at = opening; at < text.length; at++) {
    const char = text[at];
    if (isInString) {
      if (char === '\\') at++;
      else if (char === '"') isInString = false;
    } else if (char === '"') {
      isInString = true;
    } else if (char === '[' || char === '{') {
      depth++;
    } else if (char === ']' || char === '}') {
      depth--;
    }
    const isBetween = depth === 1 && char === ',' && !isInString;
    if (isBetween || depth === 0) {
      elements.push({ start, text: text.slice(start, at) });
      start = at + 1;
    }
    if (depth === 0) break;
  }
  return elements;
}

/** A JSON array that is cut somewhere, closed behind its last whole element. */
export function closeCutArray(text: string): string {
  const last = arrayElements(text).at(-1);
  return last === undefined ? '[]' : `${text.slice(0, last.start + last.text.length)}]`;
}
