'use client';

import { FileSearch } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SampleCheck } from '@/components/api/file-preview';
import { ZoneMark } from '@/components/lake/zone-mark';
import { RejectTable } from '@/components/rejects/reject-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { formatCount } from '@/lib/format';
import { SmallTable } from './small-table';
import { useSample } from './use-sample';

const ROWS_SHOWN = 20;

type Zone = 'accepted' | 'anomalies' | 'rejects';

/** What importing the sample would make of its rows. Nothing of it is kept. */
export function DryRunSection(): ReactNode {
  const { sample, check, isChecking } = useSample();
  const outcome = check?.preview?.check;
  return (
    <Panel
      title="Dry run"
      note={isChecking ? 'Checking…' : 'what an import of the sample would give; nothing is kept'}
      flush
    >
      {outcome ? (
        <Outcome check={outcome} />
      ) : (
        <EmptyState icon={FileSearch} title={sample ? 'There is no result' : 'There is no sample'}>
          {sample
            ? 'Once the definition is in order and fits the file, its rows are shown here.'
            : 'Choose a sample file to see which rows are accepted, flagged and refused.'}
        </EmptyState>
      )}
    </Panel>
  );
}

function Outcome({ check }: { check: SampleCheck }): ReactNode {
  const [chosen, setChosen] = useState<Zone | null>(null);
  const { counts, accepted, anomalies, rejects } = check;
  const zone = chosen ?? (counts.rejected > 0 ? 'rejects' : 'accepted');
  const total = { accepted: counts.accepted, anomalies: counts.anomalous, rejects: counts.rejected }[zone];
  const label = (text: string, tint: 'silver' | 'anomalies' | 'rejects', count: number) => (
    <>
      <ZoneMark zone={tint} />
      {text} <span className="tabular-nums">{formatCount(count)}</span>
    </>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 border-b px-4 py-3">
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label="Rows of the sample"
            value={zone}
            options={[
              { value: 'accepted', label: label('Accepted', 'silver', counts.accepted) },
              { value: 'anomalies', label: label('Flagged', 'anomalies', counts.anomalous) },
              { value: 'rejects', label: label('Refused', 'rejects', counts.rejected) },
            ]}
            onValueChange={setChosen}
          />
        </div>
        {total > ROWS_SHOWN ? (
          <span className="text-sm text-faint">the first {ROWS_SHOWN} are shown</span>
        ) : null}
      </div>
      {total === 0 ? (
        <p className="px-4 py-6 text-center text-muted">
          {zone === 'accepted'
            ? 'No row is accepted.'
            : zone === 'rejects'
              ? 'No row is refused.'
              : 'No row is flagged.'}
        </p>
      ) : zone === 'rejects' ? (
        <RejectTable rejects={rejects.slice(0, ROWS_SHOWN)} expectedRows={0} />
      ) : (
        <SmallTable
          label={zone === 'accepted' ? 'Accepted rows' : 'Flagged rows'}
          table={zone === 'accepted' ? accepted : anomalies}
          rows={ROWS_SHOWN}
        />
      )}
    </>
  );
}
