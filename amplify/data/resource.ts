/**
 * The GraphQL API of the portal. Every field is answered by a function: the rules of the product live in
 * use cases, and the directives here refuse what a role may not even ask.
 * Numbers that may pass 2³¹ (bytes, rows) are floats; AppSync's Int has 32 bits.
 */
import { a, defineData, type ClientSchema } from '@aws-amplify/backend';
import { api } from '../functions/resources';
import { changeOperations } from './schema/change-operations';
import { datasetOperations } from './schema/dataset-operations';
import { datasetTypes } from './schema/dataset-types';
import { importOperations } from './schema/import-operations';
import { importTypes } from './schema/import-types';
import { monitoringOperations } from './schema/monitoring-operations';
import { monitoringTypes } from './schema/monitoring-types';
import { peopleOperations } from './schema/people-operations';
import { peopleTypes } from './schema/people-types';
import { previewTypes } from './schema/preview-types';
import { rowOperations } from './schema/row-operations';
import { rowTypes } from './schema/row-types';
import { sharingOperations } from './schema/sharing-operations';
import { sharingTypes } from './schema/sharing-types';
import { uploadOperations } from './schema/upload-operations';

const schema = a
  .schema({
    ...importTypes,
    ...datasetTypes,
    ...rowTypes,
    ...monitoringTypes,
    ...previewTypes,
    ...sharingTypes,
    ...peopleTypes,
    ...datasetOperations,
    ...importOperations,
    ...uploadOperations,
    ...changeOperations,
    ...rowOperations,
    ...monitoringOperations,
    ...sharingOperations,
    ...peopleOperations,
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
