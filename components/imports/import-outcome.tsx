import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { RedriveImport } from '@/components/import-actions/redrive-import';
import { ImportLink } from '@/components/imports/import-link';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { paths } from '@/lib/paths';

/** What there is to know beyond the numbers: why it failed, that it had no effect, or that it no longer counts. */
export function ImportOutcome({ item, mayImport }: { item: Import; mayImport: boolean }): ReactNode {
  const { counts, state } = item;
  if (state === 'FAILED') return <Failure item={item} mayImport={mayImport} />;
  if (state === 'CANCELLED') return <Notice kind="info" title={cancelledWords(item)} />;
  if (state === 'UNDONE') {
    return (
      <Notice kind="info" title="The rows of this import no longer count.">
        {item.undoneBy ? (
          <>
            They do not since <ImportLink id={item.undoneBy} />. After an undo, a replay brings them back.
          </>
        ) : null}
      </Notice>
    );
  }
  const isRepeat =
    state === 'SUCCEEDED' && counts && counts.accepted > 0 && counts.unchanged === counts.accepted;
  if (item.sameAs || isRepeat) {
    return (
      <Notice kind="info" title="Nothing new: every row was there already, with the same values.">
        {item.sameAs ? (
          <>
            These are the same bytes as those of <ImportLink id={item.sameAs} />, so the file was not read
            again.
          </>
        ) : null}
      </Notice>
    );
  }
  return null;
}

function cancelledWords({ kind, dryRun, startedAt }: Import): string {
  if (dryRun && startedAt) return 'It was only checked and then discarded. Nothing of it was committed.';
  if (kind !== 'load') return 'It was cancelled. Nothing of it was committed.';
  return startedAt
    ? 'The import was cancelled. Nothing of this file was taken in.'
    : 'The upload was cancelled. Nothing of this file was taken in.';
}

function Failure({ item, mayImport }: { item: Import; mayImport: boolean }): ReactNode {
  const { error, dataset, kind } = item;
  return (
    <Notice
      kind="bad"
      title={kind === 'load' ? 'Nothing of this file was taken in' : 'Nothing of it was committed'}
      action={
        mayImport ? (
          <span className="flex flex-wrap gap-2">
            <RedriveImport item={item} />
            {kind === 'load' ? (
              <Button asChild>
                <Link href={paths.upload(dataset)}>Upload again</Link>
              </Button>
            ) : null}
          </span>
        ) : undefined
      }
    >
      {error ? (
        <>
          {error.message} <code className="font-mono text-xs text-muted">{error.code}</code>
        </>
      ) : (
        'The reason is not known. Send it again; if it fails again, tell an admin.'
      )}
    </Notice>
  );
}
