'use client';

import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { fieldTypeSchema } from '@/lib/dataset/field';
import { SelectControl } from '../controls/choice-control';
import { freeName, ItemList } from '../controls/item-list';
import { showAsText, TextControl } from '../controls/text-control';
import { readAt, textAt, type JsonPath } from '../draft/json-path';
import { ExpressionControl } from '../expressions/expression-control';
import { FirstValues } from '../expressions/first-values';
import { ItemSummary } from './item-summary';

const TYPES = fieldTypeSchema.options.map((type) => ({ value: type as string, label: type as string }));

/** Columns that are computed from others. */
export function DeriveSection(): ReactNode {
  return (
    <Panel title="Derived columns" note="computed from the others for each row" flush>
      <ItemList
        path={['derive']}
        noun="derived column"
        empty="None. One could put a temperature into °C, or the day into a column of its own."
        create={(items) => ({ name: freeName(items, 'derived', '_'), type: 'number', as: '' })}
        summary={(_, item) => (
          <ItemSummary name={textAt(item, ['name'])} note={showAsText(readAt(item, ['type']))}>
            {textAt(item, ['as'])}
          </ItemSummary>
        )}
        details={(path, item) => <Details path={path} name={textAt(item, ['name'])} />}
      />
    </Panel>
  );
}

function Details({ path, name }: { path: JsonPath; name: string }): ReactNode {
  const index = path.at(-1);
  return (
    <>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <TextControl path={[...path, 'name']} label="Name" required mono />
        <SelectControl path={[...path, 'type']} label="Type" options={TYPES} fallback="" />
        <TextControl path={[...path, 'title']} label="Title" />
        <TextControl path={[...path, 'unit']} label="Unit" />
      </div>
      <ExpressionControl
        path={[...path, 'as']}
        label="Expression"
        kind="row"
        derivedBefore={typeof index === 'number' ? index : 0}
        placeholder="max_temp / 10.0"
        result={<FirstValues column={name} />}
      />
      <TextControl path={[...path, 'description']} label="Description" />
    </>
  );
}
