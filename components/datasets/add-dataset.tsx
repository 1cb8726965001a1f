'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { FailureNotice } from '@/components/api/failure-notice';
import { saveDataset, type Dataset, type Preset } from '@/components/api/datasets';
import { keys, presetsQuery } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/paths';

/** Lets an admin add one of the ready-made datasets. */
export function AddDataset({ datasets }: { datasets: readonly Dataset[] }): ReactNode {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: (preset: Preset) => saveDataset(preset.definition),
    onSuccess: async (dataset) => {
      await queryClient.invalidateQueries({ queryKey: keys.datasets });
      toast.success(`${dataset.title} is ready for its first file`);
      setOpen(false);
      router.push(paths.dataset(dataset.name, 'definition'));
    },
  });
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add a dataset
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add a dataset"
        description="A ready-made definition: columns, checks, rules and views."
      >
        <div className="flex flex-col gap-3">
          {add.isError ? <FailureNotice title="The dataset was not added" error={add.error} /> : null}
          <PresetList
            present={new Set(datasets.map(({ name }) => name))}
            adding={add.isPending ? add.variables.name : null}
            onAdd={(preset) => add.mutate(preset)}
          />
        </div>
      </Dialog>
    </>
  );
}

interface PresetListProps {
  present: ReadonlySet<string>;
  adding: string | null;
  onAdd: (preset: Preset) => void;
}

function PresetList({ present, adding, onAdd }: PresetListProps): ReactNode {
  const query = useQuery(presetsQuery());
  if (query.isError) return <FailureNotice title="The list could not be loaded" error={query.error} />;
  if (!query.data) return <Skeleton className="h-48 w-full" />;
  return (
    <ul className="divide-y">
      {query.data.map((preset) => (
        <li key={preset.name} className="flex items-center gap-4 py-3 first:pt-0 last:pb-0">
          <div className="min-w-0 flex-1">
            <p className="font-medium">{preset.title}</p>
            <p className="text-sm text-muted">{preset.description}</p>
          </div>
          {present.has(preset.name) ? (
            <span className="text-sm text-faint">Added</span>
          ) : (
            <Button
              size="sm"
              pending={adding === preset.name}
              disabled={adding !== null}
              aria-label={`Add ${preset.title}`}
              onClick={() => onAdd(preset)}
            >
              Add
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
