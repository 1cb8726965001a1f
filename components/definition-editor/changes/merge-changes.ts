import { isRecord, readAt } from '../draft/json-path';
import { sameJson } from '../draft/same-json';

export interface MergedDefinition {
  merged: unknown;
  /** Places that both have changed, each in its own way; ours stands there now. */
  contested: string[];
}

/**
 * Our changes of a definition on top of somebody else's. Lists of named things (fields, rules, views) are joined by
 * name; every other list is taken as a whole.
 */
export function mergeChanges(base: unknown, ours: unknown, theirs: unknown): MergedDefinition {
  const contested: string[] = [];
  return { merged: mergeValue({ base, ours, theirs }, '', contested), contested };
}

interface Sides {
  base: unknown;
  ours: unknown;
  theirs: unknown;
}

function mergeValue(sides: Sides, place: string, contested: string[]): unknown {
  const { base, ours, theirs } = sides;
  if (sameJson(ours, base)) return theirs;
  if (sameJson(theirs, base) || sameJson(ours, theirs)) return ours;
  if (isRecord(ours) && isRecord(theirs)) {
    const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
    const merged = names.map((name) => {
      const inner = place === '' ? name : `${place}.${name}`;
      return [name, mergeValue(pick(sides, name), inner, contested)] as const;
    });
    return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
  }
  if (isNamedList(ours) && isNamedList(theirs) && (base === undefined || isNamedList(base))) {
    return mergeLists({ ...sides, ours, theirs }, place, contested);
  }
  contested.push(place);
  return ours;
}

function pick({ base, ours, theirs }: Sides, name: string): Sides {
  return { base: readAt(base, [name]), ours: readAt(ours, [name]), theirs: readAt(theirs, [name]) };
}

interface Named {
  name: string;
}

/** In our order; what only they have comes where they have it, counted from the beginning. */
function mergeLists(
  { base, ours, theirs }: Sides & { ours: Named[]; theirs: Named[] },
  place: string,
  contested: string[],
): unknown[] {
  const inBase = isNamedList(base) ? base : [];
  const find = (list: readonly Named[], name: string) => list.find((item) => item.name === name);
  const result: unknown[] = [];
  for (const item of ours) {
    const sides = { base: find(inBase, item.name), ours: item, theirs: find(theirs, item.name) };
    const merged = mergeValue(sides, `${place} “${item.name}”`, contested);
    if (merged !== undefined) result.push(merged);
  }
  for (const [index, item] of theirs.entries()) {
    if (find(ours, item.name)) continue;
    const merged = mergeValue(
      { base: find(inBase, item.name), ours: undefined, theirs: item },
      `${place} “${item.name}”`,
      contested,
    );
    if (merged !== undefined) result.splice(index, 0, merged);
  }
  return result;
}

function isNamedList(value: unknown): value is Named[] {
  return Array.isArray(value) && value.every((item) => typeof readAt(item, ['name']) === 'string');
}
