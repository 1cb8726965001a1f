'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Play, Square } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { ApiError } from '@/components/api/api-error';
import type { Dataset } from '@/components/api/datasets';
import { sqlQuery } from '@/components/api/sql';
import { useSession } from '@/components/auth/session-context';
import { DEFAULT_SETUP } from '@/components/charts/model/chart-setup';
import { completeSql } from '@/components/sql/editor/complete-sql';
import { errorPlace } from '@/components/sql/editor/error-place';
import { relationsOf } from '@/components/sql/editor/relations';
import { SqlAnswer } from '@/components/sql/answer/sql-answer';
import { SqlAside } from '@/components/sql/aside/sql-aside';
import { withRun } from '@/components/sql/memory/sql-history';
import { parseSqlState, serializeSqlState, type SqlState } from '@/components/sql/sql-state';
import { useSqlMemory } from '@/components/sql/memory/use-sql-memory';
import { Button } from '@/components/ui/button';
import { CodeEditor } from '@/components/ui/code-editor';
import { CopyButton } from '@/components/ui/copy-button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/paths';

/** The editor, the answer, and beside them what can be asked and what was asked before. */
export function SqlWorkbench({ dataset }: { dataset: Dataset }): ReactNode {
  const state = useSqlState();
  const { memory, change } = useSqlMemory(useSession().name, dataset.name);
  const [text, setText] = useState(state.sql ?? memory.draft);
  const relations = useMemo(() => relationsOf(dataset), [dataset]);
  const complete = useMemo(() => completeSql(relations), [relations]);
  const client = useQueryClient();
  const { sql } = state;
  const query = useQuery({
    ...sqlQuery(dataset.name, sql ?? '', ({ seconds, result }) => {
      const run = { rows: result?.rows.length ?? null, cut: result?.cut ?? false };
      change((known) => withRun(known, { sql: sql ?? '', at: new Date().toISOString(), seconds, ...run }));
    }),
    // A link runs its query: it can only read, and what the reader may not read the server refuses.
    enabled: sql !== null,
  });
  const go = (next: Partial<SqlState>) => {
    const url = paths.dataset(dataset.name, 'sql') + serializeSqlState({ ...state, ...next });
    window.history.pushState(null, '', url);
  };
  const run = (asked: string) => {
    if (asked.trim() === '') return;
    setText(asked);
    change((known) => ({ ...known, draft: asked }));
    if (asked === sql) void query.refetch();
    else go({ sql: asked, chart: DEFAULT_SETUP });
  };
  const stop = () => void client.cancelQueries({ queryKey: ['sql', dataset.name] });
  useShownText(sql, setText);

  const problems = useMemo(
    () =>
      query.error instanceof ApiError && query.error.code === 'invalid-sql' && text === sql
        ? [errorPlace(sql, query.error.message)]
        : [],
    [query.error, text, sql],
  );
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <Panel flush>
          <CodeEditor
            label="SQL query"
            language="sql"
            lineNumbers
            className="h-44 resize-y rounded-none border-0"
            value={text}
            onChange={(value) => {
              setText(value);
              change((known) => ({ ...known, draft: value }));
            }}
            complete={complete}
            problems={problems}
            placeholder="select * from rows limit 100"
            onSubmit={() => run(text)}
          />
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-3 py-2">
            {query.isFetching ? (
              <Button size="sm" onClick={stop}>
                <Square aria-hidden />
                Stop
              </Button>
            ) : (
              <Button size="sm" variant="primary" disabled={text.trim() === ''} onClick={() => run(text)}>
                <Play aria-hidden />
                Run
              </Button>
            )}
            <p className="text-sm text-faint">
              <span className="max-sm:hidden">Ctrl + Enter runs. </span>One SELECT, which only reads; up to
              1,000 rows in 10 seconds.
            </p>
            <span className="ml-auto">
              <CopyButton text={text} label="Copy the query" />
            </span>
          </div>
        </Panel>
        <SqlAnswer
          dataset={dataset}
          state={state}
          query={query}
          onChange={go}
          onAsk={run}
          onRetry={() => run(sql ?? '')}
        />
      </div>
      <SqlAside
        dataset={dataset}
        relations={relations}
        entries={memory.entries}
        onAsk={run}
        onHistoryChange={change}
      />
    </div>
  );
}

function useSqlState(): SqlState {
  const search = useSearchParams();
  return useMemo(() => parseSqlState(new URLSearchParams(search)), [search]);
}

/** Back and forward of the browser bring the query back into the editor. */
function useShownText(sql: string | null, show: (sql: string) => void): void {
  useEffect(() => {
    const follow = () => {
      const asked = parseSqlState(new URLSearchParams(window.location.search)).sql;
      if (asked !== null && asked !== sql) show(asked);
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [sql, show]);
}
