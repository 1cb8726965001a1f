import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

interface LeaveGuard {
  /** Whether the user has tried to go elsewhere. */
  isAsking: boolean;
  stay: () => void;
  leave: () => void;
}

/**
 * Asks before unsaved changes are left: by a link of the page, by the browser's back button where the browser lets
 * pages know of it, and by closing the tab.
 */
export function useLeaveGuard(isActive: boolean): LeaveGuard {
  /** How to go where the user wants to go; null while nobody wants to leave. */
  const [go, setGo] = useState<(() => void) | null>(null);
  const isLeaving = useRef(false);
  const router = useRouter();

  const click = useEffectEvent((event: MouseEvent) => {
    const href = linkOf(event);
    if (!href) return;
    event.preventDefault();
    event.stopPropagation();
    setGo(() => () => router.push(href));
  });
  const traverse = useEffectEvent((event: NavigateEvent) => {
    const { key, url } = event.destination;
    const isElsewhere = new URL(url).pathname !== window.location.pathname;
    if (event.navigationType !== 'traverse' || !event.cancelable || !isElsewhere || isLeaving.current) return;
    event.preventDefault();
    setGo(() => () => void window.navigation.traverseTo(key));
  });

  useEffect(() => {
    if (!isActive) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => click(event);
    const onTraverse = (event: NavigateEvent) => traverse(event);
    // Not every browser has it; there the back button leaves at once.
    const navigation = 'navigation' in window ? window.navigation : null;
    window.addEventListener('beforeunload', onUnload);
    // Before the link's own handler, which would already be on its way.
    document.addEventListener('click', onClick, { capture: true });
    navigation?.addEventListener('navigate', onTraverse);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
      navigation?.removeEventListener('navigate', onTraverse);
    };
  }, [isActive]);

  return {
    isAsking: go !== null,
    stay: () => setGo(null),
    leave: () => {
      isLeaving.current = true;
      setGo(null);
      go?.();
    },
  };
}

/** The address of a link that would leave this page in this tab. */
function linkOf(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  if (!(event.target instanceof Element)) return null;
  const link = event.target.closest('a');
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return null;
  const url = new URL(link.href);
  const { origin, pathname } = window.location;
  if (url.origin !== origin || url.pathname === pathname) return null;
  return url.pathname + url.search + url.hash;
}
