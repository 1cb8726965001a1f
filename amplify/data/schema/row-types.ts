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
  /** The most frequent values of a column, and its range; `values` is `[{value, count}]`, missing ones not among them. */
  Facet: a.customType({
    column: a.string().required(),
    values: a.json().required(),
    /** Texts in canonical form, as filters take them; null where the type has no order or nothing is there. */
    min: a.string(),
    max: a.string(),
    /** Of all rows, where `cut` perhaps estimated; null when that is not known. */
    distinct: a.float(),
    /** Rows for which the filter `empty` holds. */
    missing: a.float().required(),
    /** Whether not all rows were counted: the values' counts are then of a sample. */
    cut: a.boolean().required(),
    seconds: a.float().required(),
  }),
  SqlResult: a.customType({
    columns: a.json().required(),
    rows: a.json().required(),
    /** Whether there are more rows than were read. */
    cut: a.boolean().required(),
    rowsMax: a.integer().required(),
    secondsMax: a.float().required(),
    sequence: a.integer().required(),
    seconds: a.float().required(),
  }),
  /** Problems of repaired rows, by the line they have in their file, and lines whose row a rule flags. */
  RepairCheck: a.customType({
    problems: a.ref('Reject').required().array().required(),
    anomalous: a.float().required().array().required(),
  }),
};
