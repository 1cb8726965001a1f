/** An import for tests, as the API tells it. */
import { parseImport, type Import } from './imports';

export function importFixture(change: Partial<Import>): Import {
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
