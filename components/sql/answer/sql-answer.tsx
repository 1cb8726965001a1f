'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { CircleStop, ImageDown, SearchX } from 'lucide-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { ApiError } from '@/components/api/api-error';
import type { Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import type { SqlResult } from '@/components/api/sql';
import { fileName } from '@/components/download/save-file';
import { useSavePng } from '@/components/download/use-save-png';
import { RecordTable } from '@/components/record-table/record-table';
import { ExampleList } from '@/components/sql/aside/example-list';
import { exampleQueries } from '@/components/sql/aside/example-queries';
import { ResultChart } from '@/components/sql/answer/result-chart';
import { ResultActions } from '@/components/sql/answer/result-actions';
import { ResultWords } from '@/components/sql/answer/result-words';
import { sortRows } from '@/components/sql/answer/result-table';
import { RunningWords } from '@/components/sql/answer/running-words';
import type { SqlState } from '@/components/sql/sql-state';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import type { Sort } from '@/lib/lake/query/sort';

type Answer = SqlResult & { tookSeconds: number };

interface SqlAnswerProps {
  dataset: Dataset;
  state: SqlState;
  query: UseQueryResult<Answer>;
  onChange: (next: Partial<SqlState>) => void;
  onAsk: (sql: string) => void;
  onRetry: () => void;
}

/** What has come of the query, or what could be asked. */
export function SqlAnswer({ dataset, state, query, onChange, onAsk, onRetry }: SqlAnswerProps): ReactNode {
  if (state.sql === null) {
    return (
      <Panel title="Begin with one of these" note="They run as they are and can be changed." flush>
        <ExampleList examples={exampleQueries(dataset)} onAsk={onAsk} />
      </Panel>
    );
  }
  if (query.isFetching) {
    return (
      <Panel title="Running" note={<RunningWords key={state.sql} />} flush>
        <Skeleton className="m-4 h-72" />
      </Panel>
    );
  }
  if (query.isError) {
    const isTransient = query.error instanceof ApiError && query.error.isTransient;
    return (
      <FailureNotice
        title="The query did not run"
        error={query.error}
        onRetry={isTransient ? onRetry : undefined}
      />
    );
  }
  if (!query.data) {
    return (
      <Panel>
        <EmptyState
          icon={CircleStop}
          title="Stopped"
          actions={<Button onClick={onRetry}>Run it again</Button>}
        >
          The answer is not waited for any more. The server ends the query by itself after its time limit.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <ShownAnswer
      key={query.dataUpdatedAt}
      dataset={dataset}
      state={state}
      answer={query.data}
      onChange={onChange}
    />
  );
}

interface ShownAnswerProps {
  dataset: Dataset;
  state: SqlState;
  answer: Answer;
  onChange: (next: Partial<SqlState>) => void;
}

function ShownAnswer({ dataset, state, answer, onChange }: ShownAnswerProps): ReactNode {
  const [sort, setSort] = useState<Sort>([]);
  const rows = useMemo(() => sortRows(answer.columns, answer.rows, sort), [answer, sort]);
  const figure = useRef<HTMLDivElement>(null);
  const { isSaving, save } = useSavePng(figure);
  const isChart = state.as === 'chart';
  return (
    <div ref={figure} className="min-w-0">
      <Panel
        title="Result"
        note={<ResultWords answer={answer} />}
        actions={
          <div data-no-picture className="flex flex-wrap items-center gap-2">
            {isChart ? (
              <Button
                size="sm"
                pending={isSaving}
                onClick={() => save(fileName([dataset.name, 'query'], 'png'))}
              >
                <ImageDown aria-hidden />
                PNG
              </Button>
            ) : null}
            <ResultActions name={dataset.name} columns={answer.columns} rows={rows} />
            <Segmented
              label="Show as"
              value={state.as}
              options={[
                { value: 'table', label: 'Table' },
                { value: 'chart', label: 'Chart' },
              ]}
              onValueChange={(as) => onChange({ as })}
            />
          </div>
        }
        flush
      >
        {rows.length === 0 ? (
          <EmptyState icon={SearchX} title="The query found no row" />
        ) : isChart ? (
          <div className="p-4">
            <ResultChart answer={answer} setup={state.chart} onChange={(chart) => onChange({ chart })} />
            <p className="mt-4 border-t pt-3 font-mono text-xs break-words whitespace-pre-wrap text-faint">
              {dataset.name}: {state.sql}
            </p>
          </div>
        ) : (
          <RecordTable
            label="Rows of the result"
            columns={answer.columns}
            rows={rows}
            total={rows.length}
            offset={0}
            sort={sort}
            onSortChange={setSort}
            isStale={false}
          />
        )}
      </Panel>
    </div>
  );
}
