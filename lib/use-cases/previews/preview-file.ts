import type { Dataset, DatasetTable } from '../../aws/dataset-table';
import type { Actor } from '../../roles';
import { authorize, authorizeSome } from '../authorize';
import type { SampleDeps } from './check-sample';
import type { FilePreview } from './file-preview';
import { guessFile } from './guess-file';
import { matchDatasets } from './match-datasets';
import { previewUnder } from './preview-under';
import { readSample } from './read-sample';

export interface PreviewRequest {
  fileName: string;
  sizeBytes: number;
  /** The first bytes in Base64. */
  sample: string;
  /** The dataset it is meant for; null where that is to be found out. */
  dataset: string | null;
}

/** What the engine makes of the first bytes of a file, before it is uploaded. Nothing is kept. */
export async function previewFile(
  deps: SampleDeps & { datasets: Pick<DatasetTable, 'list' | 'get'> },
  actor: Actor,
  { fileName, sizeBytes, sample: base64, dataset }: PreviewRequest,
): Promise<FilePreview> {
  const isVisible = authorizeSome(actor, 'import');
  if (dataset !== null) authorize(actor, 'import', dataset);
  const chosen: Dataset | null = dataset === null ? null : await deps.datasets.get(dataset);
  const sample = await readSample(base64, sizeBytes);
  const guessed = await guessFile(deps, sample, fileName);
  const datasets = (await deps.datasets.list()).filter(({ name }) => isVisible(name));
  const matches = guessed.toMatch ? await matchDatasets(deps, datasets, guessed.toMatch, dataset) : [];
  if (!chosen) return { ...guessed.preview, matches };
  const under = await previewUnder(deps, chosen.definition, sample, guessed);
  return { ...under, matches };
}
