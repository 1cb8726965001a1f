/** What the routes of the REST API have in common. */
import { z } from '@hono/zod-openapi';
import { problemSchema } from './problem-details';

/** One of the two. */
export const security: Record<string, string[]>[] = [{ bearer: [] }, { apiKey: [] }];
export const slug = z.object({ slug: z.string().openapi({ example: 'weather' }) });
export const importId = z.object({ id: z.string().openapi({ example: '01JD0V6XZ3N2M8T4Q5R6S7W8Y9' }) });
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});

export const json = <Shape extends z.ZodType>(description: string, schema: Shape) => ({
  description,
  content: { 'application/json': { schema } },
});
export const problem = {
  description: 'Problem details',
  content: { 'application/problem+json': { schema: problemSchema } },
};
export const failures = { 400: problem, 403: problem, 404: problem };

export const dryRun = z.object({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .openapi({ description: 'Stop before anything is committed, as CHECKED.' }),
});
