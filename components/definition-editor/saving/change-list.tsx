import { Minus, Pencil, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DefinitionChange } from '../changes/summarize-changes';

const ICONS = { added: Plus, removed: Minus, changed: Pencil };
const TONES = { added: 'text-good', removed: 'text-bad', changed: 'text-muted' };

/** Differences in words: what was added, taken out or changed. */
export function ChangeList({ changes }: { changes: readonly DefinitionChange[] }): ReactNode {
  if (changes.length === 0) return <p className="text-muted">Nothing is different.</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {changes.map(({ kind, subject, name, details }) => {
        const Icon = ICONS[kind];
        return (
          <li key={`${kind} ${subject} ${name}`} className="flex items-start gap-2">
            <Icon aria-hidden className={`mt-1 size-3.5 shrink-0 ${TONES[kind]}`} />
            <span className="min-w-0 break-words">
              {subject} {name ? <span className="font-mono text-xs">{name}</span> : null} {kind}
              {details.length > 0 ? <span className="text-muted">: {details.join('; ')}</span> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
