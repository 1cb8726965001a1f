import { useEffect, useRef } from 'react';

/** Keys that do something while a dialogue is open and nothing is being typed in it. */
export function useDialogKey(letters: readonly string[], onPress: (() => void) | null): void {
  const latest = useRef({ letters, onPress });
  useEffect(() => {
    latest.current = { letters, onPress };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
      const isOurs = latest.current.letters.includes(key.toLowerCase());
      if (!isOurs || ctrlKey || metaKey || altKey || shiftKey || isTyping(target)) return;
      event.preventDefault();
      latest.current.onPress?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
