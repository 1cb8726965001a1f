/** Rows: current ones, their history, views and refused ones. */
import { a } from '@aws-amplify/backend';

export const rowTypes = {
  /** A page of rows: `columns` is `[{name, type, unit, title}]`, `rows` a JSON array of arrays in their order. */
  RecordPage: a.customType({
    columns: a.json().required(),
    rows: a.json().required(),
    total: a.float(),
    sequence: a.integer(),
    seconds: a.float().required(),
    /** Rows that are not shown because their part has expired; null when none has. */
    expiredRows: a.float(),
  }),
  Reject: a.customType({
    file: a.string().required(),
    line: a.float().required(),
    byteOffset: a.float().required(),
    column: a.string(),
    code: a.string().required(),
    message: a.string().required(),
    raw: a.string().required(),
    /** The record's cells as JSON texts, split as well as its faults allow; null where they cannot be told. */
    cells: a.json(),
    suggestion: a.string(),
  }),
  /** `columns` as in RecordPage; each version is an import's word on the key. */
  RecordHistory: a.customType({
    columns: a.json().required(),
    versions: a.ref('RecordVersion').required().array().required(),
  }),
  RecordVersion: a.customType({
    importId: a.id().required(),
    kind: a.ref('ImportKind').required(),
    sequence: a.integer().required(),
    committedAt: a.datetime().required(),
    fileName: a.string().required(),
    zone: a.string().required(),
    file: a.string(),
    line: a.float(),
    /** Values in the order of the columns; null where the import removed the row. */
    values: a.json(),
    /** Whether it is the row that counts now, and whether its import stands. */
    current: a.boolean().required(),
    stands: a.boolean().required(),
  }),
  ViewLineage: a.customType({
    importId: a.id().required(),
    fileName: a.string().required(),
    rows: a.float().required(),
    anomalous: a.float().required(),
  }),
  RejectGroup: a.customType({
    code: a.string().required(),
    column: a.string(),
    problems: a.float().required(),
    rows: a.float().required(),
  }),
  RejectPage: a.customType({
    /** Names of the cells of `raw` and `suggestion`, in the file's order; null where they are the definition's fields. */
    columns: a.json(),
    items: a.ref('Reject').required().array().required(),
    groups: a.ref('RejectGroup').required().array().required(),
    total: a.float().required(),
  }),
};
