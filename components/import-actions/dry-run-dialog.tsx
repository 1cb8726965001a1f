'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { Import } from '@/components/api/imports';
import { Difference, Estimate } from '@/components/import-actions/difference';
import type { DryRun } from '@/components/import-actions/use-dry-run';
import { RunningProgress } from '@/components/imports/running-progress';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/paths';

interface DryRunDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  dryRun: DryRun;
  confirmLabel: string;
  onConfirm: (checked: Import) => void;
}

/** Shows what an act would change, found out by a dry run, before it is done. */
export function DryRunDialog({
  open,
  onOpenChange,
  title,
  description,
  dryRun,
  confirmLabel,
  onConfirm,
}: DryRunDialogProps): ReactNode {
  const { item } = dryRun;
  const checked = item?.state === 'CHECKED' ? item : null;
  const drop = () => {
    dryRun.drop();
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : drop())}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={drop}>Leave it as it is</Button>
          <Button
            variant="primary"
            disabled={!checked}
            onClick={() => {
              if (!checked) return;
              dryRun.release();
              onOpenChange(false);
              onConfirm(checked);
            }}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex min-h-36 flex-col gap-4">
        <DryRunOutcome dryRun={dryRun} />
        {item && !checked && item.state !== 'FAILED' ? (
          <p className="text-sm text-muted">
            It may take a while.{' '}
            <Link
              href={paths.import(item.id)}
              onClick={dryRun.release}
              className="text-accent hover:underline"
            >
              Follow it on its own page
            </Link>{' '}
            and decide there; closed here, it is dropped.
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function DryRunOutcome({ dryRun: { item, error } }: { dryRun: DryRun }): ReactNode {
  if (error) return <FailureNotice title="What would change could not be found out" error={error} />;
  if (item?.state === 'CHECKED') {
    return (
      <>
        <Difference item={item} />
        <Estimate item={item} />
      </>
    );
  }
  if (item?.state === 'FAILED' || item?.state === 'CANCELLED') {
    return (
      <Notice kind="bad" title="What would change could not be found out">
        {item.error?.message ?? 'It was cancelled elsewhere.'}
      </Notice>
    );
  }
  return (
    <div role="status" aria-label="Finding out what would change" className="flex flex-col gap-3">
      <p className="text-muted">Finding out what would change…</p>
      {item && item.rowsRead > 0 ? <RunningProgress item={item} /> : null}
      <Skeleton className="h-6 w-56" />
      <Skeleton className="h-6 w-64" />
    </div>
  );
}
