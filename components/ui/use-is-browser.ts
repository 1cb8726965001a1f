import { useSyncExternalStore } from 'react';

const subscribeNever = () => () => undefined;

/** False on the server and until the page has come to life; what needs the browser waits for it. */
export function useIsBrowser(): boolean {
  return useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  );
}
