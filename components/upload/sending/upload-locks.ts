/**
 * Which tab works on which upload, told between the tabs of a browser by its locks: two tabs must not send the same
 * file, and what runs in one is not interrupted for the other. A closed or crashed tab gives its locks back.
 */
const PREFIX = 'lakeport:upload:';

/** Takes the upload for this tab until the returned function is called; null when another tab has it. */
export async function lockUpload(importId: string): Promise<(() => void) | null> {
  if (!hasLocks()) return () => undefined;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(PREFIX + importId, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}

/** The uploads that some tab of this browser works on, this one included. */
export async function lockedUploads(): Promise<ReadonlySet<string>> {
  if (!hasLocks()) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
}

function hasLocks(): boolean {
  return typeof navigator !== 'undefined' && 'locks' in navigator;
}
