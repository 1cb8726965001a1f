import { hasSession } from '@/components/upload/sending/session-check';
import type { Surroundings } from '@/components/upload/sending/upload-hold';

const SESSION_POLL_MS = 3000;

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** The browser tab that an upload runs in. */
export const browserSurroundings: Surroundings = {
  delay,
  // A browser knows for sure only that it is offline; online may still mean a router without a line.
  isOnline: () => navigator.onLine,
  untilOnline: (signal) =>
    new Promise((resolve) => {
      if (navigator.onLine || signal.aborted) {
        resolve();
        return;
      }
      window.addEventListener('online', () => resolve(), { once: true, signal });
      signal.addEventListener('abort', () => resolve(), { once: true });
    }),
  async untilSignedIn(signal) {
    // The first question renews the session; the others find the one that another tab has opened.
    let renew = true;
    while (!signal.aborted) {
      if (await hasSession({ renew })) return;
      renew = false;
      await delay(SESSION_POLL_MS, signal);
    }
  },
};
