import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import type { UploadPreview } from '@/components/api/preview';
import { useMay } from '@/components/auth/session-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { betterDataset, fitOf, LIKELY_SCORE, SURE_SCORE } from '@/components/upload/review/judge-fit';
import { wizardFile } from '@/components/upload/review/wizard-file';
import { paths } from '@/lib/paths';

interface DatasetChoiceProps {
  datasets: readonly Dataset[];
  dataset: string | null;
  isGuessed: boolean;
  isPending: boolean;
  preview: UploadPreview | undefined;
  /** The file that a new dataset would be made from. */
  file: File | undefined;
  onChoose: (name: string) => void;
}

/** Where a group of files goes, and why that was proposed. */
export function DatasetChoice({
  datasets,
  preview,
  file,
  onChoose,
  ...choice
}: DatasetChoiceProps): ReactNode {
  const { dataset, isPending } = choice;
  const mayDefine = useMay('define');
  const isUsable = preview !== undefined && fitOf(preview, dataset) !== 'unusable';
  const better = isPending ? null : betterDataset(preview, dataset);
  const scores = new Map(preview?.matches.map(({ dataset: name, score }) => [name, score]));
  const sorted = [...datasets].sort(
    (one, other) => (scores.get(other.name) ?? 0) - (scores.get(one.name) ?? 0),
  );
  return (
    <div className="flex max-w-lg flex-col gap-2">
      <Field label="Dataset" hint={hintOf(choice, preview)}>
        {(control) => (
          <Select
            {...control}
            value={dataset ?? ''}
            options={[
              ...(dataset === null
                ? [
                    {
                      value: '',
                      label: isPending ? 'Looking at the file…' : 'Choose a dataset',
                      disabled: true,
                    },
                  ]
                : []),
              ...sorted.map(({ name, title }) => ({
                value: name,
                label: `${title}${(scores.get(name) ?? 0) >= SURE_SCORE ? ' – fits' : ''}`,
              })),
            ]}
            onValueChange={onChoose}
            className="w-full"
          />
        )}
      </Field>
      {better ? (
        <p className="text-sm text-warn">
          These columns are those of {better.title}.{' '}
          <Button size="sm" onClick={() => onChoose(better.dataset)}>
            Use {better.title}
          </Button>
        </p>
      ) : null}
      {mayDefine && !isPending && isUsable && (scores.get(dataset ?? '') ?? 0) < SURE_SCORE && file ? (
        <Link
          href={paths.newDataset}
          onClick={() => wizardFile.put(file)}
          className="text-sm font-medium text-accent hover:underline"
        >
          Make a new dataset from this file
        </Link>
      ) : null}
    </div>
  );
}

function hintOf(
  { dataset, isGuessed, isPending }: Pick<DatasetChoiceProps, 'dataset' | 'isGuessed' | 'isPending'>,
  preview: UploadPreview | undefined,
): string {
  if (preview && fitOf(preview, dataset) === 'unusable') return 'Nothing in the file can be matched.';
  if (dataset === null) {
    if (isPending) return 'The dataset is found by the columns of the file.';
    const equal = preview?.matches.filter(
      ({ score }) => score === preview.matches[0]?.score && score >= LIKELY_SCORE,
    );
    return equal && equal.length > 1
      ? `It fits ${equal.length} datasets equally well. Choose one.`
      : 'No dataset has these columns. Choose one, or ask an admin for a new one.';
  }
  const match = preview?.matches.find((other) => other.dataset === dataset);
  if (isGuessed && match?.score === 1) return 'Found by the columns of the file: all of them fit.';
  if (isGuessed && match && match.score >= SURE_SCORE) return 'Found by the values of the first rows.';
  if (isGuessed) return 'The nearest by the columns of the file; not all of them fit.';
  return 'Which definition the files are checked against.';
}
