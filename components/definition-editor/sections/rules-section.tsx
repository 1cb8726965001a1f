'use client';

import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { SelectControl } from '../controls/choice-control';
import { freeName, ItemList } from '../controls/item-list';
import { TextControl } from '../controls/text-control';
import { textAt, type JsonPath } from '../draft/json-path';
import { ExpressionControl } from '../expressions/expression-control';
import { FlaggedRows } from '../expressions/flagged-rows';
import { ItemSummary } from './item-summary';

const ROUTES = [
  { value: 'anomalies', label: 'The row waits for review' },
  { value: 'flag', label: 'The row is accepted and marked' },
];

/** Rules that flag rows which are valid and stand out. */
export function RulesSection(): ReactNode {
  return (
    <Panel title="Rules" note="mark rows that are valid and stand out" flush>
      <ItemList
        path={['rules']}
        noun="rule"
        empty="None: no row is marked."
        create={(items) => ({ name: freeName(items, 'rule'), when: '' })}
        summary={(_, item) => (
          <ItemSummary name={textAt(item, ['name'])} note={textAt(item, ['title'])}>
            {textAt(item, ['when'])}
          </ItemSummary>
        )}
        details={(path) => <Details path={path} />}
      />
    </Panel>
  );
}

function Details({ path }: { path: JsonPath }): ReactNode {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextControl path={[...path, 'name']} label="Name" required mono />
        <TextControl path={[...path, 'title']} label="Title" />
        <SelectControl path={[...path, 'route']} label="Then" options={ROUTES} fallback="anomalies" />
      </div>
      <ExpressionControl
        path={[...path, 'when']}
        label="When"
        kind="row"
        placeholder="max_temp_c < min_temp_c"
        result={<FlaggedRows path={path} />}
      />
      <TextControl path={[...path, 'description']} label="Description" />
    </>
  );
}
