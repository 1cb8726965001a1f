'use client';

import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { IconButton } from '@/components/ui/icon-button';
import { Notice } from '@/components/ui/notice';
import type { UnusableFile } from '@/components/upload/intake/dropped-files';
import { intake, useIntake } from '@/components/upload/intake/take-files';
import { GroupCard } from '@/components/upload/review/group-card';
import { ReviewBar } from '@/components/upload/review/review-bar';
import { useGroupPreviews } from '@/components/upload/review/use-group-previews';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { formatCount, formatQuantity } from '@/lib/format';

interface UploadReviewProps {
  /** Undefined while they are loading. */
  datasets: readonly Dataset[] | undefined;
  /** Called when files have left for the queue, so that the focus can follow them. */
  onSent: () => void;
}

/** The files that wait to be sent, in groups that look alike: what they are, where they go, what is wrong with them. */
export function UploadReview({ datasets, onSent }: UploadReviewProps): ReactNode {
  const { groups, unusable, reading } = useIntake();
  const previews = useGroupPreviews(groups, datasets);
  useEffect(() => leaveOutSent(), []);
  const [isDryRun, setIsDryRun] = useState(false);
  const send = () => {
    for (const { group, dataset } of previews) {
      if (dataset === null) continue;
      uploadQueue.add(group.files, dataset, { dryRun: isDryRun, parentId: null });
      intake.removeGroup(group.id);
    }
    onSent();
  };
  return (
    <>
      {reading > 0 ? (
        <p role="status" className="text-muted tabular-nums">
          Looking at {formatQuantity(reading, 'file')}…
        </p>
      ) : null}
      {unusable.length > 0 ? <UnusableFiles files={unusable} /> : null}
      {previews.map((preview) => (
        <GroupCard key={preview.group.id} datasets={datasets ?? []} {...preview} />
      ))}
      {previews.length > 0 ? (
        <ReviewBar
          previews={previews}
          datasets={datasets ?? []}
          isDryRun={isDryRun}
          onDryRunChange={setIsDryRun}
          onSend={send}
        />
      ) : null}
    </>
  );
}

/** Files that another page has sent meanwhile, as the one that made a dataset of them does. */
function leaveOutSent(): void {
  for (const { id, files } of intake.getSnapshot().groups) {
    for (const file of files) if (uploadQueue.has(file)) intake.removeFile(id, file);
  }
}

const NAMES_MAX = 8;

function UnusableFiles({ files }: { files: readonly UnusableFile[] }): ReactNode {
  return (
    <Notice
      kind="warn"
      title={`${formatQuantity(files.length, 'file')} cannot be uploaded`}
      action={
        <IconButton label="Dismiss" onClick={() => intake.dismissUnusable()}>
          <X />
        </IconButton>
      }
    >
      <ul>
        {files.slice(0, NAMES_MAX).map(({ name, reason }, index) => (
          <li key={index}>
            <span className="font-medium">{name}</span>: {reason}
          </li>
        ))}
      </ul>
      {files.length > NAMES_MAX ? <p>And {formatCount(files.length - NAMES_MAX)} more.</p> : null}
    </Notice>
  );
}
