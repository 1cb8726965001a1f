/** What `check` prints of a file: one JSON object, or a few lines for people. */
import type { CheckedFile } from '../lib/engine/check-file';
import type { LakeportError } from '../lib/errors';

export type CheckOutcome = { file: string; checked: CheckedFile } | { file: string; error: LakeportError };

/** One line of `--json`. */
export function jsonReport(dataset: string, outcome: CheckOutcome): string {
  const { file } = outcome;
  if ('error' in outcome) {
    const { code, sentence } = outcome.error;
    return JSON.stringify({ file, dataset, counts: null, problems: {}, error: { code, message: sentence } });
  }
  const { counts, problems, repeatedHeaders } = outcome.checked;
  return JSON.stringify({ file, dataset, counts, problems, repeatedHeaders, error: null });
}

/** The counts of a file that was checked, with its problems by code. */
export function textReport({ file, checked }: { file: string; checked: CheckedFile }): string {
  const { counts, problems, repeatedHeaders } = checked;
  const parts = [
    `${counts.received} received = ${counts.accepted} accepted + ${counts.anomalous} anomalous + ${counts.rejected} rejected`,
    ...(counts.blank > 0 ? [`${counts.blank} blank`] : []),
    ...(counts.repaired ? [`${counts.repaired} repaired`] : []),
    ...(counts.discarded ? [`${counts.discarded} values discarded`] : []),
    ...(repeatedHeaders > 0 ? [`${repeatedHeaders} headers that came again`] : []),
    `${counts.seconds.toFixed(2)} s`,
  ];
  const lines = Object.entries(problems).map(([code, count]) => `  ${count} × ${code}`);
  return [`${file}: ${parts.join(', ')}`, ...lines].join('\n');
}

/** Why a file cannot be used; a failure of ours with all that is known of it. */
export function errorReport({ file, error }: { file: string; error: LakeportError }): string {
  const cause = error.code === 'internal' && error.cause instanceof Error ? `\n${error.cause.stack}` : '';
  return `${file}: ${error.code}: ${error.sentence}${cause}`;
}
