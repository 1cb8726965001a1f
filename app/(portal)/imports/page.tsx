import type { Metadata } from 'next';
import { ImportsPage } from '@/components/imports/imports-page';
import { IMPORT_KINDS, IMPORT_STATES } from '@/lib/lake/import-states';

export const metadata: Metadata = { title: 'Imports' };

interface ImportsRouteProps {
  searchParams: Promise<{ dataset?: string | string[]; state?: string | string[]; kind?: string | string[] }>;
}

export default async function ImportsRoute({ searchParams }: ImportsRouteProps) {
  const { dataset, state, kind } = await searchParams;
  return (
    <ImportsPage
      filter={{
        dataset: typeof dataset === 'string' ? dataset : undefined,
        state: IMPORT_STATES.find((known) => known === state),
        kind: IMPORT_KINDS.find((known) => known === kind),
      }}
    />
  );
}
