import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/components/api/api-error';
import { keys, viewQuery } from '@/components/api/queries';
import { queryView, type RecordPage, type ViewRequest } from '@/components/api/records';

/** The API's most for a page. */
export const VIEW_ROWS_MAX = 1000;

/** A chart of more rows would show no more, and take longer. */
export const CHART_ROWS_MAX = 10_000;

const PAGES_AT_ONCE = 4;

export type WholeViewRequest = Omit<ViewRequest, 'offset' | 'limit'>;

/** The rows of a view that its charts are made of: the first ones when there are more than a chart takes. */
export function chartRowsQuery(client: QueryClient, request: WholeViewRequest) {
  return queryOptions({
    queryKey: [...keys.lake, 'view-chart', request],
    queryFn: async ({ signal }): Promise<RecordPage> => {
      // The table asks for the same page, which is fetched once.
      const first = await client.ensureQueryData(viewQuery({ ...request, offset: 0, limit: VIEW_ROWS_MAX }));
      const wanted = Math.min(first.total ?? first.rows.length, CHART_ROWS_MAX);
      const rows = [...first.rows];
      await readPages(request, { from: first, to: wanted, signal }, (page) => rows.push(...page));
      return { ...first, rows };
    },
  });
}

interface Reading {
  from: RecordPage;
  /** How many rows of the view are wanted. */
  to: number;
  signal: AbortSignal;
}

/**
 * Reads the rows after the first page, a few pages at a time, and gives them in order.
 * @throws ApiError `view-changed` when an import has changed the view between two pages
 */
async function readPages(
  request: WholeViewRequest,
  { from, to, signal }: Reading,
  onRows: (rows: RecordPage['rows']) => void,
): Promise<void> {
  for (let offset = from.rows.length; offset < to; offset += PAGES_AT_ONCE * VIEW_ROWS_MAX) {
    signal.throwIfAborted();
    const offsets = Array.from({ length: PAGES_AT_ONCE }, (_, index) => offset + index * VIEW_ROWS_MAX);
    const pages = await Promise.all(
      offsets
        .filter((start) => start < to)
        .map((start) => queryView({ ...request, offset: start, limit: VIEW_ROWS_MAX })),
    );
    for (const page of pages) {
      if (page.sequence !== from.sequence) {
        throw new ApiError('view-changed', 'An import has changed the view meanwhile. Try again.');
      }
      onRows(page.rows);
    }
  }
}

/** All rows of a view in their order, page by page; `onRows` hears how many there are in all. */
export async function readWholeView(
  request: WholeViewRequest,
  signal: AbortSignal,
  onRows: (rows: RecordPage['rows'], page: RecordPage) => void,
): Promise<void> {
  const first = await queryView({ ...request, offset: 0, limit: VIEW_ROWS_MAX });
  const total = first.total ?? first.rows.length;
  let read = first.rows.length;
  onRows(first.rows, first);
  await readPages(request, { from: first, to: total, signal }, (rows) => {
    read += rows.length;
    onRows(rows, first);
  });
  if (read !== total) {
    throw new ApiError('view-changed', 'The view had another number of rows at its end. Try again.');
  }
}
