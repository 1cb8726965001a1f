'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Download } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { datasetVersionsQuery, type DatasetVersion } from '@/components/api/definitions';
import { FailureNotice } from '@/components/api/failure-notice';
import { useMay } from '@/components/auth/session-context';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeAgo } from '@/components/ui/time-ago';
import { paths } from '@/lib/paths';
import { summarizeChanges } from '../changes/summarize-changes';
import { conciseDefinition } from '../draft/concise-definition';
import { toDraft } from '../draft/to-draft';
import { downloadJson } from '../json/download-json';
import { formatJson } from '../json/json-panel';
import { ChangeList } from '../saving/change-list';
import { LineDiff } from './line-diff';
import { RestoreVersion } from './restore-version';
import { VersionList } from './version-list';

interface VersionsPageProps {
  name: string;
  /** The version that is compared with the one before it; null for the newest. */
  chosen: number | null;
}

/** Every version of a definition: who saved it when, what it changed, and the way back to it. */
export function VersionsPage({ name, chosen }: VersionsPageProps): ReactNode {
  const query = useQuery(datasetVersionsQuery(name));
  if (query.isError && !query.data) {
    return (
      <FailureNotice
        title="The versions could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (!query.data) return <Skeleton className="h-[60vh] w-full rounded-lg" />;
  return <Versions name={name} versions={query.data} chosen={chosen} />;
}

interface VersionsProps extends VersionsPageProps {
  versions: readonly DatasetVersion[];
}

function Versions({ name, versions, chosen }: VersionsProps): ReactNode {
  const index = Math.max(
    0,
    versions.findIndex(({ version }) => version === chosen),
  );
  const shown = versions[index];
  return (
    <>
      <Link
        href={paths.dataset(name, 'definition')}
        className="inline-flex w-fit items-center gap-1.5 text-sm text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Definition
      </Link>
      <div className="grid items-start gap-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <VersionList name={name} versions={versions} shown={shown?.version ?? null} />
        {shown ? (
          <VersionChanges
            name={name}
            shown={shown}
            before={versions[index + 1] ?? null}
            newest={versions[0] ?? shown}
          />
        ) : (
          <Panel>
            <p className="text-muted">No version is kept.</p>
          </Panel>
        )}
      </div>
    </>
  );
}

interface VersionChangesProps {
  name: string;
  shown: DatasetVersion;
  before: DatasetVersion | null;
  newest: DatasetVersion;
}

function VersionChanges({ name, shown, before, newest }: VersionChangesProps): ReactNode {
  const mayDefine = useMay('define');
  const after = toDraft(conciseDefinition(shown.definition));
  const earlier = before ? toDraft(conciseDefinition(before.definition)) : null;
  const text = formatJson(after);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Panel
        title={`Version ${shown.version}`}
        note={
          <>
            by {shown.savedBy}, <TimeAgo iso={shown.savedAt} />
          </>
        }
        actions={
          <>
            <Button size="sm" onClick={() => downloadJson(`${name}-v${shown.version}.json`, text)}>
              <Download aria-hidden />
              Download
            </Button>
            {mayDefine && shown.version !== newest.version ? (
              <RestoreVersion name={name} version={shown} newest={newest} />
            ) : null}
          </>
        }
      >
        {before ? (
          <ChangeList changes={summarizeChanges(earlier, after)} />
        ) : (
          <p className="text-muted">The first version: everything in it is new.</p>
        )}
      </Panel>
      <Panel
        title={before ? `Against version ${before.version}` : 'As JSON'}
        note={before ? 'line by line' : null}
        flush
      >
        <LineDiff before={earlier ? formatJson(earlier) : text} after={text} />
      </Panel>
    </div>
  );
}
