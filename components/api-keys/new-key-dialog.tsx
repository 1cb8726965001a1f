'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { restAddressQuery, type NewApiKey } from '@/components/api/api-keys';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';

/** Shows a key, for the one time that it can be seen. */
export function NewKeyDialog({ created, onClose }: { created: NewApiKey; onClose: () => void }): ReactNode {
  const address = useQuery(restAddressQuery());
  const [dataset] = created.apiKey.datasets ?? [];
  const path = dataset ? `/v1/datasets/${dataset}` : '/v1/datasets';
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`The key of “${created.apiKey.title}”`}
      actions={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Notice kind="warn" title="Copy it now: it is not shown again">
          Lakeport keeps a hash of it only. Keep it where your program’s other secrets are.
        </Notice>
        <Copyable label="API key" text={created.key} />
        {address.data ? (
          <Copyable label="Try it" text={`curl -H 'x-api-key: ${created.key}' ${address.data}${path}`} />
        ) : null}
      </div>
    </Dialog>
  );
}

function Copyable({ label, text }: { label: string; text: string }): ReactNode {
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-sm font-medium">{label}</span>
      <span className="flex items-start gap-2 rounded-md border bg-canvas py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 py-1 text-sm break-all" aria-label={label}>
          {text}
        </code>
        <CopyButton text={text} label={`Copy: ${label}`} />
      </span>
    </div>
  );
}
