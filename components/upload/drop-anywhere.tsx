'use client';

import { FileDown } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { droppedFiles } from '@/components/upload/dropped-files';

/** Makes the whole page a place to drop files on, and shows it while files hover over it. */
export function DropAnywhere({ onFiles }: { onFiles: (files: File[]) => void }): ReactNode {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    // Leaving one element enters the next: only the balance tells whether the page was left.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      droppedFiles(event.dataTransfer).then(onFiles, () =>
        toast.error('The dropped files could not be read. Choose them with the button instead.'),
      );
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [onFiles]);

  if (!isOver) return null;
  return (
    <div
      aria-hidden
      className="animate-overlay pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/90"
    >
      <p className="flex items-center gap-3 text-xl font-semibold text-accent-strong">
        <FileDown className="size-7" />
        Drop the files to upload them
      </p>
    </div>
  );
}
