/**
 * The GraphQL API of the portal. Every field is answered by a function: the rules of the product live in
 * use cases, and the directives here refuse what a role may not even ask.
 * Numbers that may pass 2³¹ (bytes, rows) are floats; AppSync's Int has 32 bits.
 */
import { a, defineData, type ClientSchema } from '@aws-amplify/backend';
import { IMPORT_KINDS, IMPORT_SOURCES, IMPORT_STAGES, IMPORT_STATES } from '../../lib/lake/import-states';
import { ROLES_THAT_MAY } from '../../lib/roles';
import { api, query } from '../functions/resources';

const readers = [...ROLES_THAT_MAY.read];
const importers = [...ROLES_THAT_MAY.import];
const definers = [...ROLES_THAT_MAY.define];

const schema = a
  .schema({
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
    }),
    Preset: a.customType({
      name: a.string().required(),
      title: a.string().required(),
      description: a.string(),
      definition: a.json().required(),
    }),

    Upload: a.customType({
      importId: a.id().required(),
      partSizeBytes: a.integer().required(),
      partCount: a.integer().required(),
    }),
    PartUrl: a.customType({ partNumber: a.integer().required(), url: a.url().required() }),
    UploadedPart: a.customType({ partNumber: a.integer().required(), sizeBytes: a.float().required() }),

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
      items: a.ref('Reject').required().array().required(),
      groups: a.ref('RejectGroup').required().array().required(),
      total: a.float().required(),
    }),

    /** One series of a metric: `values[i]` belongs to the period that starts at `timestamps[i]`. */
    MetricSeries: a.customType({
      metric: a.string().required(),
      dataset: a.string(),
      functionName: a.string(),
      statistic: a.string().required(),
      unit: a.string().required(),
      timestamps: a.datetime().required().array().required(),
      values: a.float().required().array().required(),
    }),
    MetricReport: a.customType({
      from: a.datetime().required(),
      to: a.datetime().required(),
      periodSeconds: a.integer().required(),
      series: a.ref('MetricSeries').required().array().required(),
    }),
    Alarm: a.customType({
      name: a.string().required(),
      title: a.string().required(),
      description: a.string(),
      /** OK, ALARM or INSUFFICIENT_DATA. */
      state: a.string().required(),
      reason: a.string(),
      since: a.datetime(),
      threshold: a.float(),
      comparison: a.string(),
      periodSeconds: a.integer(),
    }),
    ZoneActivity: a.customType({
      zone: a.string().required(),
      files24h: a.float().required(),
      bytes24h: a.float().required(),
      /** Whether the count stopped at its limit, so that the true figures are larger. */
      cut: a.boolean().required(),
    }),

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
    getRejectsUrl: a
      .query()
      .arguments({ importId: a.id().required() })
      .returns(a.url())
      .authorization((allow) => [allow.groups(readers)])
      .handler(a.handler.function(api)),

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
