import { isRecord } from '../draft/json-path';

export type ReadJson = { value: Record<string, unknown>; fault: null } | { value: null; fault: JsonFault };

export interface JsonFault {
  message: string;
  /** Characters from the beginning; null where the browser does not tell. */
  at: number | null;
}

/** A definition from a text, or why it is none. */
export function readJson(text: string): ReadJson {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return { value, fault: null };
    return { value: null, fault: { message: 'A definition is an object: { … }.', at: 0 } };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'It is no JSON.';
    return { value: null, fault: { message, at: placeOfFault(text, message) } };
  }
}

/** Browsers name the place in words, each in its own. */
function placeOfFault(text: string, message: string): number | null {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position) return Number(position);
  const place = /line (\d+) column (\d+)/.exec(message);
  if (place) {
    const before = text.split('\n').slice(0, Number(place[1]) - 1);
    return before.reduce((sum, line) => sum + line.length + 1, Number(place[2]) - 1);
  }
  return /end of (?:JSON|data)/i.test(message) ? text.length : null;
}
