/** Datasets: what they are. */
import { a } from '@aws-amplify/backend';
import { api, query } from '../../functions/resources';
import { readers, definers } from './audiences';

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
    .arguments({ definition: a.json().required() })
    .returns(a.ref('Dataset').required())
    .authorization((allow) => [allow.groups(definers)])
    .handler(a.handler.function(query)),
};
