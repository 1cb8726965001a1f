import { X } from 'lucide-react';
import clsx from 'clsx';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { intake } from '@/components/upload/intake/take-files';
import { formatBytes, formatCount } from '@/lib/format';

const FEW = 6;
/** A page that lists thousands of names helps nobody; the rest are said as a number. */
const MANY = 300;

interface FileNamesProps {
  groupId: number;
  files: readonly File[];
  /** The one whose rows are previewed. */
  shown: File;
  onShow: (file: File) => void;
}

/** The files of a group: a press previews one, the cross leaves it out. */
export function FileNames({ groupId, files, shown, onShow }: FileNamesProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const listed = files.slice(0, isOpen ? MANY : FEW);
  const more = files.length - listed.length;
  return (
    <ul aria-label="Files" className="flex max-h-56 flex-wrap items-center gap-1.5 overflow-y-auto">
      {listed.map((file, index) => (
        <li
          key={`${file.webkitRelativePath}${file.name}/${index}`}
          className={clsx(
            'flex h-8 max-w-full items-center rounded-md border text-sm',
            file === shown ? 'border-accent bg-accent-soft text-accent-strong' : 'text-muted',
          )}
        >
          <button
            type="button"
            aria-pressed={file === shown}
            title={`${file.webkitRelativePath || file.name}, ${formatBytes(file.size)}`}
            onClick={() => onShow(file)}
            className="h-full min-w-0 truncate rounded-md pl-2.5 hover:text-ink"
          >
            {file.name}
          </button>
          <IconButton
            label={`Leave out ${file.name}`}
            className="size-7.5"
            onClick={() => intake.removeFile(groupId, file)}
          >
            <X />
          </IconButton>
        </li>
      ))}
      {more > 0 ? (
        <li>
          {isOpen ? (
            <span className="px-2 text-sm text-muted">and {formatCount(more)} more</span>
          ) : (
            <Button size="sm" variant="quiet" onClick={() => setIsOpen(true)}>
              {formatCount(more)} more
            </Button>
          )}
        </li>
      ) : null}
    </ul>
  );
}
