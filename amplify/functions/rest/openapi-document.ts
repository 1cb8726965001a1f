import { OpenAPIHono } from '@hono/zod-openapi';
import { ALL_ROUTES } from './all-routes';

/** The OpenAPI 3.1 document of the whole API, whichever function answers a route. */
export function openApiDocument(): object {
  const { openAPIRegistry, getOpenAPI31Document } = describeRoutes();
  openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An ID or access token of the user pool.',
  });
  openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'A key that an admin made in the portal, for some acts and datasets.',
  });
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Lakeport',
      version: '1',
      description: 'Datasets, their rows and views, and the imports that brought them.',
    },
    // Relative to where the document is: …/v1/openapi.json.
    servers: [{ url: '..' }],
  });
}

function describeRoutes(): OpenAPIHono {
  const app = new OpenAPIHono();
  for (const route of ALL_ROUTES) app.openAPIRegistry.registerPath(route);
  return app;
}
