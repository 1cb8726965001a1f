import { decodeTime, encodeTime, isValid, TIME_LEN } from 'ulid';
import type { AuditEntry, AuditTrail } from '../../aws/audit-trail';
import { LakeportError } from '../../errors';
import type { Actor } from '../../roles';
import { authorize, EVERY_DATASET } from '../authorize';

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 200;
/** So many entries are read at a time, and so many in all to fill one page: a filter that fits little ends early. */
const READ_AT_A_TIME = 200;
const READ_MAX = 2_000;

/** The month before which no version kept a trail. */
const FIRST_MONTH = '2026-10';

export interface AuditPage {
  items: AuditEntry[];
  /** Null at the beginning of the trail. With a cursor and few items, older ones may still fit. */
  cursor: string | null;
}

export interface AuditRequest {
  /** A part of the actor's name, in any case. */
  actor?: string | undefined;
  /** The beginning of the action: `user.`. */
  action?: string | undefined;
  from?: Date | undefined;
  /** Not included. */
  to?: Date | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What people and programs did, newest first, month by month backwards. */
export async function listAuditEntries(
  deps: { auditTrail: Pick<AuditTrail, 'listMonth'> },
  actor: Actor,
  request: AuditRequest,
  now = new Date(),
): Promise<AuditPage> {
  authorize(actor, 'manage', EVERY_DATASET);
  const limit = Math.min(Math.max(request.limit ?? PAGE_SIZE, 1), PAGE_SIZE_MAX);
  const fits = filterOf(request);
  const from = request.from?.toISOString() ?? '';
  const items: AuditEntry[] = [];
  let beforeId = firstBound(request, now);
  let read = 0;
  for (let month: string | null = monthOf(beforeId); month !== null;) {
    if (read >= READ_MAX) return { items, cursor: beforeId };
    const entries: AuditEntry[] = await deps.auditTrail.listMonth(month, { beforeId, limit: READ_AT_A_TIME });
    for (const entry of entries) {
      if (entry.at < from) return { items, cursor: null };
      if (items.length === limit) return { items, cursor: beforeId };
      beforeId = entry.id;
      if (fits(entry)) items.push(entry);
    }
    read += entries.length;
    // An answer may be short because it would be too large: a month ends with an empty one.
    if (entries.length === 0) month = monthBefore(month, from);
  }
  return { items, cursor: null };
}

function filterOf({ actor, action }: AuditRequest): (entry: AuditEntry) => boolean {
  const name = actor?.trim().toLowerCase() ?? '';
  return (entry) => entry.actor.toLowerCase().includes(name) && entry.action.startsWith(action ?? '');
}

/** Ids begin with their time, so a time is a bound among them. */
function firstBound({ cursor, to }: AuditRequest, now: Date): string {
  if (!cursor) return boundAt(to ?? new Date(now.getTime() + 1000));
  if (isValid(cursor)) return cursor;
  throw new LakeportError('invalid-cursor', 'This is no cursor of the audit trail.', {
    resolution: 'Begin with the first page.',
  });
}

function boundAt(time: Date): string {
  return encodeTime(time.getTime(), TIME_LEN).padEnd(26, '0');
}

function monthOf(id: string): string {
  return new Date(decodeTime(id)).toISOString().slice(0, 7);
}

/** Null when nothing older can be there or is asked for. */
function monthBefore(month: string, from: string): string | null {
  const last = new Date(`${month}-01T00:00:00Z`);
  last.setUTCDate(0);
  const before = last.toISOString().slice(0, 7);
  return before < FIRST_MONTH || before < from.slice(0, 7) ? null : before;
}
