'use client';

import { ChartBarDecreasing } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import type { BrowseState } from '@/components/browse/browse-state';
import { FacetPanel } from '@/components/browse/facet-panel';
import { facetScope } from '@/components/browse/facet-scope';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import { useIsWide } from '@/components/browse/use-is-wide';
import { usualFacets } from '@/components/browse/usual-facets';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';

interface BrowseFacets {
  /** The button that shows and hides them. */
  toggle: ReactNode;
  /** Beside the table, where there is room. */
  aside: ReactNode;
  /** Shows the counts of one more column. */
  count: (column: string) => void;
}

/** Facets beside the table, or in a drawer where that would leave it no room. */
export function useBrowseFacets(
  dataset: Dataset,
  own: readonly LakeColumn[],
  state: BrowseState,
  change: ChangeBrowse,
): BrowseFacets {
  const isWide = useIsWide();
  const [hasDrawer, setHasDrawer] = useState(false);
  const columns = useMemo(() => withLineage(own).filter(({ name }) => name !== '_line'), [own]);
  const usual = useMemo(() => usualFacets(dataset, own, state.zone), [dataset, own, state.zone]);
  const countedOf = ({ facets }: BrowseState) => (facets && facets.length > 0 ? facets : usual);
  const isOpen = isWide ? state.facets !== null : hasDrawer;
  const panel = isOpen ? (
    <FacetPanel
      columns={columns}
      counted={countedOf(state)}
      scope={facetScope(dataset.name, state)}
      onColumnsChange={(facets) => change({ facets: facets.length > 0 ? facets : null }, 'replace')}
      onFilter={(next) => change((latest) => ({ filters: next(latest.filters) }))}
    />
  ) : null;
  const setOpen = (open: boolean) => {
    if (isWide) change({ facets: open ? [] : null }, 'replace');
    else setHasDrawer(open);
  };
  return {
    toggle: (
      <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChartBarDecreasing aria-hidden />
        Facets
      </Button>
    ),
    aside: isWide ? (
      panel && (
        <aside aria-label="Facets" className="relative w-64 shrink-0 border-r">
          <div className="absolute inset-0 overflow-y-auto px-4 py-3">{panel}</div>
        </aside>
      )
    ) : (
      <Dialog
        open={hasDrawer}
        onOpenChange={setHasDrawer}
        title="Facets"
        description="Tick those you want to see."
      >
        {panel}
      </Dialog>
    ),
    count: (column) => {
      if (!isWide) setHasDrawer(true);
      change((latest) => {
        const counted = countedOf(latest);
        return { facets: counted.includes(column) ? counted : [column, ...counted] };
      }, 'replace');
    },
  };
}
