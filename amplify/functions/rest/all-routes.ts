/** Every route of the REST API. Two functions answer them; this is where they are one API. */
import * as exportRoutes from './export-routes';
import * as importRoutes from './import-routes';
import * as datasetRoutes from './routes';

export const ALL_ROUTES = [
  ...Object.values(datasetRoutes),
  ...Object.values(importRoutes),
  ...Object.values(exportRoutes),
];
