/** Imports, and uploads by which they begin. */
import { a } from '@aws-amplify/backend';
import { IMPORT_KINDS, IMPORT_SOURCES, IMPORT_STAGES, IMPORT_STATES } from '../../../lib/lake/import-states';

export const importTypes = {
  ImportState: a.enum([...IMPORT_STATES]),
  ImportStage: a.enum([...IMPORT_STAGES]),
  ImportSource: a.enum([...IMPORT_SOURCES]),
  ImportKind: a.enum([...IMPORT_KINDS]),

  Counts: a.customType({
    received: a.float().required(),
    accepted: a.float().required(),
    anomalous: a.float().required(),
    rejected: a.float().required(),
    blank: a.float().required(),
    inserted: a.float(),
    updated: a.float(),
    unchanged: a.float(),
    repaired: a.float(),
    discarded: a.float(),
    bytes: a.float().required(),
    seconds: a.float().required(),
    rowsPerSecond: a.float().required(),
  }),
  Effect: a.customType({
    removed: a.float().required(),
    restored: a.float().required(),
    kept: a.float().required(),
  }),
  Estimate: a.customType({ seconds: a.float().required(), dollars: a.float().required() }),
  ImportError: a.customType({ code: a.string().required(), message: a.string().required() }),
  Import: a.customType({
    id: a.id().required(),
    dataset: a.string().required(),
    fileName: a.string().required(),
    source: a.ref('ImportSource').required(),
    kind: a.ref('ImportKind').required(),
    /** The import that this one undoes, replays, or whose refused rows it brings again. */
    parentId: a.id(),
    /** The first import of the chain of parents. */
    rootId: a.id(),
    dryRun: a.boolean().required(),
    state: a.ref('ImportState').required(),
    stage: a.ref('ImportStage'),
    createdAt: a.datetime().required(),
    createdBy: a.string().required(),
    startedAt: a.datetime(),
    finishedAt: a.datetime(),
    updatedAt: a.datetime().required(),
    sizeBytes: a.float().required(),
    sha256: a.string(),
    definitionVersion: a.integer().required(),
    bytesRead: a.float().required(),
    rowsRead: a.float().required(),
    counts: a.ref('Counts'),
    /** Problem code → number of problems. */
    problems: a.json(),
    /** Column → missing values. */
    missing: a.json(),
    error: a.ref('ImportError'),
    sequence: a.integer(),
    /** An earlier import of the same bytes, by which this one was answered. */
    sameAs: a.id(),
    /** What it did to rows of other imports. */
    effect: a.ref('Effect'),
    /** What committing is expected to take, after a dry run; US dollars. */
    estimate: a.ref('Estimate'),
    undoneBy: a.id(),
    note: a.string(),
    attempts: a.integer().required(),
  }),
  ImportPage: a.customType({ items: a.ref('Import').required().array().required(), cursor: a.string() }),

  Upload: a.customType({
    importId: a.id().required(),
    partSizeBytes: a.integer().required(),
    partCount: a.integer().required(),
  }),
  PartUrl: a.customType({ partNumber: a.integer().required(), url: a.url().required() }),
  UploadedPart: a.customType({ partNumber: a.integer().required(), sizeBytes: a.float().required() }),
};
