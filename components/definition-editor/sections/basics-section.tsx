'use client';

import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { TextControl } from '../controls/text-control';

/** What the dataset is called. */
export function BasicsSection({ isNew }: { isNew: boolean }): ReactNode {
  return (
    <Panel title="What it is">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextControl path={['title']} label="Title" hint="As people call it." />
        <TextControl
          path={['name']}
          label="Name"
          required
          mono
          disabled={!isNew}
          hint={
            isNew
              ? 'In addresses and in the storage: lower-case letters, digits, hyphens. It stays as it is.'
              : 'It stands in addresses and in the storage, so it cannot change.'
          }
        />
        <div className="sm:col-span-2">
          <TextControl path={['description']} label="Description" long />
        </div>
      </div>
    </Panel>
  );
}
