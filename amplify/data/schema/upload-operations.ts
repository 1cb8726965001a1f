/** Uploads, by which imports begin. */
import { a } from '@aws-amplify/backend';
import { api } from '../../functions/resources';
import { importers } from './audiences';

export const uploadOperations = {
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
};
