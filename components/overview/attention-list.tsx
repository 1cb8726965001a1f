'use client';

import { BellRing, CircleAlert, CircleCheck, ClipboardCheck, Hourglass } from 'lucide-react';
import clsx from 'clsx';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import { ZoneMark } from '@/components/lake/zone-mark';
import type { AttentionItem, AttentionKind } from '@/components/overview/find-attention';
import { useAttention } from '@/components/overview/use-attention';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatQuantity } from '@/lib/format';

/** So many have room while they are loading: nothing below moves when they come. */
const SHOWN_AT_FIRST = 3;
const ROOM = 'min-h-60';

const MARKS: Record<AttentionKind, ReactNode> = {
  alarm: <BellRing aria-hidden className="size-4.5 text-bad" />,
  failed: <CircleAlert aria-hidden className="size-4.5 text-bad" />,
  rejects: <ZoneMark zone="rejects" />,
  checked: <ClipboardCheck aria-hidden className="size-4.5 text-accent" />,
  anomalies: <ZoneMark zone="anomalies" />,
  behind: <Hourglass aria-hidden className="size-4.5 text-muted" />,
};

/** What somebody should look at, each with the place where something can be done about it. */
export function AttentionList(): ReactNode {
  const { items, error, retry } = useAttention();
  const [showsAll, setShowsAll] = useState(false);
  if (!items) {
    if (!error) return <Waiting />;
    return (
      <div className={clsx('p-4', ROOM)}>
        <FailureNotice title="What needs attention is not known" error={error} onRetry={retry} />
      </div>
    );
  }
  if (items.length === 0) {
    return (
      <p className={clsx('flex items-center justify-center gap-2.5 px-4 py-4 text-muted', ROOM)}>
        <CircleCheck aria-hidden className="size-4.5 text-good" />
        Nothing: no alarm rings, no row waits, and in the last 24 hours no import failed.
      </p>
    );
  }
  const shown = showsAll ? items : items.slice(0, SHOWN_AT_FIRST);
  return (
    <div className={clsx('flex flex-col', ROOM)}>
      <ul className="flex-1 divide-y">
        {shown.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      {shown.length < items.length ? (
        <div className="border-t px-4 py-2">
          <Button size="sm" variant="quiet" onClick={() => setShowsAll(true)}>
            Show {formatQuantity(items.length - shown.length, 'more thing')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Waiting(): ReactNode {
  return (
    <div className={clsx('flex flex-col gap-4 p-4', ROOM)}>
      {Array.from({ length: SHOWN_AT_FIRST }, (_, index) => (
        <Skeleton key={index} className="h-10" />
      ))}
    </div>
  );
}

function Item({ item: { kind, title, note, href, since } }: { item: AttentionItem }): ReactNode {
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <span className="flex h-5.5 w-4.5 shrink-0 items-center justify-center">{MARKS[kind]}</span>
      <div className="min-w-0 flex-1">
        <Link prefetch={false} href={href} className="font-medium hover:text-accent hover:underline">
          {title}
        </Link>
        <p className="line-clamp-2 text-sm break-words text-muted">{note}</p>
      </div>
      {since ? (
        <span className="shrink-0 text-sm text-faint">
          <TimeAgo iso={since} />
        </span>
      ) : null}
    </li>
  );
}
