import type { DatasetMatch, UploadPreview } from '@/components/api/preview';

/** Where files have no header, values alone never make it 1. */
export const SURE_SCORE = 0.95;
/** Below it a match is a coincidence: most of the columns are others. */
export const LIKELY_SCORE = 0.4;

/**
 * The dataset that a file goes into if nobody says otherwise. Two that fit equally well are no answer: a file in the
 * wrong dataset is worse than a question.
 */
export function likelyDataset(matches: readonly DatasetMatch[]): string | null {
  const [best, second] = [...matches].sort((one, other) => other.score - one.score);
  if (!best || best.score < LIKELY_SCORE) return null;
  return second && second.score === best.score ? null : best.dataset;
}

/** How sure it is that a file can be taken as it is. */
type Fit = 'sure' | 'rows-differ' | 'columns-differ' | 'unusable' | 'unknown';

export function fitOf(preview: UploadPreview | undefined, dataset: string | null): Fit {
  if (!preview) return 'unknown';
  if (preview.error) {
    return preview.error.code === 'missing-label' || preview.error.code === 'extra-label'
      ? 'columns-differ'
      : 'unusable';
  }
  if (!dataset || !preview.check) return 'unknown';
  const match = preview.matches.find((other) => other.dataset === dataset);
  if (match && match.missing.length > 0) return 'columns-differ';
  return preview.check.counts.rejected + preview.check.counts.anomalous > 0 ? 'rows-differ' : 'sure';
}

/** A dataset that a file fits better than the one it is meant for; null when there is none. */
export function betterDataset(
  preview: UploadPreview | undefined,
  dataset: string | null,
): DatasetMatch | null {
  if (!preview || !dataset) return null;
  const chosen = preview.matches.find((match) => match.dataset === dataset)?.score ?? 0;
  const likely = likelyDataset(preview.matches);
  const better = preview.matches.find((match) => match.dataset === likely);
  return better && better.score >= SURE_SCORE && chosen < better.score ? better : null;
}
