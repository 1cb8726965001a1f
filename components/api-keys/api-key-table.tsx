'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { API_KEYS_KEY, revokeApiKey, type ApiKey } from '@/components/api/api-keys';
import { toApiError } from '@/components/api/api-error';
import { ACT_WORDS, datasetsWords, endWords, keyState } from '@/components/api-keys/key-words';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';

const EXPECTED_ROWS = 3;

/** Keys as rows, each with the way to close it. `keys` is undefined while they are loading. */
export function ApiKeyTable({ keys }: { keys: readonly ApiKey[] | undefined }): ReactNode {
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => revokeApiKey(key.id),
    onSuccess: ({ title }) =>
      toast.success(`“${title}” is revoked`, { description: 'It opens nothing any more.' }),
    onError: (error) => toast.error('The key was not revoked', { description: toApiError(error).message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: API_KEYS_KEY }),
  });
  return (
    <>
      <Table label="API keys">
        <thead>
          <tr>
            <Th>Key</Th>
            <Th>May</Th>
            <Th>Datasets</Th>
            <Th>State</Th>
            <Th>Last used</Th>
            <Th>Ends</Th>
            <Th>Created</Th>
            <Th className="w-0">
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {keys ? (
            keys.map((key) => <KeyRow key={key.id} apiKey={key} onRevoke={() => setAsked(key)} />)
          ) : (
            <SkeletonRows rows={EXPECTED_ROWS} columns={8} />
          )}
        </tbody>
      </Table>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={`Revoke “${asked?.title ?? ''}”?`}
        confirmLabel="Revoke the key"
        danger
        onConfirm={() => {
          if (asked) revoke.mutate(asked);
        }}
      >
        <p>
          Every program that uses it is refused from its next request on. This cannot be taken back; what it
          has imported stays.
        </p>
      </ConfirmDialog>
    </>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }): ReactNode {
  const state = keyState(apiKey, new Date());
  return (
    <tr className="hover:bg-canvas [&>td]:align-middle">
      <Td className="font-medium whitespace-nowrap">{apiKey.title}</Td>
      <Td className="whitespace-nowrap">{apiKey.acts.map((act) => ACT_WORDS[act].title).join(', ')}</Td>
      <Td className="max-w-60 min-w-32">{datasetsWords(apiKey.datasets)}</Td>
      <Td>
        <Badge tone={state.tone}>{state.word}</Badge>
      </Td>
      <Td className="text-muted">{apiKey.lastUsedAt ? <TimeAgo iso={apiKey.lastUsedAt} /> : 'Never'}</Td>
      <Td className="whitespace-nowrap text-muted">{endWords(apiKey)}</Td>
      <Td className="whitespace-nowrap text-muted">
        <TimeAgo iso={apiKey.createdAt} /> by {apiKey.createdBy}
      </Td>
      <Td className="py-1">
        {state.isLive ? (
          <Button size="sm" variant="danger" onClick={onRevoke} aria-label={`Revoke ${apiKey.title}`}>
            Revoke
          </Button>
        ) : null}
      </Td>
    </tr>
  );
}
