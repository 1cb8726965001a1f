/**
 * The GraphQL API of the portal. Every field is answered by a function: the rules of the product live in
 * use cases, and the directives here refuse what a role may not even ask.
 * Numbers that may pass 2³¹ (bytes, rows) are floats; AppSync's Int has 32 bits.
 */
import { a, defineData, type ClientSchema } from '@aws-amplify/backend';
import { ROLES_THAT_MAY } from '../../lib/roles';
import { api, query } from '../functions/resources';
import { datasetTypes } from './schema/dataset-types';
import { importTypes } from './schema/import-types';
import { monitoringTypes } from './schema/monitoring-types';
import { rowTypes } from './schema/row-types';

const readers = [...ROLES_THAT_MAY.read];
const importers = [...ROLES_THAT_MAY.import];
const definers = [...ROLES_THAT_MAY.define];

const schema = a
  .schema({
    ...importTypes,
    ...datasetTypes,
    ...rowTypes,
    ...monitoringTypes,

    listDatasets: a
      .query()
      .returns(a.ref('Dataset').required().array().required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),
    getDataset: a
      .query()
      .arguments({ name: a.string().required() })
      .returns(a.ref('Dataset').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),
    listPresets: a
      .query()
      .returns(a.ref('Preset').required().array().required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),
    saveDataset: a
      .mutation()
      .arguments({ definition: a.json().required() })
      .returns(a.ref('Dataset').required())
      .authorization((allow) => [allow.groups(definers)])
      .handler(a.handler.function(query)),

    listImports: a
      .query()
      .arguments({
        dataset: a.string(),
        state: a.string(),
        kind: a.string(),
        /** Only the chain of attempts that began with this import. */
        rootId: a.id(),
        cursor: a.string(),
        limit: a.integer(),
      })
      .returns(a.ref('ImportPage').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),
    getImport: a
      .query()
      .arguments({ id: a.id().required() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),
    listRejects: a
      .query()
      .arguments({
        importId: a.id().required(),
        code: a.string(),
        column: a.string(),
        offset: a.integer(),
        limit: a.integer(),
      })
      .returns(a.ref('RejectPage').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(query)),
    /** `format` is `csv`, one line a problem, or `original`: the rows as their file has them, with the reasons. */
    getRejectsUrl: a
      .query()
      .arguments({ importId: a.id().required(), format: a.string() })
      .returns(a.url())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(query)),

    createUpload: a
      .mutation()
      .arguments({
        dataset: a.string().required(),
        fileName: a.string().required(),
        sizeBytes: a.float().required(),
        source: a.ref('ImportSource'),
        /** Stop before the commit, as CHECKED. */
        dryRun: a.boolean(),
        /** The import whose refused rows the file brings again, repaired. */
        parentId: a.id(),
      })
      .returns(a.ref('Upload').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    signParts: a
      .mutation()
      .arguments({ importId: a.id().required(), partNumbers: a.integer().required().array().required() })
      .returns(a.ref('PartUrl').required().array().required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    listParts: a
      .query()
      .arguments({ importId: a.id().required() })
      .returns(a.ref('UploadedPart').required().array().required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    completeUpload: a
      .mutation()
      .arguments({ importId: a.id().required() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    /** Ends an import that is uploading, queued, checked or running; nothing of it stays. */
    cancelImport: a
      .mutation()
      .arguments({ importId: a.id().required() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    /** Commits an import whose dry run is CHECKED. */
    confirmImport: a
      .mutation()
      .arguments({ importId: a.id().required() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    /** Sends the event of a FAILED import again. */
    redriveImport: a
      .mutation()
      .arguments({ importId: a.id().required() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    /** Takes an import back: an import of its own, which is returned. */
    undoImport: a
      .mutation()
      .arguments({ importId: a.id().required(), dryRun: a.boolean() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    /** Runs an import's bytes again under the dataset's current definition: an import of its own, which is returned. */
    replayImport: a
      .mutation()
      .arguments({ importId: a.id().required(), dryRun: a.boolean() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    /** Builds a dataset anew from bronze under its current definition and then switches readers over. */
    replayDataset: a
      .mutation()
      .arguments({ dataset: a.string().required(), dryRun: a.boolean() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(definers)])
      .handler(a.handler.function(api)),
    /** Repaired rows of an import's refused ones: `[{"line": 7, "cells": ["…"]}]`. An import of its own, which is returned. */
    repairRejects: a
      .mutation()
      .arguments({ importId: a.id().required(), rows: a.json().required() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(query)),
    /** Puts what is chosen of the flagged rows into silver (`release`), or takes it away (`dismiss`). */
    reviewAnomalies: a
      .mutation()
      .arguments({
        dataset: a.string().required(),
        decision: a.string().required(),
        /** `{"rows": [{"import", "file", "line"}]}` or `{"filters": [{"column","op","value"}]}` */
        selection: a.json().required(),
        note: a.string(),
      })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(query)),
    /** Removes what is chosen of the current rows; `selection` as in `reviewAnomalies`. */
    deleteRecords: a
      .mutation()
      .arguments({ dataset: a.string().required(), selection: a.json().required(), note: a.string() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(query)),
    /** Adds rows, or changes cells of rows: `[{"row": {"import","file","line"} | null, "values": {…}}]`. */
    saveRecords: a
      .mutation()
      .arguments({ dataset: a.string().required(), rows: a.json().required() })
      .returns(a.ref('Import').required())
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(query)),
    /** What imports have said of a row's key, newest first; the row is named by its lineage. */
    getRecordHistory: a
      .query()
      .arguments({
        dataset: a.string().required(),
        zone: a.string(),
        importId: a.id().required(),
        file: a.string().required(),
        line: a.float().required(),
      })
      .returns(a.ref('RecordHistory').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(query)),
    /** The imports behind one row of a gold view; `group` is `{"column": value}` for each of its group columns. */
    getViewLineage: a
      .query()
      .arguments({ dataset: a.string().required(), view: a.string().required(), group: a.json().required() })
      .returns(a.ref('ViewLineage').required().array().required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(query)),

    queryRecords: a
      .query()
      .arguments({
        dataset: a.string().required(),
        zone: a.string(),
        columns: a.string().required().array(),
        /** `[{"column","op","value"}]` */
        filters: a.json(),
        /** `-date,station`: columns, a minus in front for descending. */
        sort: a.string(),
        offset: a.integer(),
        limit: a.integer(),
      })
      .returns(a.ref('RecordPage').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(query)),
    queryView: a
      .query()
      .arguments({
        dataset: a.string().required(),
        view: a.string().required(),
        filters: a.json(),
        sort: a.string(),
        offset: a.integer(),
        limit: a.integer(),
      })
      .returns(a.ref('RecordPage').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(query)),

    getMetrics: a
      .query()
      .arguments({
        from: a.datetime().required(),
        to: a.datetime().required(),
        periodSeconds: a.integer().required(),
        dataset: a.string(),
      })
      .returns(a.ref('MetricReport').required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),
    listAlarms: a
      .query()
      .returns(a.ref('Alarm').required().array().required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),
    getZoneActivity: a
      .query()
      .returns(a.ref('ZoneActivity').required().array().required())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),

    /**
     * Sends the import as it is stored to everybody who watches it; called by the functions that change it.
     * Nullable, because a subscription has its type and begins with null.
     */
    announceImport: a
      .mutation()
      .arguments({ id: a.id().required() })
      .returns(a.ref('Import'))
      .authorization((allow) => [allow.groups(importers)])
      .handler(a.handler.function(api)),
    onImport: a
      .subscription()
      .for(a.ref('announceImport'))
      .arguments({ id: a.id(), dataset: a.string() })
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.custom({ entry: './on-import.js' })),
  })
  // Turns IAM on for the schema. `importFn` and `publish` get their one mutation in `configureFunctions`: named
  // here, they would tie this stack and theirs in a circle.
  .authorization((allow) => [allow.resource(api).to(['mutate'])]);

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  name: 'lakeport',
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
});
