import { describe, expect, it } from 'vitest';
import type { Export } from '@/components/api/exports';
import { exportWords } from '@/components/sharing/export-words';

const item = (part: Partial<Export>): Export => ({
  id: 'one',
  dataset: 'weather',
  format: 'csv',
  gzip: false,
  fileName: 'weather.csv',
  state: 'QUEUED',
  createdAt: '2026-11-20T08:00:00Z',
  rowsWritten: 0,
  ...part,
});

describe('the words of an export', () => {
  it('name no number before it is known, and say done of nothing that is not', () => {
    expect(exportWords(item({}))).toBe('Waiting for its turn');
    expect(exportWords(item({ state: 'RUNNING' }))).toBe('Reading the dataset');
    expect(exportWords(item({ state: 'RUNNING', rowsTotal: 1 }))).toBe('Collecting 1 row');
    const half = item({ state: 'RUNNING', rowsTotal: 5000, rowsWritten: 2500, sizeBytes: 12_340 });
    expect(exportWords(half)).toBe('2,500 of 5,000 rows stored, 12.3 kB');
    expect(exportWords({ ...half, rowsWritten: 5000 })).toContain('of 5,000 rows');
  });

  it('give the reason of a failure as the server gave it', () => {
    const failed = item({
      state: 'FAILED',
      error: { code: 'query-timeout', message: 'Too long. Filter more.' },
    });
    expect(exportWords(failed)).toBe('Too long. Filter more.');
  });
});
