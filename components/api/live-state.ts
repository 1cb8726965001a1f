/** Whether the live channel is up. Outside React, because the polls of the queries ask for it too. */
let live = false;
const listeners = new Set<() => void>();

export function isLive(): boolean {
  return live;
}

export function setLive(next: boolean): void {
  if (next === live) return;
  live = next;
  for (const listener of listeners) listener();
}

export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
