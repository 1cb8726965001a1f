import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { DatasetVersion } from '@/components/api/definitions';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { TimeAgo } from '@/components/ui/time-ago';
import { paths } from '@/lib/paths';

interface VersionListProps {
  name: string;
  versions: readonly DatasetVersion[];
  shown: number | null;
}

/** The versions, newest first; the address says which is looked at. */
export function VersionList({ name, versions, shown }: VersionListProps): ReactNode {
  return (
    <Panel title="Versions" flush className="lg:sticky lg:top-4">
      <ol className="max-h-72 divide-y overflow-y-auto lg:max-h-[calc(100dvh-8rem)]">
        {versions.map(({ version, savedAt, savedBy }, index) => (
          <li key={version}>
            <Link
              href={paths.definitionVersions(name, version)}
              scroll={false}
              prefetch={false}
              aria-current={version === shown ? 'true' : undefined}
              className={clsx(
                'flex flex-col gap-0.5 border-l-2 px-4 py-2.5 -outline-offset-2',
                version === shown ? 'border-accent bg-sunken' : 'border-transparent hover:bg-canvas',
              )}
            >
              <span className="flex items-center gap-2 font-medium">
                Version {version}
                {index === 0 ? <Badge tone="accent">in force</Badge> : null}
              </span>
              <span className="truncate text-sm text-muted">
                {savedBy}, <TimeAgo iso={savedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
