import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { Badge } from '@/components/ui/badge';
import { ColumnMapping } from '@/components/upload/review/column-mapping';
import { describeFormat } from '@/components/upload/review/describe-format';
import { PreviewTable, PreviewTableSkeleton } from '@/components/upload/review/preview-table';
import { RefusedReasons } from '@/components/upload/review/refused-reasons';
import { SampleOutcome } from '@/components/upload/review/sample-outcome';
import type { GroupPreview } from '@/components/upload/review/use-group-previews';

interface FileViewProps extends Pick<GroupPreview, 'preview' | 'isPending' | 'error' | 'retry'> {
  fileName: string;
  /** The one it is checked against. */
  dataset: Dataset | null;
}

/** One file before it is sent: how it is read, what would become of its rows, which columns differ, its first rows. */
export function FileView({ fileName, dataset, preview, isPending, error, retry }: FileViewProps): ReactNode {
  if (error && !preview) {
    return (
      <FailureNotice
        title={`${fileName} could not be looked at; it can be uploaded all the same`}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!preview) return isPending ? <PreviewTableSkeleton /> : null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="flex flex-wrap gap-1.5">
          {preview.rows.length > 0
            ? describeFormat(preview).map((word) => <Badge key={word}>{word}</Badge>)
            : null}
        </p>
        <SampleOutcome preview={preview} isPending={isPending} />
      </div>
      {preview.check && !isPending ? <RefusedReasons rejects={preview.check.rejects} /> : null}
      {error ? <FailureNotice title="The rows could not be checked" error={error} onRetry={retry} /> : null}
      {dataset ? (
        <ColumnMapping key={`${dataset.name}/${fileName}`} dataset={dataset} preview={preview} />
      ) : null}
      {preview.rows.length > 0 ? (
        <PreviewTable preview={preview} fileName={fileName} dataset={dataset} isStale={isPending} />
      ) : null}
    </>
  );
}
