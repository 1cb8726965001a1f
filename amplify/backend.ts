import { defineBackend } from '@aws-amplify/backend';
import { configureRestApi } from './api/rest-api';
import { configureAuth } from './auth/configure-auth';
import { auth } from './auth/resource';
import { configureCatalog } from './data/catalog';
import { data } from './data/resource';
import { configureFunctions } from './functions/configure-functions';
import { api, authorizer, exportFn, giveUp, importFn, people, publish, query } from './functions/resources';
import { configureMonitoring } from './monitoring/alarms';
import { configurePipeline } from './pipeline/triggers';
import { configureStorage } from './storage/configure-storage';
import { storage } from './storage/resource';

export const backend = defineBackend({
  auth,
  data,
  storage,
  api,
  authorizer,
  query,
  people,
  importFn,
  publish,
  exportFn,
  giveUp,
});
export type Backend = typeof backend;

configureAuth(backend);
configureStorage(backend);
const catalog = configureCatalog(backend);
configureFunctions(backend, catalog);
configurePipeline(backend);
configureRestApi(backend);
configureMonitoring(backend);
