import type { ReactNode } from 'react';
import type { ExampleQuery } from '@/components/sql/aside/example-queries';

interface ExampleListProps {
  examples: readonly ExampleQuery[];
  onAsk: (sql: string) => void;
}

/** Queries to begin with; a click runs one. */
export function ExampleList({ examples, onAsk }: ExampleListProps): ReactNode {
  return (
    <ul className="divide-y">
      {examples.map(({ title, teaches, sql }) => (
        <li key={title}>
          <button
            type="button"
            onClick={() => onAsk(sql)}
            className="block w-full px-4 py-2.5 text-left -outline-offset-2 hover:bg-canvas"
          >
            <span className="block font-medium">{title}</span>
            <span className="block text-sm text-muted">{teaches}</span>
            <code className="mt-1 block truncate font-mono text-xs text-faint">
              {sql.replaceAll(/\s+/g, ' ')}
            </code>
          </button>
        </li>
      ))}
    </ul>
  );
}
