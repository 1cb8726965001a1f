'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Preset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { datasetsQuery, presetsQuery } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { conciseDefinition } from '../draft/concise-definition';
import { toDraft } from '../draft/to-draft';

/** The ready-made definitions, as something to begin with. */
export function PresetList({ onChoose }: { onChoose: (definition: unknown) => void }): ReactNode {
  const presets = useQuery(presetsQuery());
  const { data: datasets } = useQuery(datasetsQuery());
  if (presets.isError) {
    return (
      <FailureNotice
        title="The list could not be loaded"
        error={presets.error}
        onRetry={() => void presets.refetch()}
      />
    );
  }
  if (!presets.data) return <Skeleton className="h-48 w-full" />;
  const names = new Set(datasets?.map(({ name }) => name));
  return (
    <ul className="divide-y">
      {presets.data.map((preset) => (
        <PresetItem key={preset.name} preset={preset} isTaken={names.has(preset.name)} onChoose={onChoose} />
      ))}
    </ul>
  );
}

interface PresetItemProps {
  preset: Preset;
  isTaken: boolean;
  onChoose: (definition: unknown) => void;
}

function PresetItem({ preset, isTaken, onChoose }: PresetItemProps): ReactNode {
  const choose = () => {
    const definition = toDraft(conciseDefinition(preset.definition));
    // Where the lake has it already, a copy of it needs a name of its own.
    onChoose(isTaken ? { ...definition, name: `${preset.name}-2`, title: `${preset.title} 2` } : definition);
  };
  return (
    <li className="flex items-center gap-4 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{preset.title}</p>
        <p className="text-sm text-muted">{preset.description}</p>
      </div>
      <Button
        size="sm"
        aria-label={`${isTaken ? 'Begin with a copy of' : 'Begin with'} ${preset.title}`}
        onClick={choose}
      >
        {isTaken ? 'Copy' : 'Use'}
      </Button>
    </li>
  );
}
