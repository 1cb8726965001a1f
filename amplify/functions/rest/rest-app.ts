import { OpenAPIHono } from '@hono/zod-openapi';
import { invalidRequest, problemResponse } from './problem-details';
import { LakeportError } from '../../../lib/errors';

/** A REST application whose failures, of whatever kind, are problem details. */
export function createRestApp(): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error);
    },
  });
  app.onError((error, context) => problemResponse(context, error));
  app.notFound((context) =>
    problemResponse(context, new LakeportError('not-found', `There is nothing at ${context.req.path}.`)),
  );
  return app;
}
