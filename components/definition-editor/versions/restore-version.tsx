'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { saveDataset } from '@/components/api/datasets';
import type { DatasetVersion } from '@/components/api/definitions';
import { keys } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { paths } from '@/lib/paths';
import { describeConsequences } from '../changes/describe-consequences';
import { summarizeChanges } from '../changes/summarize-changes';
import { conciseDefinition } from '../draft/concise-definition';
import { toDraft } from '../draft/to-draft';
import { ChangeList } from '../saving/change-list';

interface RestoreVersionProps {
  name: string;
  version: DatasetVersion;
  newest: DatasetVersion;
}

/** Makes an old version the newest; what came between stays in the list. */
export function RestoreVersion({ name, version, newest }: RestoreVersionProps): ReactNode {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const queryClient = useQueryClient();
  const before = toDraft(conciseDefinition(newest.definition));
  const after = toDraft(conciseDefinition(version.definition));
  const restore = useMutation({
    mutationFn: () => saveDataset(after, newest.version),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: keys.datasets });
      toast.success(`Version ${saved.version} is as version ${version.version} was`);
      router.push(paths.definitionVersions(name, saved.version));
    },
    onError: (error) => toast.error('The version was not restored', { description: error.message }),
  });
  return (
    <>
      <Button size="sm" pending={restore.isPending} onClick={() => setOpen(true)}>
        <History aria-hidden />
        Restore
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Restore version ${version.version}?`}
        confirmLabel={`Save as version ${newest.version + 1}`}
        onConfirm={() => restore.mutate()}
      >
        <div className="flex flex-col gap-4">
          <p>Against version {newest.version}, which is in force:</p>
          <ChangeList changes={open ? summarizeChanges(before, after) : []} />
          {open
            ? describeConsequences(before, after).map(({ sentence }) => (
                <p key={sentence} className="text-muted">
                  {sentence}
                </p>
              ))
            : null}
        </div>
      </ConfirmDialog>
    </>
  );
}
