'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { Import } from '@/components/api/imports';
import { allRejectsQuery, datasetQuery } from '@/components/api/queries';
import { refusedRecords, type RefusedRecord } from '@/components/repair/refused-records';
import { RepairGrid } from '@/components/repair/repair-grid';
import { RepairHelp } from '@/components/repair/repair-help';
import { repairedRows } from '@/components/repair/repair-sheet';
import { RepairToolbar } from '@/components/repair/repair-toolbar';
import { useRepairCheck } from '@/components/repair/use-repair-check';
import { useRepairSheet, type Place } from '@/components/repair/use-repair-sheet';
import { useSendRepairs } from '@/components/repair/use-send-repairs';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount } from '@/lib/format';

/** As many as the API gives at once. */
const PAGE_SIZE = 1000;
/** Places for what a broken record has beyond the file's columns. */
const EXTRA_COLUMNS_MAX = 8;

/** The refused rows of an import as a sheet in which they are repaired; only repaired rows are sent. */
export function RepairPanel({ item }: { item: Import }): ReactNode {
  const query = useInfiniteQuery(allRejectsQuery(item.id, PAGE_SIZE));
  const { data: dataset } = useQuery(datasetQuery(item.dataset));
  const columns = useMemo(
    () => query.data?.pages[0]?.columns ?? dataset?.definition.schema.fields.map(({ name }) => name) ?? null,
    [query.data, dataset],
  );
  const rejects = useMemo(() => query.data?.pages.flatMap(({ items }) => items), [query.data]);
  const records = useMemo(
    () => (rejects && columns ? refusedRecords(rejects, columns) : null),
    [rejects, columns],
  );
  if (query.isError && !query.data) {
    return (
      <div className="p-4">
        <FailureNotice
          title="The refused rows could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  if (!records || !columns) return <Skeleton className="m-4 h-80" />;
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <>
      <Sheet item={item} columns={columns} records={records} />
      {query.hasNextPage ? (
        <div className="flex flex-wrap items-center gap-3 border-t px-4 py-2 text-sm text-muted">
          {formatCount(rejects?.length)} of {formatCount(total)} problems are loaded.
          <Button
            size="sm"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
            className="ml-auto"
          >
            {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      ) : null}
    </>
  );
}

interface SheetProps {
  item: Import;
  columns: readonly string[];
  records: readonly RefusedRecord[];
}

function Sheet({ item, columns, records }: SheetProps): ReactNode {
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const sendButton = useRef<HTMLButtonElement>(null);
  const { sent, isSending, send } = useSendRepairs(item);
  const { sheet, actions } = useRepairSheet(records, sent);
  const ready = repairedRows(sheet, records, columns.length).filter(({ row }) => !sent.has(row));
  const shown = useMemo(() => withExtraColumns(columns, records), [columns, records]);
  const check = useRepairCheck(item.id, ready, columns);
  const record = records[at.row];
  return (
    <>
      <RepairToolbar
        sendButton={sendButton}
        ready={ready}
        check={check}
        suggestionCount={records.filter(({ suggestion }, row) => suggestion && !sheet.edits.has(row)).length}
        canUndo={sheet.past.length > 0}
        canRedo={sheet.future.length > 0}
        isSending={isSending}
        actions={actions}
        at={at}
        onSend={(rows) => void send(rows)}
      />
      <div className="border-t">
        <RepairGrid
          label="Refused rows to repair"
          columns={shown}
          width={columns.length}
          records={records}
          sheet={sheet}
          actions={actions}
          sent={sent}
          verdicts={check.verdicts}
          at={at}
          onMove={setAt}
          onLeave={() => sendButton.current?.focus()}
        />
      </div>
      {record ? (
        <RepairHelp
          record={record}
          columns={columns}
          cell={at.column}
          isChanged={sheet.edits.has(at.row)}
          verdict={check.verdicts.get(at.row) ?? null}
          isSent={sent.has(at.row)}
        />
      ) : null}
    </>
  );
}

function withExtraColumns(columns: readonly string[], records: readonly RefusedRecord[]): string[] {
  const most = records.reduce((max, { cells }) => Math.max(max, cells.length), columns.length);
  const extra = Math.min(most - columns.length, EXTRA_COLUMNS_MAX);
  return [...columns, ...Array.from({ length: extra }, (_, index) => `beyond ${index + 1}`)];
}
