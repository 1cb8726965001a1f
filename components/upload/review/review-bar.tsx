import { ClipboardCheck, Upload } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { fitOf } from '@/components/upload/review/judge-fit';
import type { GroupPreview } from '@/components/upload/review/use-group-previews';
import { formatQuantity } from '@/lib/format';

interface ReviewBarProps {
  previews: readonly GroupPreview[];
  datasets: readonly Dataset[];
  isDryRun: boolean;
  onDryRunChange: (isDryRun: boolean) => void;
  onSend: () => void;
}

/** The one press that sends everything that has been looked at. */
export function ReviewBar({
  previews,
  datasets,
  isDryRun,
  onDryRunChange,
  onSend,
}: ReviewBarProps): ReactNode {
  const noteId = useId();
  const ready = previews.filter(({ dataset }) => dataset !== null);
  const undecided = previews.filter(
    ({ dataset, preview, isPending }) =>
      dataset === null && !isPending && fitOf(preview, dataset) !== 'unusable',
  ).length;
  const refused = ready.filter(({ preview, dataset, isPending }) => {
    const fit = fitOf(preview, dataset);
    return !isPending && (fit === 'columns-differ' || fit === 'unusable') && preview?.error;
  }).length;
  const files = ready.reduce((sum, { group }) => sum + group.files.length, 0);
  const names = [...new Set(ready.map(({ dataset }) => dataset))];
  const only = names.length === 1 ? datasets.find(({ name }) => name === names[0]) : undefined;
  const target = only?.title ?? (names.length === 1 ? names[0] : `${names.length} datasets`);
  const verb = isDryRun ? 'Check' : 'Upload';
  return (
    <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border bg-surface px-4 py-3 shadow-overlay lg:bottom-4">
      <div className="min-w-0 flex-1 basis-72">
        <Checkbox
          label={<span className="font-medium">Check first</span>}
          checked={isDryRun}
          onCheckedChange={onDryRunChange}
          aria-describedby={noteId}
        />
        <p id={noteId} className="text-sm text-faint max-sm:sr-only">
          {isDryRun
            ? 'The files are read and compared. Nothing changes until you confirm it on each import’s page.'
            : 'Otherwise the files are imported at once. An import can be undone.'}
        </p>
      </div>
      <p aria-live="polite" className="text-sm text-warn">
        {undecided > 0
          ? `Choose a dataset for ${undecided === 1 ? 'one kind' : `${undecided} kinds`} of files. `
          : ''}
        {refused > 0
          ? `${refused === 1 ? 'One kind' : `${refused} kinds`} of files would be refused as it is.`
          : ''}
      </p>
      <Button
        variant={refused > 0 ? 'secondary' : 'primary'}
        disabled={files === 0}
        onClick={onSend}
        className="max-w-full max-sm:w-full [&>span]:truncate"
      >
        {isDryRun ? <ClipboardCheck aria-hidden /> : <Upload aria-hidden />}
        <span>
          {files === 0
            ? 'Upload'
            : `${verb} ${formatQuantity(files, 'file')} ${isDryRun ? 'against' : 'to'} ${target}`}
        </span>
      </Button>
    </div>
  );
}
