'use client';

import type { ReactNode } from 'react';
import { CONTRACT_WORDS } from '@/components/datasets/definition-words';
import { Panel } from '@/components/ui/panel';
import { RETENTION_DAYS } from '@/lib/dataset/retention';
import { formatQuantity } from '@/lib/format';
import { CheckControl, SelectControl } from '../controls/choice-control';
import { draftKey } from '../draft/draft-columns';
import { useDraft, useDraftPlace } from '../draft/use-draft';

const CONTRACTS = Object.entries(CONTRACT_WORDS).map(([value, label]) => ({ value, label }));

const ZONES = [
  { zone: 'bronze', label: 'Files as received' },
  { zone: 'silver', label: 'Accepted rows' },
  { zone: 'anomalies', label: 'Flagged rows' },
  { zone: 'rejects', label: 'Refused rows' },
  { zone: 'gold', label: 'Views' },
] as const;

const PERIODS = [
  { value: 'forever', label: 'for good' },
  ...RETENTION_DAYS.map((days) => ({ value: `${days}d`, label: formatQuantity(days, 'day') })),
];

/** What becomes of rows that do not fit, and how long everything is kept. */
export function KeepingSection(): ReactNode {
  const hasKey = draftKey(useDraft()).length > 0;
  const { value: bronze } = useDraftPlace(['retention', 'bronze']);
  return (
    <Panel title="Contract and keeping">
      <div className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectControl
            path={['contract']}
            label="When a row does not fit"
            options={CONTRACTS}
            fallback="quarantine"
          />
          <div className="self-end">
            <CheckControl
              path={['records']}
              label="Look-up by key"
              hint={
                hasKey ? 'Programs can ask for single rows by their key.' : 'Needs a key to look rows up by.'
              }
            />
          </div>
        </div>
        <fieldset>
          <legend className="mb-2 text-sm font-medium">How long it is kept</legend>
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5">
            {ZONES.map(({ zone, label }) => (
              <SelectControl
                key={zone}
                path={['retention', zone]}
                label={label}
                options={PERIODS}
                fallback="forever"
              />
            ))}
          </div>
          {bronze !== undefined && bronze !== 'forever' ? (
            <p className="mt-2 text-sm text-warn">
              Files that are gone can no longer be replayed, and their refused rows no longer be repaired.
            </p>
          ) : null}
        </fieldset>
      </div>
    </Panel>
  );
}
