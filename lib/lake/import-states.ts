/** The words of an import's life, free of any dependency: the GraphQL schema and the portal use them too. */
export const IMPORT_STATES = [
  'UPLOADING',
  'QUEUED',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'UNDONE',
  'CANCELLED',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** How the bytes came in. `storage` is an object put into the bucket by any S3 client. */
export const IMPORT_SOURCES = ['browser', 'api', 'cli', 'schedule', 'storage'] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** What a RUNNING import is doing, in this order. */
export const IMPORT_STAGES = ['scanning', 'checking', 'comparing', 'writing', 'committing', 'done'] as const;
export type ImportStage = (typeof IMPORT_STAGES)[number];
