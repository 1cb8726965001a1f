'use client';

import type { ReactNode } from 'react';
import { useIssues } from '../draft/use-draft';
import { isWithin } from '../draft/use-reveal';

export interface EditorSection {
  id: string;
  label: string;
  /** The places it shows; what is wrong with one of them is its problem. */
  places: readonly string[];
}

/** The parts of the editor in their order, each with a mark where something is wrong. */
export function SectionLinks({ sections }: { sections: readonly EditorSection[] }): ReactNode {
  const issues = useIssues();
  return (
    <nav
      aria-label="Parts of the definition"
      className="sticky top-13 z-10 -mx-4 overflow-x-auto border-b bg-canvas px-4 py-2 sm:mx-0 sm:px-0 lg:top-0"
    >
      <ol className="flex gap-1">
        {sections.map(({ id, label, places }, index) => {
          const count = issues.filter(({ path }) => places.some((place) => isWithin(path, place))).length;
          return (
            <li key={id}>
              <a
                href={`#${id}`}
                className="inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm whitespace-nowrap text-muted hover:bg-sunken hover:text-ink"
              >
                <span className="text-xs text-faint tabular-nums">{index + 1}</span>
                {label}
                {count > 0 ? (
                  <span className="rounded-sm bg-bad-soft px-1 text-xs font-medium text-bad tabular-nums">
                    {count}
                    <span className="sr-only"> to put right</span>
                  </span>
                ) : null}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
