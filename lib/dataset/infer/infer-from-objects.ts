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

/**
 * The objects at the start of a JSON array or on the lines of NDJSON; what is cut off or no object is left out.
 * @param samples the start of the file, then other pieces of it.
 */
export function sampleObjects(samples: readonly string[]): JsonObject[] {
  const first = samples[0]?.trimStart() ?? '';
  const texts = first.startsWith('[')
    ? arrayElements(first)
    : samples.flatMap((sample) => sample.split(/\r\n?|\n/));
  return texts.flatMap((text) => {
    const object = parseObject(text);
    return object === null ? [] : [object];
  });
}

function cellOf(value: unknown): string {
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

/** The texts of an array's elements, without the last one if it is cut. */
function arrayElements(text: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  let start = 1;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
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
    if (isBetween || (depth === 0 && at > 0)) {
      elements.push(text.slice(start, at));
      start = at + 1;
    }
    if (depth === 0 && at > 0) break;
  }
  return elements;
}
