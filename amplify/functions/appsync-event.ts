/** What AppSync sends to a function that answers a field, and who is asking. */
import { z } from 'zod';
import { errorText, LakeportError, toLakeportError } from '../../lib/errors';
import { rolesOf, type Actor } from '../../lib/roles';
import { emailOf } from './clients';
import { logError } from './log';

const userIdentitySchema = z.object({
  username: z.string(),
  groups: z.array(z.string()).nullish(),
  claims: z.record(z.string(), z.unknown()),
});
const roleIdentitySchema = z.object({ userArn: z.string() });

const appSyncEventSchema = z.object({
  typeName: z.string(),
  fieldName: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  identity: z.unknown(),
});

export type AppSyncEvent = z.infer<typeof appSyncEventSchema>;

/** Answers one field. `caller` is null when a function's role asks, not a person. */
export type FieldResolver = (args: Record<string, unknown>, caller: Actor | null) => Promise<unknown>;

export function isAppSyncEvent(event: unknown): event is AppSyncEvent {
  return appSyncEventSchema.safeParse(event).success;
}

/** Runs the field's resolver; a failure becomes a GraphQL error whose message is a sentence with its code. */
export async function resolveField(
  event: AppSyncEvent,
  fields: Record<string, FieldResolver>,
): Promise<unknown> {
  try {
    const resolver = fields[event.fieldName];
    if (!resolver) throw new Error(`No resolver for ${event.typeName}.${event.fieldName}.`);
    return await resolver(event.arguments, await callerOf(event.identity));
  } catch (error) {
    const failure = error instanceof z.ZodError ? invalidArguments(error) : toLakeportError(error);
    if (failure.status >= 500) logError(`${event.fieldName} failed.`, error);
    throw new Error(errorText(failure));
  }
}

/** The person behind a resolver's caller; a function's role has no business with most fields. */
export function requirePerson(caller: Actor | null): Actor {
  if (caller) return caller;
  throw new LakeportError('forbidden', 'This is for signed-in people.');
}

async function callerOf(identity: unknown): Promise<Actor | null> {
  const user = userIdentitySchema.safeParse(identity);
  if (user.success) {
    const { username, groups, claims } = user.data;
    const email = claims['email'];
    return {
      name: typeof email === 'string' ? email : await emailOf(username),
      roles: rolesOf(groups ?? []),
    };
  }
  if (roleIdentitySchema.safeParse(identity).success) return null;
  throw new LakeportError('not-signed-in', 'Sign in first.');
}

function invalidArguments(error: z.ZodError): LakeportError {
  const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return new LakeportError('invalid-request', `The request cannot be used: ${problems.join('; ')}.`);
}

/** An AWSJSON argument: AppSync parses it, other callers send the text. */
export const jsonArgument = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}, z.unknown());
