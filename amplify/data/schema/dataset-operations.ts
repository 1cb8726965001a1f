/** Datasets: what they are. */
import { a } from '@aws-amplify/backend';
import { api, query } from '../../functions/resources';
import { definers, importers, readers } from './audiences';

export const datasetOperations = {
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
    .arguments({
      definition: a.json().required(),
      /** The version that was edited, 0 for a new dataset; another one by now is a `definition-conflict`. */
      baseVersion: a.integer(),
    })
    .returns(a.ref('Dataset').required())
    .authorization((allow) => [allow.groups(definers)])
    .handler(a.handler.function(query)),
  /** Every version of a definition, newest first. */
  listDatasetVersions: a
    .query()
    .arguments({ name: a.string().required() })
    .returns(a.ref('DatasetVersion').required().array().required())
    .authorization((allow) => [allow.groups(readers)])
    .handler(a.handler.function(api)),
  /**
   * What the engine makes of a file's first bytes. With `dataset`, under its definition; without, it guesses one.
   * `sample` is Base64, at most 512 KiB of bytes.
   */
  previewFile: a
    .query()
    .arguments({
      fileName: a.string().required(),
      sizeBytes: a.float().required(),
      sample: a.string().required(),
      dataset: a.string(),
    })
    .returns(a.ref('FilePreview').required())
    .authorization((allow) => [allow.groups(importers)])
    .handler(a.handler.function(query)),
  /** A definition checked before it is saved and, with a sample, tried on it. */
  checkDefinition: a
    .query()
    .arguments({
      definition: a.json().required(),
      fileName: a.string(),
      sizeBytes: a.float(),
      sample: a.string(),
    })
    .returns(a.ref('DefinitionCheck').required())
    .authorization((allow) => [allow.groups(definers)])
    .handler(a.handler.function(query)),
  /** Adds `{label: field}` to the fields' aliases: a new version of the definition. */
  rememberAliases: a
    .mutation()
    .arguments({ dataset: a.string().required(), aliases: a.json().required() })
    .returns(a.ref('Dataset').required())
    .authorization((allow) => [allow.groups(importers)])
    .handler(a.handler.function(query)),
};
