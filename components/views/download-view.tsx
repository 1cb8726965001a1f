'use client';

import { Download, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { ApiError } from '@/components/api/api-error';
import { readWholeView, type WholeViewRequest } from '@/components/api/whole-view';
import { csvLine } from '@/components/download/csv-text';
import { fileName, saveCsv } from '@/components/download/save-file';
import { Button } from '@/components/ui/button';
import { formatShare } from '@/lib/format';

interface Progress {
  rows: number;
  total: number;
}

/** All rows that the table goes through, in its order, as a CSV file. Clicked again, it stops. */
export function DownloadView({ request, title }: { request: WholeViewRequest; title: string }): ReactNode {
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const download = async (controller: AbortController) => {
    const lines: string[] = [];
    let rowCount = 0;
    await readWholeView(request, controller.signal, (rows, first) => {
      if (lines.length === 0) lines.push(csvLine(first.columns.map(({ name }) => name)));
      for (const row of rows) lines.push(csvLine(row));
      rowCount += rows.length;
      setProgress({ rows: rowCount, total: first.total ?? rowCount });
    });
    controller.signal.throwIfAborted();
    saveCsv(fileName([request.dataset, request.view], 'csv'), lines);
  };
  const start = () => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ rows: 0, total: 0 });
    download(controller)
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        const words = error instanceof ApiError ? error.message : 'Reload the page and try again.';
        toast.error('The rows could not be downloaded', { description: words });
      })
      .finally(() => {
        if (running.current === controller) setProgress(null);
      });
  };
  const stop = () => {
    running.current?.abort();
    running.current = null;
    setProgress(null);
  };
  return progress ? (
    <Button size="sm" onClick={stop} aria-label={`Stop the download of ${title}`}>
      <X aria-hidden />
      <span className="tabular-nums">
        {progress.total > 0 ? formatShare(progress.rows, progress.total) : 'Asking'}
      </span>
    </Button>
  ) : (
    <Button size="sm" onClick={start}>
      <Download aria-hidden />
      CSV
    </Button>
  );
}
