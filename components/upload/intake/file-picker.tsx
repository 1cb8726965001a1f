'use client';

import clsx from 'clsx';
import { FilePlus2, FolderOpen } from 'lucide-react';
import { useRef, type ChangeEvent, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { GatheredFiles } from '@/components/upload/intake/dropped-files';
import { canPickHandles, pickFiles } from '@/components/upload/intake/file-system-access';
import { Button } from '@/components/ui/button';

interface FilePickerProps {
  onFiles: (gathered: GatheredFiles) => void;
  /** There are files on the page already: the picker steps back. */
  compact: boolean;
}

/** The way in for those who do not drag: files, a folder, or the clipboard. */
export function FilePicker({ onFiles, compact }: FilePickerProps): ReactNode {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles({ files: [...(event.target.files ?? [])], unusable: [] });
    // The same file can be chosen again, after a failure for instance.
    event.target.value = '';
  };
  const choose = () => {
    if (!canPickHandles()) {
      files.current?.click();
      return;
    }
    pickFiles().then(
      (picked) => onFiles({ files: picked, unusable: [] }),
      () => toast.error('A file could not be opened. It may be gone, or you may not be allowed to read it.'),
    );
  };
  return (
    <div
      className={clsx(
        'flex items-center gap-x-4 gap-y-3 rounded-lg border-2 border-dashed border-line-strong bg-canvas',
        compact ? 'flex-wrap px-4 py-3' : 'flex-col px-6 py-9 text-center',
      )}
    >
      {compact ? null : <FilePlus2 aria-hidden strokeWidth={1.5} className="size-8 text-faint" />}
      <div className={compact ? 'mr-auto' : undefined}>
        <p className="font-medium">Drop files or folders {compact ? '' : 'anywhere '}on this page</p>
        <p className={clsx('text-sm text-faint', compact && 'max-sm:hidden')}>
          Or paste them, or rows copied from a spreadsheet. Delimited text, JSON and Parquet, also gzipped, up
          to 5 TB each.
        </p>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        aria-label="Files to upload"
        className="sr-only"
        tabIndex={-1}
        onChange={take}
      />
      <input
        ref={(input) => {
          folder.current = input;
          // React does not know the attribute.
          if (input) input.webkitdirectory = true;
        }}
        type="file"
        multiple
        aria-label="Folder to upload"
        className="sr-only"
        tabIndex={-1}
        onChange={take}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant={compact ? 'secondary' : 'primary'} onClick={choose}>
          <FilePlus2 aria-hidden />
          Choose files
        </Button>
        <Button onClick={() => folder.current?.click()}>
          <FolderOpen aria-hidden />
          Choose a folder
        </Button>
      </div>
    </div>
  );
}
