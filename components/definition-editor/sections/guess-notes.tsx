import type { ReactNode } from 'react';
import type { PreviewNote } from '@/components/api/file-preview';
import { Notice } from '@/components/ui/notice';

/** A guess above this is good enough to go without a word. */
const SURE = 0.8;
const SHOWN = 6;

/** What the guess is not sure of, the least sure first. */
export function GuessNotes({ notes }: { notes: readonly PreviewNote[] }): ReactNode {
  const unsure = notes
    .filter(({ confidence, place }) => confidence < SURE && place !== 'primaryKey')
    .toSorted((a, b) => a.confidence - b.confidence);
  if (unsure.length === 0) return null;
  return (
    <Notice kind="info" title="Look these over">
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {unsure.slice(0, SHOWN).map(({ place, sentence }) => (
          <li key={`${place} ${sentence}`}>
            <span className="font-mono text-xs">{place}</span> <span className="text-muted">{sentence}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
