/** Why a run stops before its end: the function's time is nearly over, and the rest is for a new invocation. */
class OutOfTime extends Error {
  constructor() {
    super('The time of this invocation is over; the import goes on in the next one.');
    this.name = 'OutOfTime';
  }
}

export interface TimeLimit {
  signal: AbortSignal;
  clear(): void;
}

/** Aborts its signal so many milliseconds from now. */
export function startTimeLimit(afterMs: number): TimeLimit {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new OutOfTime()), Math.max(0, afterMs));
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
