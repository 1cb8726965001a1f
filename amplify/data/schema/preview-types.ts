/** Files looked at before they are imported, and definitions before they are saved. */
import { a } from '@aws-amplify/backend';

export const previewTypes = {
  /** What the engine makes of the first bytes of a file. */
  FilePreview: a.customType({
    fileName: a.string().required(),
    /** `csv`, `ndjson`, `json` or `parquet`, or `unknown` for what cannot be imported; and `gzip` or null. */
    format: a.string().required(),
    compression: a.string(),
    encoding: a.string(),
    /** As it is read; null for files that have none. */
    dialect: a.json(),
    /**
     * `[{label, type, field}]` in the file's order: the guessed type and the definition's field that it goes into, each
     * or null. Without a header the label is `Column 1`.
     */
    columns: a.json().required(),
    /** `[{line, cells}]`: the first records as texts. */
    rows: a.json().required(),
    /** The datasets whose columns fit, best first. */
    matches: a.ref('DatasetMatch').required().array().required(),
    /** A definition guessed from the sample, as `infer` gives it, and what it is not sure of; null when it was given one. */
    definition: a.json(),
    notes: a.json(),
    /** What checking the sample under the definition gave; null without a definition. */
    check: a.ref('SampleCheck'),
    /** Why the file cannot be used as it is. */
    error: a.ref('ImportError'),
    /** Whether the sample is less than the file. */
    cut: a.boolean().required(),
  }),
  DatasetMatch: a.customType({
    dataset: a.string().required(),
    title: a.string().required(),
    /** From 0 to 1; 1 is a header with all its fields and nothing else, values alone are 0.99 at most. */
    score: a.float().required(),
    missing: a.string().required().array().required(),
    extra: a.string().required().array().required(),
    /** `{label: field}`: likely counterparts among `extra` and `missing`. */
    aliases: a.json().required(),
  }),
  /**
   * A sample's rows as they would come out. The tables are `{columns, rows}`, rows as arrays, cut at 50; those of rows
   * end with `_line` and `_flags`.
   */
  SampleCheck: a.customType({
    counts: a.ref('Counts').required(),
    /** Problem code → number of problems. */
    problems: a.json().required(),
    rejects: a.ref('Reject').required().array().required(),
    accepted: a.json().required(),
    anomalies: a.json().required(),
    /** `[{name, columns, rows}]`: the views over the sample. */
    views: a.json().required(),
  }),
  /** A definition that can be saved has no issues. */
  DefinitionCheck: a.customType({
    issues: a.ref('DefinitionIssue').required().array().required(),
    preview: a.ref('FilePreview'),
  }),
  DefinitionIssue: a.customType({
    /** `schema.fields[2].constraints.pattern`; empty for the definition as a whole. */
    path: a.string().required(),
    message: a.string().required(),
  }),
  DatasetVersion: a.customType({
    version: a.integer().required(),
    definition: a.json().required(),
    savedAt: a.datetime().required(),
    savedBy: a.string().required(),
  }),
};
