'use client';

import { useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { ExampleList } from '@/components/sql/aside/example-list';
import { exampleQueries } from '@/components/sql/aside/example-queries';
import { HistoryList } from '@/components/sql/aside/history-list';
import { RelationList } from '@/components/sql/aside/relation-list';
import type { Relation } from '@/components/sql/editor/relations';
import type { HistoryEntry, SqlMemory } from '@/components/sql/memory/sql-history';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';

interface SqlAsideProps {
  dataset: Dataset;
  relations: readonly Relation[];
  entries: readonly HistoryEntry[];
  onAsk: (sql: string) => void;
  onHistoryChange: (change: (memory: SqlMemory) => SqlMemory) => void;
}

type Part = 'tables' | 'history' | 'examples';

/** What can be read, what was asked before, and what could be asked. */
export function SqlAside({ dataset, relations, entries, onAsk, onHistoryChange }: SqlAsideProps): ReactNode {
  const [part, setPart] = useState<Part>('tables');
  return (
    <Panel flush className="xl:sticky xl:top-5">
      <div className="border-b px-3 py-2">
        <Segmented
          label="Beside the query"
          value={part}
          options={[
            { value: 'tables', label: 'Tables' },
            { value: 'history', label: 'History' },
            { value: 'examples', label: 'Examples' },
          ]}
          onValueChange={setPart}
        />
      </div>
      <div
        tabIndex={0}
        role="group"
        aria-label={part}
        className="max-h-[36rem] overflow-y-auto -outline-offset-2 xl:max-h-[calc(100dvh-9rem)]"
      >
        {part === 'tables' ? <RelationList relations={relations} /> : null}
        {part === 'history' ? (
          <HistoryList entries={entries} onAsk={onAsk} onChange={onHistoryChange} />
        ) : null}
        {part === 'examples' ? <ExampleList examples={exampleQueries(dataset)} onAsk={onAsk} /> : null}
      </div>
    </Panel>
  );
}
