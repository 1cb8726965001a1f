import type { ReactNode } from 'react';
import { ApiError } from '@/components/api/api-error';
import { FailureNotice } from '@/components/api/failure-notice';
import type { BrowseState } from '@/components/browse/browse-state';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** The server's own limit, and that of the function it runs in. */
const TIMEOUT_CODES = ['query-timeout', 'Lambda:ExecutionTimeoutException'];

interface QueryFailureProps {
  error: Error;
  state: BrowseState;
  onChange: ChangeBrowse;
  onRetry: () => void;
}

/** Why there are no rows to show, and what to do about it: after a time-out, how to ask for less. */
export function QueryFailure({ error, state, onChange, onRetry }: QueryFailureProps): ReactNode {
  const isTimeout = error instanceof ApiError && TIMEOUT_CODES.includes(error.code);
  if (!isTimeout) {
    return (
      <div className="min-h-96 p-4">
        <FailureNotice title="The rows could not be loaded" error={error} onRetry={onRetry} />
      </div>
    );
  }
  return (
    <div className="flex min-h-96 flex-col gap-3 p-4">
      <Notice kind="bad" title="Reading the rows took too long">
        Nothing is lost or changed. Ask for less: a filter on a date or on an import leaves most files unread,
        while a search and an order have to look at every row.
      </Notice>
      <div className="flex flex-wrap gap-2">
        {state.search === '' ? null : (
          <Button onClick={() => onChange({ search: '' })}>Without the search</Button>
        )}
        {state.sort.length === 0 ? null : (
          <Button onClick={() => onChange({ sort: [] })}>Without the order</Button>
        )}
        {state.offset === 0 ? null : <Button onClick={() => onChange({ offset: 0 })}>The first page</Button>}
        <Button onClick={onRetry}>Try again as it is</Button>
      </div>
    </div>
  );
}
