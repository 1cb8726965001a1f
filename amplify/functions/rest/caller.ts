/** Who calls the REST API: API Gateway has checked the token, its claims come with the event. */
import type { Context } from 'hono';
import { z } from 'zod';
import { LakeportError } from '../../../lib/errors';
import { rolesOf, type Actor } from '../../../lib/roles';
import { emailOf } from '../clients';

const eventSchema = z.object({
  requestContext: z.object({
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }),
  }),
});

export async function callerOf(context: Context): Promise<Actor> {
  const parsed = eventSchema.safeParse((context.env as { event?: unknown }).event);
  if (!parsed.success) throw new LakeportError('not-signed-in', 'The request carries no valid token.');
  const { claims } = parsed.data.requestContext.authorizer.jwt;
  const email = claims['email'];
  const userName = claims['username'] ?? claims['cognito:username'] ?? claims['sub'];
  return {
    name: typeof email === 'string' ? email : await emailOf(String(userName)),
    roles: rolesOf(groupsFrom(claims['cognito:groups'])),
  };
}

/** API Gateway hands on a list claim as the text `[a b]`. */
function groupsFrom(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  return typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];
}
