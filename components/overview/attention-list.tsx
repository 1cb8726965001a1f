import { BellRing, CircleAlert, CircleCheck, ClipboardCheck, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import type { Alarm } from '@/components/api/monitoring';
import { bringsRows, importTitle } from '@/components/import-actions/import-words';
import { ZoneMark } from '@/components/lake/zone-mark';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatQuantity } from '@/lib/format';
import { paths } from '@/lib/paths';

const ITEMS_MAX = 6;
const RECENT_MS = 24 * 60 * 60 * 1000;

/** What is older has been seen, or is found in the history. */
function isRecent({ createdAt }: Import): boolean {
  return Date.now() - Date.parse(createdAt) < RECENT_MS;
}

interface AttentionListProps {
  alarms: readonly Alarm[] | undefined;
  failed: readonly Import[] | undefined;
  recent: readonly Import[] | undefined;
}

/** What somebody should look at: alarms that ring, imports that failed, files with refused rows or a dry run. */
export function AttentionList({ alarms, failed, recent }: AttentionListProps): ReactNode {
  if (!alarms || !failed || !recent) return <Skeleton className="m-4 h-24" />;
  const items = [
    ...alarms
      .filter(({ state }) => state === 'ALARM')
      .map((alarm) => <AlarmItem key={alarm.name} alarm={alarm} />),
    ...failed.filter(isRecent).map((item) => <FailedItem key={item.id} item={item} />),
    ...recent
      .filter(({ state }) => state === 'CHECKED')
      .map((item) => <CheckedItem key={item.id} item={item} />),
    ...recent
      .filter(isRecent)
      .filter(bringsRows)
      .filter(({ state, counts }) => state === 'SUCCEEDED' && counts !== null && counts.rejected > 0)
      .map((item) => <RejectedItem key={item.id} item={item} />),
  ];
  if (items.length === 0) {
    return (
      <p className="flex items-center gap-2.5 px-4 py-4 text-muted">
        <CircleCheck aria-hidden className="size-4.5 text-good" />
        Nothing needs attention: no alarm rings, no import failed and no row was refused in the last 24 hours.
      </p>
    );
  }
  return <ul className="divide-y">{items.slice(0, ITEMS_MAX)}</ul>;
}

interface AttentionItemProps {
  mark: ReactNode;
  href: string;
  title: string;
  children: ReactNode;
  since: string | null | undefined;
}

function AttentionItem({ mark, href, title, children, since }: AttentionItemProps): ReactNode {
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <span className="flex h-5.5 w-4.5 shrink-0 items-center justify-center">{mark}</span>
      <div className="min-w-0 flex-1">
        <Link prefetch={false} href={href} className="font-medium hover:text-accent hover:underline">
          {title}
        </Link>
        <p className="line-clamp-2 text-sm break-words text-muted">{children}</p>
      </div>
      {since ? (
        <span className="shrink-0 text-sm text-faint">
          <TimeAgo iso={since} />
        </span>
      ) : null}
    </li>
  );
}

function BadMark({ icon: Icon }: { icon: LucideIcon }): ReactNode {
  return <Icon aria-hidden className="size-4.5 text-bad" />;
}

function AlarmItem({ alarm }: { alarm: Alarm }): ReactNode {
  return (
    <AttentionItem
      mark={<BadMark icon={BellRing} />}
      href={paths.monitoring()}
      title={`Alarm: ${alarm.title}`}
      since={alarm.since}
    >
      {alarm.description ?? alarm.reason}
    </AttentionItem>
  );
}

function FailedItem({ item }: { item: Import }): ReactNode {
  return (
    <AttentionItem
      mark={<BadMark icon={CircleAlert} />}
      href={paths.import(item.id)}
      title={`${importTitle(item)} failed`}
      since={item.createdAt}
    >
      {item.error?.message ?? 'The reason is not known.'}
    </AttentionItem>
  );
}

function CheckedItem({ item }: { item: Import }): ReactNode {
  return (
    <AttentionItem
      mark={<ClipboardCheck aria-hidden className="size-4.5 text-accent" />}
      href={paths.import(item.id)}
      title={`${importTitle(item)} is checked and waits for a decision`}
      since={item.createdAt}
    >
      {item.dataset}
    </AttentionItem>
  );
}

function RejectedItem({ item }: { item: Import }): ReactNode {
  return (
    <AttentionItem
      mark={<ZoneMark zone="rejects" />}
      href={paths.import(item.id)}
      title={`${formatQuantity(item.counts?.rejected ?? 0, 'row')} of ${item.fileName} refused`}
      since={item.createdAt}
    >
      {item.dataset}
    </AttentionItem>
  );
}
