/** Failures of the REST API as problem details (RFC 9457) with Lakeport's stable code. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { LakeportError, toLakeportError } from '../../../lib/errors';
import { logError } from '../log';

export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'about:blank' }),
    title: z.string().openapi({ example: 'There is no dataset «weathre».' }),
    status: z.number().int().openapi({ example: 404 }),
    detail: z.string().optional(),
    code: z.string().openapi({ example: 'dataset-not-found' }),
  })
  .openapi('Problem');

export function problemResponse(context: Context, error: unknown): Response {
  const failure = error instanceof z.ZodError ? invalidRequest(error) : toLakeportError(error);
  if (failure.status >= 500) logError(`${context.req.method} ${context.req.routePath} failed.`, error);
  const body = {
    type: 'about:blank',
    title: failure.message,
    status: failure.status,
    detail: failure.resolution,
    code: failure.code,
  };
  return context.body(JSON.stringify(body), failure.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
  });
}

export function invalidRequest(error: z.ZodError): LakeportError {
  const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return new LakeportError('invalid-request', `The request cannot be used: ${problems.join('; ')}.`);
}
