import type { ImportRecord } from '../lake/import-record';

type NewImport = Pick<
  ImportRecord,
  | 'id'
  | 'dataset'
  | 'definitionVersion'
  | 'fileName'
  | 'objectKey'
  | 'sizeBytes'
  | 'source'
  | 'createdBy'
  | 'uploadId'
  | 'partSizeBytes'
>;

/** The record of an import that has just been opened. */
export function newImport(known: NewImport): ImportRecord {
  const now = new Date().toISOString();
  return {
    ...known,
    state: 'UPLOADING',
    stage: null,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    finishedAt: null,
    sha256: null,
    bytesRead: 0,
    rowsRead: 0,
    counts: null,
    problems: null,
    missing: null,
    error: null,
    sequence: null,
  };
}
