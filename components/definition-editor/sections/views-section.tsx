'use client';

import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { freeName, ItemList } from '../controls/item-list';
import { TextControl } from '../controls/text-control';
import { draftColumns } from '../draft/draft-columns';
import { isRecord, listAt, readAt, textAt, type JsonPath } from '../draft/json-path';
import { useDraft, useDraftPlace } from '../draft/use-draft';
import { SmallTable } from '../sample/small-table';
import { useSample } from '../sample/use-sample';
import { ItemSummary } from './item-summary';
import { ViewGroups } from './view-groups';
import { ViewMeasures } from './view-measures';

const SAMPLE_ROWS = 5;

/** Figures by groups of rows, computed anew after each import. */
export function ViewsSection(): ReactNode {
  const columns = draftColumns(useDraft()).filter(({ hidden }) => !hidden);
  return (
    <Panel title="Views" note="figures by groups of rows, computed anew after each import" flush>
      <ItemList
        path={['views']}
        noun="view"
        empty="None. A view gives averages, sums or counts, for instance per day."
        create={(items) => ({
          name: freeName(items, 'view', '_'),
          groupBy: columns.slice(0, 1).map(({ name }) => name),
          measures: { rows: 'count(*)' },
        })}
        summary={(_, item) => (
          <ItemSummary name={textAt(item, ['name'])} note={textAt(item, ['title'])}>
            {describeView(item)}
          </ItemSummary>
        )}
        details={(path, item) => <Details path={path} name={textAt(item, ['name'])} />}
      />
    </Panel>
  );
}

function Details({ path, name }: { path: JsonPath; name: string }): ReactNode {
  const { error } = useDraftPlace(path);
  const { error: groupsError } = useDraftPlace([...path, 'groupBy']);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextControl path={[...path, 'name']} label="Name" required mono />
        <TextControl path={[...path, 'title']} label="Title" />
        <div className="sm:col-span-2">
          <TextControl path={[...path, 'description']} label="Description" />
        </div>
      </div>
      {[error, groupsError].map((text) =>
        text ? (
          <p key={text} role="alert" className="text-sm text-bad">
            {text}
          </p>
        ) : null,
      )}
      <ViewGroups path={[...path, 'groupBy']} />
      <ViewMeasures path={[...path, 'measures']} />
      <FirstRows view={name} />
    </>
  );
}

function FirstRows({ view }: { view: string }): ReactNode {
  const { sample, check } = useSample();
  if (!sample) return <p className="text-sm text-muted">Choose a sample file to see its first rows.</p>;
  const table = check?.preview?.check?.views.find(({ name }) => name === view);
  if (!table) return null;
  return (
    <div className="overflow-hidden rounded-md border bg-surface">
      <SmallTable
        label={`First rows of ${view} over the sample`}
        table={table}
        rows={SAMPLE_ROWS}
        fractionDigits={2}
      />
    </div>
  );
}

function describeView(view: unknown): string {
  const groups = listAt(view, ['groupBy']).map((group) =>
    typeof group === 'string' ? group : textAt(group, ['name']),
  );
  const measures = readAt(view, ['measures']);
  const names = isRecord(measures) ? Object.keys(measures) : [];
  return `${names.join(', ')} by ${groups.join(', ') || 'nothing'}`;
}
