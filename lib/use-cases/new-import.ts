import type { ImportRecord } from '../lake/import-record';

type RequiredOfImport = Pick<
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

/** What is known of an import before it has run. */
export type KnownOfImport = RequiredOfImport &
  Partial<Pick<ImportRecord, 'kind' | 'parentId' | 'rootId' | 'dryRun' | 'note'>>;

/** The record of an import that has just been opened. */
export function newImport(known: KnownOfImport): ImportRecord {
  const now = new Date().toISOString();
  return {
    kind: 'load',
    parentId: null,
    rootId: null,
    dryRun: false,
    note: null,
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
    effect: null,
    estimate: null,
    undoneBy: null,
    attempts: 0,
    etag: null,
    versionId: null,
    sameAs: null,
    sequence: null,
  };
}
