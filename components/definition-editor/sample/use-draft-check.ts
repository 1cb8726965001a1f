import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { definitionCheckQuery, type Sample } from '@/components/api/definitions';
import type { DraftStore } from '../draft/draft-store';
import { textAt } from '../draft/json-path';
import type { SampleState } from './use-sample';
import { useSettled } from './use-settled';

const REST_MS = 350;
const NAME_TAKEN = { path: 'name', message: 'There is a dataset of that name. Give this one another.' };

/**
 * Has the draft checked whenever the hand rests, and puts what is wrong with it into the store. `taken` are the names
 * that it may not have, which only saving would find out otherwise.
 */
export function useDraftCheck(
  store: DraftStore,
  sample: Sample | null,
  taken: readonly string[],
): SampleState {
  const draft = useSyncExternalStore(store.subscribe, store.getDraft, store.getDraft);
  const settled = useSettled(draft, REST_MS);
  const query = useQuery(definitionCheckQuery(settled, sample));
  const { data, error, isPlaceholderData, isFetching, refetch } = query;
  const issues = data?.issues;
  const isTaken = taken.includes(textAt(settled, ['name']));
  useEffect(() => {
    if (!issues || isPlaceholderData) return;
    store.setIssues(isTaken ? [NAME_TAKEN, ...issues] : issues);
  }, [store, issues, isPlaceholderData, isTaken]);
  const isChecking = settled !== draft || isPlaceholderData || isFetching;
  return useMemo(
    () => ({ sample, check: data ?? null, isChecking, error, retry: () => void refetch() }),
    [sample, data, isChecking, error, refetch],
  );
}
