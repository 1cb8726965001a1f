'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { Dataset } from '@/components/api/datasets';
import { datasetQuery } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { TimeAgo } from '@/components/ui/time-ago';
import { mergeChanges } from '../changes/merge-changes';
import { summarizeChanges } from '../changes/summarize-changes';
import { conciseDefinition } from '../draft/concise-definition';
import { toDraft } from '../draft/to-draft';
import { useDraftStore } from '../draft/use-draft';
import { ChangeList } from './change-list';

interface ConflictNoticeProps {
  name: string;
  /** What stands there now, with our changes on top, is what is edited from here on. */
  onMerged: (theirs: Dataset) => void;
}

/** Somebody else has saved meanwhile: who, what, and how to go on without losing either's work. */
export function ConflictNotice({ name, onMerged }: ConflictNoticeProps): ReactNode {
  const store = useDraftStore();
  const [isOpen, setOpen] = useState(false);
  const { data: theirs } = useQuery({ ...datasetQuery(name), staleTime: 0 });
  if (!theirs) return null;
  const theirDraft = toDraft(conciseDefinition(theirs.definition));
  const merge = () => {
    const { merged, contested } = mergeChanges(store.getBase(), store.getDraft(), theirDraft);
    store.rebase(theirDraft, merged);
    onMerged(theirs);
    toast.success(`Your changes stand on top of version ${theirs.version}`, {
      description:
        contested.length > 0
          ? `Both of you have changed ${contested.join(', ')}: yours stands there. It is not saved yet.`
          : 'Look them over; they are not saved yet.',
    });
  };
  return (
    <Notice
      kind="warn"
      title={`Version ${theirs.version} was saved meanwhile`}
      action={
        <div className="flex flex-wrap gap-2">
          <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide their changes' : 'See their changes'}
          </Button>
          <Button size="sm" variant="primary" onClick={merge}>
            Put mine on top
          </Button>
        </div>
      }
    >
      <p>
        By {theirs.updatedBy}, <TimeAgo iso={theirs.updatedAt} />. Nothing of yours is lost or saved.
      </p>
      {isOpen ? (
        <div className="mt-2">
          <ChangeList changes={summarizeChanges(store.getBase(), theirDraft)} />
        </div>
      ) : null}
    </Notice>
  );
}
