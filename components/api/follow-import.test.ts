import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { followImport } from './follow-import';
import { parseImport, type Import } from './imports';
import { putImport } from './put-import';

function item(change: Partial<Import>): Import {
  return parseImport({
    id: '01J',
    dataset: 'weather',
    fileName: 'a.txt',
    source: 'browser',
    kind: 'load',
    state: 'QUEUED',
    stage: null,
    createdAt: '2026-11-20T15:00:00.000Z',
    createdBy: 'operator@example.org',
    startedAt: null,
    finishedAt: null,
    updatedAt: '2026-11-20T15:00:00.000Z',
    sizeBytes: 10,
    sha256: null,
    definitionVersion: 1,
    bytesRead: 0,
    rowsRead: 0,
    counts: null,
    problems: null,
    missing: null,
    error: null,
    sequence: null,
    ...change,
  });
}

/** Nothing here is ever asked of a server: what is in the cache stays fresh. */
function client(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
}

describe('following an import', () => {
  it('ends with the import, not before', async () => {
    const queryClient = client();
    let ended: Import | null = null;
    const following = followImport(queryClient, item({})).then((found) => (ended = found));
    putImport(queryClient, item({ state: 'RUNNING', updatedAt: '2026-11-20T15:00:01.000Z' }));
    await Promise.resolve();
    expect(ended).toBeNull();
    putImport(queryClient, item({ state: 'FAILED', updatedAt: '2026-11-20T15:00:02.000Z' }));
    expect((await following).state).toBe('FAILED');
  });

  it('sees an end that was known before it was asked', async () => {
    const queryClient = client();
    putImport(queryClient, item({ state: 'SUCCEEDED', updatedAt: '2026-11-20T15:00:05.000Z' }));
    expect((await followImport(queryClient, item({}))).state).toBe('SUCCEEDED');
  });

  it('is not misled by the end of an earlier attempt', async () => {
    const queryClient = client();
    putImport(queryClient, item({ state: 'FAILED', updatedAt: '2026-11-20T15:00:05.000Z' }));
    const again = item({ state: 'QUEUED', updatedAt: '2026-11-20T15:00:06.000Z' });
    const following = followImport(queryClient, again);
    putImport(queryClient, item({ state: 'FAILED', updatedAt: '2026-11-20T15:00:05.000Z' }));
    putImport(queryClient, item({ state: 'SUCCEEDED', updatedAt: '2026-11-20T15:00:07.000Z' }));
    expect((await following).state).toBe('SUCCEEDED');
  });
});
