/**
 * The exports that this tab has asked for and waits for, kept over a reload. What has ended is told once, and by the tab
 * that asked for it alone.
 */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const KEY = 'lakeport:exports';
const NONE: readonly string[] = [];
const idsSchema = z.array(z.string());

const listeners = new Set<() => void>();
let followed: readonly string[] | null = null;
let shownLists = 0;

function read(): readonly string[] {
  try {
    return idsSchema.parse(JSON.parse(sessionStorage.getItem(KEY) ?? '[]'));
  } catch {
    // Written by another version, or a browser that keeps nothing: then nothing is waited for.
    return NONE;
  }
}

function current(): readonly string[] {
  followed ??= read();
  return followed;
}

function change(next: readonly string[]): void {
  followed = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Without storage the waiting ends with the page, and the list of exports still has everything.
  }
  for (const listener of listeners) listener();
}

export function followExport(id: string): void {
  change([...current(), id]);
}

/** False when it was not followed: whoever is first to say so tells of its end. */
export function unfollowExport(id: string): boolean {
  if (!current().includes(id)) return false;
  change(current().filter((other) => other !== id));
  return true;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFollowedExports(): readonly string[] {
  return useSyncExternalStore(subscribe, current, () => NONE);
}

/** Says that a list of exports is in sight until the returned function is called: what it shows need not be told. */
export function showExportList(): () => void {
  shownLists += 1;
  return () => {
    shownLists -= 1;
  };
}

export function isExportListShown(): boolean {
  return shownLists > 0;
}
