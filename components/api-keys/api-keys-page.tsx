'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { apiKeysQuery, type NewApiKey } from '@/components/api/api-keys';
import { FailureNotice } from '@/components/api/failure-notice';
import { ApiKeyTable } from '@/components/api-keys/api-key-table';
import { CreateKeyDialog } from '@/components/api-keys/create-key-dialog';
import { NewKeyDialog } from '@/components/api-keys/new-key-dialog';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';

/** The keys by which programs reach the REST API. */
export function ApiKeysPage(): ReactNode {
  const query = useQuery(apiKeysQuery());
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<NewApiKey | null>(null);
  const keys = query.data;
  if (query.isError && !keys) {
    return (
      <FailureNotice
        title="The API keys could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      Create a key
    </Button>
  );
  return (
    <>
      {keys?.length === 0 ? null : (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="text-muted">
            Programs reach the REST API with a key of their own, for as much as they need.
          </p>
          {create}
        </div>
      )}
      <Panel flush>
        {keys?.length === 0 ? (
          <EmptyState icon={KeyRound} title="No program has a key" actions={create}>
            A key lets a program read rows or post new ones over the REST API, without a person’s password.
            Make one for each program: it can be closed alone.
          </EmptyState>
        ) : (
          <ApiKeyTable keys={keys} />
        )}
      </Panel>
      {isCreating ? (
        <CreateKeyDialog
          onClose={() => setCreating(false)}
          onCreated={(answer) => {
            setCreating(false);
            setCreated(answer);
          }}
        />
      ) : null}
      {created ? <NewKeyDialog created={created} onClose={() => setCreated(null)} /> : null}
    </>
  );
}
