/** Rows as they are now, and where they came from. */
import { a } from '@aws-amplify/backend';
import { query } from '../../functions/resources';
import { readers } from './audiences';

export const rowOperations = {
  queryRecords: a
    .query()
    .arguments({
      dataset: a.string().required(),
      zone: a.string(),
      columns: a.string().required().array(),
      /** `[{"column","op","value"}]` */
      filters: a.json(),
      /** Rows with this text in any column, in any case. */
      search: a.string(),
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
  /** How often each value of some columns occurs among the rows that the filters leave, within a budget of time. */
  queryFacets: a
    .query()
    .arguments({
      dataset: a.string().required(),
      zone: a.string(),
      filters: a.json(),
      search: a.string(),
      columns: a.string().required().array().required(),
    })
    .returns(a.ref('Facet').required().array().required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(query)),
  /** Runs one SELECT over a dataset's current rows (`rows`), flagged rows (`anomalies`) and views, by name. */
  runSql: a
    .query()
    .arguments({ dataset: a.string().required(), sql: a.string().required() })
    .returns(a.ref('SqlResult').required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(query)),
};
