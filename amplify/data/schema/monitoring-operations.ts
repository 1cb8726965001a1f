/** What the pipeline measures of itself. */
import { a } from '@aws-amplify/backend';
import { api } from '../../functions/resources';
import { readers } from './audiences';

export const monitoringOperations = {
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
};
