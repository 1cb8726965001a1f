'use client';

import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { csvText } from '@/components/download/csv-text';
import { fileName, saveCsv } from '@/components/download/save-file';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { LakeColumn } from '@/lib/lake/columns';

interface ResultActionsProps {
  name: string;
  columns: readonly LakeColumn[];
  rows: readonly (readonly unknown[])[];
}

/** The result as CSV: in a file, or on the clipboard. */
export function ResultActions({ name, columns, rows }: ResultActionsProps): ReactNode {
  const text = csvText(
    columns.map((column) => column.name),
    rows,
  );
  return (
    <>
      <CopyButton text={text} label="Copy the result as CSV" />
      <Button size="sm" onClick={() => saveCsv(fileName([name, 'query'], 'csv'), [text])}>
        <Download aria-hidden />
        CSV
      </Button>
    </>
  );
}
