import { useSearchParams } from 'next/navigation';
import type { AuditFilter } from '@/components/api/people';
import { paths } from '@/lib/paths';

/** Which entries are shown, as the address has it. */
export interface AuditState {
  actor: string;
  kind: string;
  /** Days of the reader's calendar, `2026-11-20`, both included. */
  from: string;
  to: string;
}

export const AUDIT_KINDS = [
  { value: 'user', label: 'People' },
  { value: 'key', label: 'API keys' },
  { value: 'dataset', label: 'Definitions' },
  { value: 'view', label: 'Views' },
  { value: 'export', label: 'Exports' },
] as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function useAuditState(): [AuditState, (change: Partial<AuditState>) => void] {
  const search = useSearchParams();
  const kind = search.get('kind');
  const dayOf = (name: string) => {
    const day = search.get(name) ?? '';
    return DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : '';
  };
  const state: AuditState = {
    actor: search.get('actor') ?? '',
    kind: AUDIT_KINDS.find(({ value }) => value === kind)?.value ?? '',
    from: dayOf('from'),
    to: dayOf('to'),
  };
  const apply = (change: Partial<AuditState>) => {
    window.history.replaceState(null, '', paths.audit({ ...state, ...change }));
  };
  return [state, apply];
}

/** The same as the API takes it: moments in place of days. */
export function auditFilter({ actor, kind, from, to }: AuditState): AuditFilter {
  return {
    actor: actor.trim() || undefined,
    action: kind ? `${kind}.` : undefined,
    from: from ? startOfDay(from, 0) : undefined,
    to: to ? startOfDay(to, 1) : undefined,
  };
}

/** Midnight in the reader's time zone, so many days later. */
function startOfDay(day: string, daysLater: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
}
