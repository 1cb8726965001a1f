/** Where a value stands in a definition: `['schema', 'fields', 2, 'title']`. */
export type JsonPath = readonly (string | number)[];

/** The value at a path; undefined where there is none. */
export function readAt(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value as unknown[])[step] : undefined;
    else value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/**
 * A copy with another value at a path; `undefined` takes the property or the element out. What is not on the way
 * stays the very same object, so that only what changed is drawn again.
 */
export function writeAt(root: unknown, path: JsonPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(root) ? [...(root as unknown[])] : [];
    const next = writeAt(list[step], rest, value);
    if (next === undefined) list.splice(step, 1);
    else list[step] = next;
    return list;
  }
  const record = isRecord(root) ? root : {};
  const next = writeAt(record[step], rest, value);
  if (next !== undefined) return { ...record, [step]: next };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== step));
}

/** The path as the server names places: `schema.fields[2].title`. */
export function placeOf(path: JsonPath): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    return place === '' ? step : `${place}.${step}`;
  }, '');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list at a path; empty where there is none. */
export function listAt(root: unknown, path: JsonPath): readonly unknown[] {
  const value = readAt(root, path);
  return Array.isArray(value) ? value : NOTHING;
}

/** The text at a path; empty where there is none. */
export function textAt(root: unknown, path: JsonPath): string {
  const value = readAt(root, path);
  return typeof value === 'string' ? value : '';
}

/** One for all, so that an empty list is no change. */
const NOTHING: readonly unknown[] = [];
