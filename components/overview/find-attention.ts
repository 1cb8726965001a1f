/** What somebody should look at, the most urgent first. */
import type { Dataset } from '@/components/api/datasets';
import type { Import } from '@/components/api/imports';
import type { Alarm } from '@/components/api/monitoring';
import { importTitle } from '@/components/import-actions/import-words';
import { formatQuantity } from '@/lib/format';
import { paths } from '@/lib/paths';

/** In the order of urgency. */
const ATTENTION_KINDS = ['alarm', 'failed', 'rejects', 'checked', 'anomalies', 'behind'] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

export interface AttentionItem {
  id: string;
  kind: AttentionKind;
  title: string;
  note: string;
  href: string;
  since: string | null;
}

export interface WatchedState {
  alarms: readonly Alarm[];
  datasets: readonly Dataset[];
  /** Imports of the last day. */
  failed: readonly Import[];
  refused: readonly Import[];
  /** Imports that follow others: repaired rows, replays, undos. */
  followers: readonly Import[];
  /** Dry runs that wait, however old they are. */
  checked: readonly Import[];
}

export function findAttention(state: WatchedState): AttentionItem[] {
  const items = [
    ...state.alarms.filter((alarm) => alarm.state === 'ALARM').map(alarmItem),
    ...state.failed.map(failedItem),
    ...state.refused.filter((item) => isOpen(item, state.followers)).map(refusedItem),
    ...state.checked.map(checkedItem),
    ...state.datasets.flatMap(datasetItems),
  ];
  const rank = ({ kind }: AttentionItem) => ATTENTION_KINDS.indexOf(kind);
  return items.sort((one, other) => rank(one) - rank(other));
}

/** Whether its refused rows still wait: once repaired ones have come after them, or it is undone, they do not. */
function isOpen({ id, state }: Import, followers: readonly Import[]): boolean {
  return (
    state === 'SUCCEEDED' && !followers.some((other) => other.parentId === id && other.state === 'SUCCEEDED')
  );
}

function alarmItem({ name, title, description, reason, since }: Alarm): AttentionItem {
  return {
    id: `alarm ${name}`,
    kind: 'alarm',
    title: `Alarm: ${title}`,
    note: description ?? reason ?? '',
    href: paths.monitoring(),
    since: since ?? null,
  };
}

function failedItem(item: Import): AttentionItem {
  return {
    id: item.id,
    kind: 'failed',
    title: `${importTitle(item)} failed`,
    note: item.error?.message ?? 'The reason is not known.',
    href: paths.import(item.id),
    since: item.createdAt,
  };
}

function refusedItem(item: Import): AttentionItem {
  return {
    id: item.id,
    kind: 'rejects',
    title: `${formatQuantity(item.counts?.rejected ?? 0, 'row')} of ${item.fileName} refused`,
    note: `${item.dataset}: repair them, or leave them out`,
    href: paths.import(item.id),
    since: item.createdAt,
  };
}

function checkedItem(item: Import): AttentionItem {
  return {
    id: item.id,
    kind: 'checked',
    title: `${importTitle(item)} is checked and waits for a decision`,
    note: item.dataset,
    href: paths.import(item.id),
    since: item.createdAt,
  };
}

function datasetItems({ name, title, anomalies, recordsBehind }: Dataset): AttentionItem[] {
  const items: AttentionItem[] = [];
  if (anomalies) {
    items.push({
      id: `anomalies ${name}`,
      kind: 'anomalies',
      title: `${formatQuantity(anomalies, 'flagged row')} of ${title} ${anomalies === 1 ? 'waits' : 'wait'} for review`,
      note: 'Release or dismiss them',
      href: paths.review(name),
      since: null,
    });
  }
  if (recordsBehind) {
    items.push({
      id: `behind ${name}`,
      kind: 'behind',
      title: `Look-up by key of ${title} is ${formatQuantity(recordsBehind, 'row')} behind`,
      note: 'It catches up by itself.',
      href: paths.dataset(name),
      since: null,
    });
  }
  return items;
}
