/** The history of imports, and what may be done with one. */
import { a } from '@aws-amplify/backend';
import { api, query } from '../../functions/resources';
import { readers, importers, definers } from './audiences';

export const importOperations = {
  listImports: a
    .query()
    .arguments({
      dataset: a.string(),
      state: a.string(),
      kind: a.string(),
      /** Only the chain of attempts that began with this import. */
      rootId: a.id(),
      /** Texts in the file's name and in who brought it. */
      fileName: a.string(),
      createdBy: a.string(),
      from: a.datetime(),
      to: a.datetime(),
      withRejects: a.boolean(),
      withParent: a.boolean(),
      /** Leaves out dry runs that were closed without a commit. */
      withoutClosed: a.boolean(),
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
    .handler(a.handler.custom({ entry: '../on-import.js' })),
};
