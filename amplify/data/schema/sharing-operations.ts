/** Saved views of a dataset's rows, and exports. */
import { a } from '@aws-amplify/backend';
import { api, query } from '../../functions/resources';
import { readers } from './audiences';

export const sharingOperations = {
  /** The caller's own views of a dataset, and those that others share. */
  listSavedViews: a
    .query()
    .arguments({ dataset: a.string().required() })
    .returns(a.ref('SavedView').required().array().required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(api)),
  /** With an id, changes that view. */
  saveView: a
    .mutation()
    .arguments({
      dataset: a.string().required(),
      id: a.id(),
      title: a.string().required(),
      query: a.string().required(),
      shared: a.boolean().required(),
    })
    .returns(a.ref('SavedView').required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(api)),
  deleteView: a
    .mutation()
    .arguments({ dataset: a.string().required(), id: a.id().required() })
    .returns(a.ref('SavedView').required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(api)),

  /** Writes the whole result of a question into one file; arguments as in `queryRecords`. */
  requestExport: a
    .mutation()
    .arguments({
      dataset: a.string().required(),
      zone: a.string(),
      columns: a.string().required().array(),
      filters: a.json(),
      search: a.string(),
      sort: a.string(),
      format: a.ref('ExportFormat').required(),
      gzip: a.boolean(),
    })
    .returns(a.ref('Export').required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(query)),
  getExport: a
    .query()
    .arguments({ id: a.id().required() })
    .returns(a.ref('Export').required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(api)),
  /** The caller's exports of the last day, newest first. */
  listExports: a
    .query()
    .returns(a.ref('Export').required().array().required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(api)),
  cancelExport: a
    .mutation()
    .arguments({ id: a.id().required() })
    .returns(a.ref('Export').required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(api)),
};
