/** Every address of the portal. Filters, sort and pages live in the address, so that a view can be shared. */

export const DATASET_TABS = ['browse', 'sql', 'review', 'views', 'definition', 'imports'] as const;
export type DatasetTab = (typeof DATASET_TABS)[number];

type Query = Record<string, string | number | null | undefined>;

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

export const paths = {
  overview: '/',
  datasets: '/datasets',
  dataset(name: string, tab: DatasetTab = 'browse'): string {
    const base = `/datasets/${encodeURIComponent(name)}`;
    return tab === 'browse' ? base : `${base}/${tab}`;
  },
  /** A new dataset from a sample file. */
  newDataset: '/datasets/new',
  editDefinition(name: string): string {
    return `${paths.dataset(name, 'definition')}/edit`;
  },
  /** The versions of a definition, `version` compared with the one before it. */
  definitionVersions(name: string, version?: number): string {
    return withQuery(`${paths.dataset(name, 'definition')}/versions`, { version });
  },
  view(name: string, view: string): string {
    return withQuery(paths.dataset(name, 'views'), { view });
  },
  /** The rows as a saved view shows them; `query` is that of its address. */
  savedView(name: string, query: string): string {
    return query === '' ? paths.dataset(name) : `${paths.dataset(name)}?${query}`;
  },
  imports(filter: Query = {}): string {
    return withQuery('/imports', filter);
  },
  import(id: string): string {
    return `/imports/${encodeURIComponent(id)}`;
  },
  upload(dataset?: string): string {
    return withQuery('/upload', { dataset });
  },
  monitoring(range?: string): string {
    return withQuery('/monitoring', { range });
  },
  /** The rows that an import has brought and that still count. */
  importRows(dataset: string, importId: string): string {
    return withQuery(paths.dataset(dataset), { _import: importId });
  },
  /** The flagged rows that wait for a decision, all or those of an import. */
  review(dataset: string, importId?: string): string {
    return withQuery(paths.dataset(dataset, 'review'), { _import: importId });
  },
  /** The refused rows of an import as cells that can be changed. */
  repair(importId: string): string {
    return withQuery(paths.import(importId), { as: 'grid' });
  },
  people(filter: { q?: string | null; role?: string | null; page?: number | null } = {}): string {
    return withQuery('/people', filter);
  },
  apiKeys: '/people/keys',
  audit(
    filter: { actor?: string | null; kind?: string | null; from?: string | null; to?: string | null } = {},
  ) {
    return withQuery('/people/audit', filter);
  },
  account: '/account',
  setup: '/setup',
  signIn(next?: string): string {
    return withQuery('/sign-in', { next: next === '/' ? undefined : next });
  },
  health: '/api/health',
} as const;

/**
 * Where to go after signing in: the wanted address when it is one of ours, else the overview. Anything that a
 * browser could take for another origin (`//host`, `/\host`, a scheme) is not.
 */
export function safeNext(next: string | null | undefined): string {
  if (!next || !next.startsWith('/') || /^\/[/\\]/.test(next) || /[\u0000-\u001f]/.test(next)) {
    return paths.overview;
  }
  return next.startsWith('/sign-in') ? paths.overview : next;
}
