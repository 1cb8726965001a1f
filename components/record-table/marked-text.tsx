import type { ReactNode } from 'react';

/** A text with what was searched for marked in it, in any case. */
export function MarkedText({ text, marked }: { text: string; marked: string }): ReactNode {
  const at = marked === '' ? -1 : text.toLowerCase().indexOf(marked.toLowerCase());
  // Letters that have more than one in the other case would move what follows them.
  if (at < 0 || text.toLowerCase().length !== text.length) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-xs bg-warn-soft text-ink">{text.slice(at, at + marked.length)}</mark>
      {text.slice(at + marked.length)}
    </>
  );
}
