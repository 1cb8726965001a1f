import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { alarmsQuery, datasetsQuery, importsQuery } from '@/components/api/queries';
import type { ImportFilter } from '@/components/api/imports';
import { findAttention, type AttentionItem, type WatchedState } from '@/components/overview/find-attention';

const REFRESH_MS = 30_000;
const HOUR_MS = 60 * 60 * 1000;
/** More at a time would not be read. */
const IMPORTS_MAX = 50;

interface Attention {
  /** Undefined while it is not known. */
  items: AttentionItem[] | undefined;
  error: Error | null;
  retry: () => void;
}

/** What needs attention, kept up to date. */
export function useAttention(): Attention {
  const [from] = useState(dayAgo);
  const datasets = useQuery({ ...datasetsQuery(), refetchInterval: REFRESH_MS });
  const alarms = useQuery(alarmsQuery(REFRESH_MS));
  const failed = useImports({ from, state: 'FAILED' });
  const refused = useImports({ from, withRejects: true });
  const followers = useImports({ from, withParent: true });
  const checked = useImports({ state: 'CHECKED' });
  const queries = [datasets, alarms, failed, refused, followers, checked];
  const items = known({
    datasets: datasets.data,
    alarms: alarms.data,
    failed: failed.data,
    refused: refused.data,
    followers: followers.data,
    checked: checked.data,
  });
  return {
    items: items && findAttention(items),
    error: queries.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch();
    },
  };
}

/** Undefined until every part is there: a part alone could say that all is well. */
function known(parts: { [Part in keyof WatchedState]: WatchedState[Part] | undefined }):
  WatchedState | undefined {
  const { datasets, alarms, failed, refused, followers, checked } = parts;
  return datasets && alarms && failed && refused && followers && checked
    ? { datasets, alarms, failed, refused, followers, checked }
    : undefined;
}

function useImports(filter: ImportFilter) {
  const query = useInfiniteQuery({ ...importsQuery(filter, IMPORTS_MAX), refetchInterval: REFRESH_MS });
  return { ...query, data: query.data?.pages.flatMap(({ items }) => items) };
}

/** To the hour, so that a page that is opened again asks the same question. */
function dayAgo(): string {
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  return new Date(hour - 24 * HOUR_MS).toISOString();
}
