import type { ReactNode } from 'react';

/** What a chart does not show, below it; nothing when it shows all. */
export function PlotNote({ parts }: { parts: readonly (string | false)[] }): ReactNode {
  const said = parts.filter((part) => part !== false);
  return said.length > 0 ? <p className="mt-1 text-xs text-faint">{said.join(' ')}</p> : null;
}
