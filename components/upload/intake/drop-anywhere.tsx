'use client';

import { FileDown } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { useMay } from '@/components/auth/session-context';
import { droppedFiles } from '@/components/upload/intake/dropped-files';
import { pastedFiles } from '@/components/upload/intake/pasted-files';
import { takeFiles } from '@/components/upload/intake/take-files';
import { watchDrags } from '@/components/upload/intake/watch-drags';
import { datasetOfPage, hasOwnUseOfFiles } from '@/components/upload/intake/where-files-go';
import { paths } from '@/lib/paths';

const EDITABLE = 'input, textarea, select, [contenteditable="true"], [role="grid"]';

/** Makes every page a place to drop and paste files on, and shows it while files hover over it. */
export function DropAnywhere(): ReactNode {
  const [isOver, setIsOver] = useState(false);
  const mayImport = useMay('import');
  const pathname = usePathname();
  const router = useRouter();
  const isElsewhere = hasOwnUseOfFiles(pathname);

  useEffect(() => {
    if (isElsewhere) return undefined;
    const take = async (gather: Promise<Parameters<typeof takeFiles>[0]>) => {
      const dataset = datasetOfPage(window.location);
      if (pathname !== paths.upload()) router.push(paths.upload(dataset ?? undefined));
      await takeFiles(await gather, dataset);
    };
    const onFailure = () =>
      toast.error('The files could not be read. Choose them with the button on the upload page instead.');
    const onDrop = (transfer: DataTransfer) => {
      if (mayImport) take(droppedFiles(transfer)).catch(onFailure);
      else
        toast.error('Your role does not allow uploads', {
          description: 'Ask an admin to make you an operator.',
        });
    };
    const onPaste = (event: ClipboardEvent) => {
      const isTaken = event.target instanceof Element && event.target.closest(EDITABLE) !== null;
      if (event.defaultPrevented || isTaken || !mayImport || !event.clipboardData) return;
      const hasFiles = event.clipboardData.files.length > 0;
      // Text that is pasted elsewhere is hardly meant as a file.
      if (!hasFiles && pathname !== paths.upload()) return;
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      take(Promise.resolve({ files, unusable: [] })).catch(onFailure);
    };
    window.addEventListener('paste', onPaste);
    const stopWatching = watchDrags({ onOver: setIsOver, onDrop });
    return () => {
      window.removeEventListener('paste', onPaste);
      stopWatching();
    };
  }, [isElsewhere, mayImport, pathname, router]);

  return isOver && mayImport ? <DropCurtain pathname={pathname} /> : null;
}

function DropCurtain({ pathname }: { pathname: string }): ReactNode {
  const dataset = datasetOfPage({ pathname, search: '' });
  return (
    <div
      aria-hidden
      className="animate-overlay pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/90"
    >
      <p className="flex items-center gap-3 px-4 text-xl font-semibold text-accent-strong">
        <FileDown className="size-7 shrink-0" />
        {dataset ? `Drop the files to import them into ${dataset}` : 'Drop files or folders to import them'}
      </p>
    </div>
  );
}
