/** Datasets and the ready-made definitions. */
import { a } from '@aws-amplify/backend';

export const datasetTypes = {
  Dataset: a.customType({
    name: a.string().required(),
    title: a.string().required(),
    description: a.string(),
    version: a.integer().required(),
    /** The whole definition, as contract.md's JSON. */
    definition: a.json().required(),
    /** Columns as they are browsed: `[{name, type, unit, title, description}]`. */
    columns: a.json().required(),
    updatedAt: a.datetime().required(),
    updatedBy: a.string().required(),
    /** State as of the last published commit; null before the first. */
    rows: a.float(),
    anomalies: a.float(),
    bytes: a.float(),
    lastImportAt: a.datetime(),
    /** Commit up to which the gold views are computed. */
    publishedSequence: a.integer(),
    /** Rows that the Records table still lacks of the commit that is being written into it; null without such a table. */
    recordsBehind: a.float(),
  }),
  Preset: a.customType({
    name: a.string().required(),
    title: a.string().required(),
    description: a.string(),
    definition: a.json().required(),
  }),
};
