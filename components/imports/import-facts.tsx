import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { KIND_WORDS } from '@/components/import-actions/import-words';
import { SOURCE_WORDS } from '@/components/imports/source-words';
import { CopyButton } from '@/components/ui/copy-button';
import { formatBytes, formatCount, formatDateTime, formatDuration, formatQuantity } from '@/lib/format';
import { paths } from '@/lib/paths';

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 border-b px-4 py-1.5 last:border-b-0">
      <dt className="shrink-0 text-sm text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1 text-right text-sm break-words">{children}</dd>
    </div>
  );
}

/** What can be copied is shown short and copied in full. */
function Fingerprint({ text, name }: { text: string; name: string }): ReactNode {
  return (
    <>
      <code title={text} className="truncate font-mono text-xs">
        {text.length > 30 ? `${text.slice(0, 12)}…${text.slice(-6)}` : text}
      </code>
      <CopyButton text={text} label={`Copy the ${name}`} />
    </>
  );
}

/** Who brought what, when, and under which definition. */
export function ImportFacts({ item }: { item: Import }): ReactNode {
  const { counts } = item;
  return (
    <dl>
      <Fact name="Dataset">
        <Link href={paths.dataset(item.dataset)} className="text-accent hover:underline">
          {item.dataset}
        </Link>
      </Fact>
      <Fact name="Definition">
        <Link href={paths.dataset(item.dataset, 'definition')} className="text-accent hover:underline">
          Version {item.definitionVersion}
        </Link>
      </Fact>
      {item.kind === 'load' ? null : <Fact name="Kind">{KIND_WORDS[item.kind]}</Fact>}
      {item.note ? <Fact name="Note">{item.note}</Fact> : null}
      <Fact name="By">{item.createdBy}</Fact>
      <Fact name="Came in by">{SOURCE_WORDS[item.source]}</Fact>
      <Fact name="Created">{formatDateTime(item.createdAt)}</Fact>
      <Fact name="Started">{formatDateTime(item.startedAt)}</Fact>
      <Fact name="Finished">{formatDateTime(item.finishedAt)}</Fact>
      <Fact name="Duration">
        {formatDuration(counts?.seconds)}
        {counts && counts.rowsPerSecond > 0 ? (
          <span className="text-faint"> · {formatCount(counts.rowsPerSecond)} rows/s</span>
        ) : null}
      </Fact>
      {item.attempts > 1 ? <Fact name="Attempts">{formatQuantity(item.attempts, 'time')}</Fact> : null}
      {item.kind === 'undo' ? null : <Fact name="Size">{formatBytes(item.sizeBytes)}</Fact>}
      {item.kind === 'undo' ? null : (
        <Fact name="SHA-256">{item.sha256 ? <Fingerprint text={item.sha256} name="SHA-256" /> : '–'}</Fact>
      )}
      <Fact name="Commit">{item.sequence === null ? '–' : `No. ${formatCount(item.sequence)}`}</Fact>
      <Fact name="Import">
        <Fingerprint text={item.id} name="import’s id" />
      </Fact>
    </dl>
  );
}
