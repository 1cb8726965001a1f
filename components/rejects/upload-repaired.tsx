'use client';

import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, type ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { Button } from '@/components/ui/button';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { paths } from '@/lib/paths';

/** Takes the refused rows back that somebody has repaired in a spreadsheet. */
export function UploadRepaired({ item }: { item: Import }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const take = (files: File[]) => {
    if (files.length === 0) return;
    uploadQueue.add(files, item.dataset, { dryRun: false, parentId: item.id });
    router.push(paths.upload(item.dataset));
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        aria-label="Repaired file"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button size="sm" onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Upload repaired
      </Button>
    </>
  );
}
