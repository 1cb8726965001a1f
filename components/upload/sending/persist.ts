import { ApiError } from '@/components/api/api-error';
import type { HoldBoard, Surroundings } from '@/components/upload/sending/upload-hold';
import { PutError } from '@/components/upload/sending/upload-transport';

/** With the longest pause between them, some four minutes: a router starts again in less. */
const ATTEMPTS_MAX = 20;
/** A new signature helps at once or not at all. */
const STALE_ATTEMPTS_MAX = 5;
/** A session that is refused although it has just been renewed will not get better by being renewed. */
const RENEWALS_MAX = 3;
const QUIET_ATTEMPTS = 2;
const BACKOFF_MS = 500;
const BACKOFF_MAX_MS = 15_000;

interface Persistence {
  surroundings: Surroundings;
  holds: HoldBoard;
  signal: AbortSignal;
}

/**
 * Does a piece of work until it succeeds, as long as trying again can help: after ever longer pauses, and without
 * counting the time in which there is no network or nobody is signed in.
 */
export async function persist<Result>(
  work: () => Promise<Result>,
  { surroundings, holds, signal }: Persistence,
): Promise<Result> {
  const call = {};
  let attempts = 0;
  let renewals = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        signal.throwIfAborted();
        attempts += 1;
        if (isSignedOut(error) && renewals < RENEWALS_MAX) {
          renewals += 1;
          attempts = 0;
          holds.set(call, 'signed-out');
          await surroundings.untilSignedIn(signal);
          holds.set(call, null);
        } else if (isUnanswered(error) && !surroundings.isOnline()) {
          attempts = 0;
          holds.set(call, 'offline');
          await surroundings.untilOnline(signal);
          holds.set(call, null);
        } else {
          if (attempts >= attemptsFor(error)) throw error;
          if (attempts > QUIET_ATTEMPTS) holds.set(call, 'no-answer');
          await surroundings.delay(backoffMs(attempts), signal);
        }
      }
    }
  } finally {
    holds.set(call, null);
  }
}

function backoffMs(attempts: number): number {
  return Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** attempts) * (0.5 + Math.random() / 2);
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not-signed-in';
}

function isUnanswered(error: unknown): boolean {
  return (
    (error instanceof PutError && error.status === 0) ||
    (error instanceof ApiError && error.code === 'network')
  );
}

/** How often in all a failed call is worth making. */
function attemptsFor(error: unknown): number {
  if (error instanceof PutError && error.isStale) return STALE_ATTEMPTS_MAX;
  if (error instanceof PutError && error.isTransient) return ATTEMPTS_MAX;
  if (error instanceof ApiError && error.isTransient) return ATTEMPTS_MAX;
  return 1;
}
