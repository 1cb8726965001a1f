/** Changes of rows, each an import. */
import { a } from '@aws-amplify/backend';
import { query } from '../../functions/resources';
import { importers } from './audiences';

export const changeOperations = {
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
  /** What the engine says of repaired rows (`rows` as in `repairRejects`) before they are sent. */
  checkRepairs: a
    .query()
    .arguments({ importId: a.id().required(), rows: a.json().required() })
    .returns(a.ref('RepairCheck').required())
    .authorization((allow) => [allow.groups(importers)])
    .handler(a.handler.function(query)),
};
