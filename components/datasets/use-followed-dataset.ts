import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Dataset } from '@/components/api/datasets';
import { datasetQuery, importsQuery } from '@/components/api/queries';

/** The commits of the latest imports tell how far the dataset has come; a few, as they end in any order. */
const LATEST_IMPORTS = 5;
const POLL_MS = 2000;

/**
 * A dataset whose size and views follow its commits: they are computed some seconds after each, of which no event
 * tells, so the dataset is asked for again until it has caught up.
 */
export function useFollowedDataset(name: string): UseQueryResult<Dataset> {
  const latest = useInfiniteQuery(importsQuery({ dataset: name, state: 'SUCCEEDED' }, LATEST_IMPORTS));
  const imports = latest.data?.pages.flatMap((page) => page.items) ?? [];
  const lastCommit = Math.max(0, ...imports.map(({ sequence }) => sequence ?? 0));
  return useQuery({
    ...datasetQuery(name),
    refetchInterval: ({ state: { data } }) =>
      data && (data.publishedSequence ?? 0) < lastCommit ? POLL_MS : false,
  });
}
