/** Who calls the REST API: the authorizer has checked the token or the key, what it found comes with the event. */
import type { Context } from 'hono';
import { z } from 'zod';
import { LakeportError } from '../../../lib/errors';
import { KEY_ACTS, ROLES, type Actor } from '../../../lib/roles';

const actorSchema = z.object({
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  scope: z.object({ acts: z.array(z.enum(KEY_ACTS)), datasets: z.array(z.string()).nullable() }).optional(),
});

const eventSchema = z.object({
  requestContext: z.object({ authorizer: z.object({ lambda: z.object({ actor: z.string() }) }) }),
});

export async function callerOf(context: Context): Promise<Actor> {
  const parsed = eventSchema.safeParse((context.env as { event?: unknown }).event);
  if (!parsed.success) throw new LakeportError('not-signed-in', 'The request carries no valid token or key.');
  return actorSchema.parse(JSON.parse(parsed.data.requestContext.authorizer.lambda.actor));
}
