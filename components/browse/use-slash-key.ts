import { useEffect, useRef } from 'react';

/** The slash key, wherever nothing is being typed and nothing is open over the page. */
export function useSlashKey(onPress: () => void): void {
  const latest = useRef(onPress);
  useEffect(() => {
    latest.current = onPress;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (key !== '/' || ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return;
      if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"], select, textarea'))
        return;
      if (target instanceof HTMLInputElement && target.type !== 'checkbox') return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
