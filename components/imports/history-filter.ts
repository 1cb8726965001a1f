/** The filter of the import history, and its form in the address. */
import type { ImportFilter } from '@/components/api/imports';
import { IMPORT_KINDS, IMPORT_STATES, type ImportKind, type ImportState } from '@/lib/lake/import-states';

export interface HistoryFilter {
  dataset: string | null;
  state: ImportState | null;
  kind: ImportKind | null;
  /** Texts in the name of the file, and in who brought it. */
  file: string;
  by: string;
  /** Days as `2026-01-31`, both included. */
  from: string;
  to: string;
  /** Only imports that refused rows. */
  rejects: boolean;
  /** Also dry runs that were closed without a commit. */
  closed: boolean;
}

export const NO_FILTER: HistoryFilter = {
  dataset: null,
  state: null,
  kind: null,
  file: '',
  by: '',
  from: '',
  to: '',
  rejects: false,
  closed: false,
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The filter that an address describes; what cannot be understood is left out. */
export function parseHistoryFilter(search: URLSearchParams): HistoryFilter {
  const text = (name: string) => search.get(name)?.trim() ?? '';
  const day = (name: string) => (DAY.test(text(name)) && isDay(text(name)) ? text(name) : '');
  return {
    dataset: text('dataset') || null,
    state: IMPORT_STATES.find((known) => known === text('state')) ?? null,
    kind: IMPORT_KINDS.find((known) => known === text('kind')) ?? null,
    file: text('file'),
    by: text('by'),
    from: day('from'),
    to: day('to'),
    rejects: text('rejects') === 'true',
    closed: text('closed') === 'true',
  };
}

/** As `paths.imports` takes it: what says nothing is left out. */
export function historyQuery(filter: HistoryFilter): Record<string, string | null> {
  const { rejects, closed, ...texts } = filter;
  return { ...texts, rejects: rejects ? 'true' : null, closed: closed ? 'true' : null };
}

/** What the server is asked. Days are those of the viewer. */
export function importFilterOf(filter: HistoryFilter): ImportFilter {
  const { dataset, state, kind, file, by, from, to, rejects, closed } = filter;
  return {
    dataset: dataset ?? undefined,
    state: state ?? undefined,
    kind: kind ?? undefined,
    fileName: file || undefined,
    createdBy: by || undefined,
    from: from ? startOf(from).toISOString() : undefined,
    to: to ? startOfNext(to).toISOString() : undefined,
    withRejects: rejects || undefined,
    // Who asks for the cancelled ones means those too.
    withoutClosed: closed || state === 'CANCELLED' ? undefined : true,
  };
}

export function isFiltered(filter: HistoryFilter): boolean {
  return JSON.stringify({ ...filter, closed: false }) !== JSON.stringify(NO_FILTER);
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

function startOfNext(day: string): Date {
  const next = startOf(day);
  next.setDate(next.getDate() + 1);
  return next;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time + DAY_MS / 2).toISOString().startsWith(text);
}
