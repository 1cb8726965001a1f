import { useQueries, useQuery } from '@tanstack/react-query';
import type { Dataset } from '@/components/api/datasets';
import { previewQuery, type UploadPreview } from '@/components/api/preview';
import type { IntakeGroup } from '@/components/upload/intake/intake';
import { likelyDataset } from '@/components/upload/review/judge-fit';
import { previewRequest } from '@/components/upload/review/sample-of-file';

export interface GroupPreview {
  group: IntakeGroup;
  /** The chosen dataset, or the one that the files fit; null as long as nobody knows. */
  dataset: string | null;
  /** Whether the files have said it, not the user. */
  isGuessed: boolean;
  preview: UploadPreview | undefined;
  isPending: boolean;
  error: Error | null;
  retry: () => void;
}

/**
 * Looks at the first file of each group: by itself, then under the definition of the dataset it fits.
 * @param datasets undefined while they are loading, which the looking waits for
 */
export function useGroupPreviews(
  groups: readonly IntakeGroup[],
  datasets: readonly Dataset[] | undefined,
): GroupPreview[] {
  const asked = groups.flatMap((group) => {
    const [first] = group.files;
    return first ? [{ group, request: previewRequest(first) }] : [];
  });
  const guesses = useQueries({
    queries: asked.map(({ group, request }) => ({
      ...previewQuery(request, contextOf(null, datasets)),
      enabled: datasets !== undefined && group.dataset === null,
    })),
  });
  const decided = asked.map(({ group, request }, index) => ({
    group,
    request,
    guess: guesses[index],
    dataset: group.dataset ?? likelyDataset(guesses[index]?.data?.matches ?? []),
  }));
  const checks = useQueries({
    queries: decided.map(({ request, dataset }) => ({
      ...previewQuery(request, contextOf(dataset, datasets)),
      enabled: datasets !== undefined && dataset !== null,
    })),
  });
  return decided.map(({ group, dataset, guess }, index) => {
    const current = dataset === null ? guess : checks[index];
    return {
      group,
      dataset,
      isGuessed: group.dataset === null,
      preview: current?.data ?? guess?.data,
      isPending: datasets === undefined || (current?.isFetching ?? false),
      error: current?.error ?? null,
      retry: () => void current?.refetch(),
    };
  });
}

/** Looks at one file of a group more closely. */
export function useFilePreview(
  file: File,
  dataset: Dataset | null,
  datasets: readonly Dataset[],
): Pick<GroupPreview, 'preview' | 'isPending' | 'error' | 'retry'> {
  const query = useQuery(previewQuery(previewRequest(file), contextOf(dataset?.name ?? null, datasets)));
  return {
    preview: query.data,
    isPending: query.isFetching,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

function contextOf(dataset: string | null, datasets: readonly Dataset[] = []) {
  const compared = dataset === null ? datasets : datasets.filter(({ name }) => name === dataset);
  return { dataset, versions: compared.map(({ name, version }) => `${name}@${version}`).join() };
}
