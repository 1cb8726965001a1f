import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { followImport } from './follow-import';
import { importFixture } from './import-fixture';
import type { Import } from './imports';
import { putImport } from './put-import';

/** Nothing here is ever asked of a server: what is in the cache stays fresh. */
function client(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
}

describe('following an import', () => {
  it('ends with the import, not before', async () => {
    const queryClient = client();
    let ended: Import | null = null;
    const following = followImport(queryClient, importFixture({})).then((found) => (ended = found));
    putImport(queryClient, importFixture({ state: 'RUNNING', updatedAt: '2026-11-20T15:00:01.000Z' }));
    await Promise.resolve();
    expect(ended).toBeNull();
    putImport(queryClient, importFixture({ state: 'FAILED', updatedAt: '2026-11-20T15:00:02.000Z' }));
    expect((await following).state).toBe('FAILED');
  });

  it('sees an end that was known before it was asked', async () => {
    const queryClient = client();
    putImport(queryClient, importFixture({ state: 'SUCCEEDED', updatedAt: '2026-11-20T15:00:05.000Z' }));
    expect((await followImport(queryClient, importFixture({}))).state).toBe('SUCCEEDED');
  });

  it('is not misled by the end of an earlier attempt', async () => {
    const queryClient = client();
    putImport(queryClient, importFixture({ state: 'FAILED', updatedAt: '2026-11-20T15:00:05.000Z' }));
    const again = importFixture({ state: 'QUEUED', updatedAt: '2026-11-20T15:00:06.000Z' });
    const following = followImport(queryClient, again);
    putImport(queryClient, importFixture({ state: 'FAILED', updatedAt: '2026-11-20T15:00:05.000Z' }));
    putImport(queryClient, importFixture({ state: 'SUCCEEDED', updatedAt: '2026-11-20T15:00:07.000Z' }));
    expect((await following).state).toBe('SUCCEEDED');
  });
});
