/** The words of an import's life, free of any dependency: the GraphQL schema and the portal use them too. */

/** `CHECKED` is the end of a dry run: nothing is committed until somebody confirms it. */
export const IMPORT_STATES = [
  'UPLOADING',
  'QUEUED',
  'RUNNING',
  'CHECKED',
  'SUCCEEDED',
  'FAILED',
  'UNDONE',
  'CANCELLED',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/**
 * How the import came in. `storage` is an object put into the bucket by any S3 client, `grid` an edit, a repair or
 * a review in the portal.
 */
export const IMPORT_SOURCES = ['browser', 'api', 'cli', 'schedule', 'storage', 'grid'] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/**
 * What an import does with its bytes: `load` adds and changes rows; `delete` removes the rows it names; `release`
 * and `dismiss` decide on flagged rows; `undo` takes an import back; `replay` runs one again, or a whole dataset.
 */
export const IMPORT_KINDS = ['load', 'delete', 'release', 'dismiss', 'undo', 'replay'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a RUNNING import is doing, in this order. */
export const IMPORT_STAGES = ['scanning', 'checking', 'comparing', 'writing', 'committing', 'done'] as const;
export type ImportStage = (typeof IMPORT_STAGES)[number];
