'use client';

import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import type { BrowseState } from '@/components/browse/browse-state';
import { ExportForm } from '@/components/sharing/export-form';
import { ExportList } from '@/components/sharing/export-list';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** Opens the dialogue by which all rows of all pages become a file. */
export function ExportButton({ dataset, state }: { dataset: Dataset; state: BrowseState }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Download aria-hidden />
        Export
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Export ${dataset.title}`}
        description="Close this whenever you like: the export goes on, and you are told when it is ready."
      >
        <ExportForm dataset={dataset} state={state} />
        <section className="mt-5 border-t pt-4">
          <h3 className="mb-1 text-sm font-medium">Your exports of the last day</h3>
          <ExportList />
        </section>
      </Dialog>
    </>
  );
}
