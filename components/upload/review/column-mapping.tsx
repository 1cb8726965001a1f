'use client';

import { ArrowLeft } from 'lucide-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { Dataset } from '@/components/api/datasets';
import { rememberAliases, type UploadPreview } from '@/components/api/preview';
import { keys } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { fieldsByLabel, missingFields } from '@/components/upload/review/mapped-columns';

interface ColumnMappingProps {
  dataset: Dataset;
  preview: UploadPreview;
}

/** Where names of columns differ: which column of the file is which of the dataset. Nothing when all names are known. */
export function ColumnMapping({ dataset, preview }: ColumnMappingProps): ReactNode {
  const match = preview.matches.find((other) => other.dataset === dataset.name);
  const missing = missingFields(dataset, match?.missing ?? []);
  const extra = match?.extra ?? [];
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const queryClient = useQueryClient();
  const remember = useMutation({
    mutationFn: (aliases: Readonly<Record<string, string>>) => rememberAliases(dataset.name, aliases),
    onSuccess: async (_, aliases) => {
      toast.success('Remembered for next time', { description: `${wordsOf(aliases)}, in ${dataset.title}.` });
      // With the new version of the definition the files are looked at anew.
      await queryClient.invalidateQueries({ queryKey: keys.datasets });
    },
    onError: (error) => toast.error('The columns were not remembered', { description: error.message }),
  });
  if (!match || missing.length === 0 || extra.length === 0) return null;
  const labels = labelsOf(match.aliases, chosen);
  const aliases = fieldsByLabel(missing, labels);
  return (
    <section aria-label="Columns that differ" className="flex flex-col gap-3 rounded-lg bg-sunken p-4">
      <div>
        <h3 className="font-medium">Some columns have other names here</h3>
        <p className="text-sm text-muted">
          Say which is which. It is remembered for next time: {dataset.title} will know these names.
        </p>
      </div>
      <ul className="grid gap-2">
        {missing.map(({ name, title, isRequired }) => (
          <li
            key={name}
            className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,14rem)_auto_minmax(0,18rem)_1fr]"
          >
            <label htmlFor={`map-${dataset.name}-${name}`} className="min-w-0 truncate">
              <span className="font-medium">{title}</span>
              {title.toLowerCase() === name.toLowerCase() ? null : (
                <span className="text-faint"> {name}</span>
              )}
            </label>
            <ArrowLeft aria-hidden className="size-4 text-faint max-sm:hidden" />
            <Select
              id={`map-${dataset.name}-${name}`}
              value={labels[name] ?? ''}
              options={[
                { value: '', label: isRequired ? 'Choose a column of the file' : 'Not in this file' },
                ...extra.map((label) => ({ value: label, label })),
              ]}
              onValueChange={(label) => setChosen({ ...chosen, [name]: label })}
            />
            {isRequired && !labels[name] ? <span className="text-sm text-warn">needed</span> : null}
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant={preview.error ? 'primary' : 'secondary'}
          disabled={Object.keys(aliases).length === 0}
          pending={remember.isPending}
          onClick={() => remember.mutate(aliases)}
        >
          Use these columns and check again
        </Button>
      </div>
    </section>
  );
}

/** The file's column for each field: the suggested ones, and over them what the user has chosen. */
function labelsOf(
  suggested: Readonly<Record<string, string>>,
  chosen: Readonly<Record<string, string>>,
): Record<string, string> {
  const proposals = Object.entries(suggested).map(([label, field]): [string, string] => [field, label]);
  return { ...Object.fromEntries(proposals), ...chosen };
}

function wordsOf(aliases: Readonly<Record<string, string>>): string {
  return Object.entries(aliases)
    .map(([label, field]) => `«${label}» is ${field}`)
    .join(', ');
}
