import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { ZoneMark } from '@/components/lake/zone-mark';
import type { Relation } from '@/components/sql/editor/relations';

/** What a query may read, with its columns. */
export function RelationList({ relations }: { relations: readonly Relation[] }): ReactNode {
  return (
    <ul className="divide-y">
      {relations.map(({ name, zone, words, columns }, index) => (
        <li key={name}>
          <details open={index === 0} className="group">
            <summary className="flex list-none items-center gap-2 px-3 py-2 -outline-offset-2 hover:bg-canvas">
              <ChevronRight aria-hidden className="size-4 shrink-0 text-faint group-open:rotate-90" />
              <ZoneMark zone={zone} />
              <span className="font-mono text-sm font-medium">{name}</span>
              <span className="ml-auto truncate text-xs text-faint">{words}</span>
            </summary>
            <ul className="pb-2 pl-9">
              {columns.map((column) => (
                <li key={column.name} className="flex justify-between gap-3 pr-3 text-sm">
                  <span className="truncate font-mono text-xs leading-5">{column.name}</span>
                  <span className="shrink-0 text-xs leading-5 text-faint">
                    {[column.type, column.unit].filter(Boolean).join(', ')}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
