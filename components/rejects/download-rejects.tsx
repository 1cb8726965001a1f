'use client';

import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { getRejectsUrl, type RejectsFormat } from '@/components/api/imports';
import { Button } from '@/components/ui/button';

interface DownloadRejectsProps {
  importId: string;
  /** As the file came, to be repaired; or one line a problem, to be read by programs. */
  format: RejectsFormat;
  label: string;
}

/** Fetches a file of the refused rows. */
export function DownloadRejects({ importId, format, label }: DownloadRejectsProps): ReactNode {
  const [pending, setPending] = useState(false);
  const download = async () => {
    setPending(true);
    try {
      const url = await getRejectsUrl(importId, format);
      if (url) window.location.assign(url);
      else toast.info('There is no such file: nothing was refused.');
    } catch (error) {
      toast.error('The file could not be fetched', {
        description: error instanceof Error ? error.message : 'Try again.',
      });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button size="sm" pending={pending} onClick={() => void download()}>
      <Download aria-hidden />
      {label}
    </Button>
  );
}
