/** A user as Cognito's calls describe one. */
import { z } from 'zod';

export interface PoolUser {
  /** The user name in the pool; people sign in by their e-mail address. */
  id: string;
  /** In lower case. */
  email: string;
  enabled: boolean;
  /** Cognito's: CONFIRMED, FORCE_CHANGE_PASSWORD (invited), RESET_REQUIRED, … */
  status: string;
  createdAt: string;
  updatedAt: string;
}

const attributesSchema = z.array(z.object({ Name: z.string(), Value: z.string().optional() }));

/** Lists and new users have their `Attributes`, a single one that was asked for its `UserAttributes`. */
const userSchema = z.object({
  Username: z.string(),
  Attributes: attributesSchema.optional(),
  UserAttributes: attributesSchema.optional(),
  Enabled: z.boolean(),
  UserStatus: z.string(),
  UserCreateDate: z.date(),
  UserLastModifiedDate: z.date(),
});

export function parsePoolUser(answer: unknown): PoolUser {
  const { Attributes, UserAttributes, ...user } = userSchema.parse(answer);
  const attributes = Attributes ?? UserAttributes;
  const email = attributes?.find(({ Name }) => Name === 'email')?.Value ?? user.Username;
  return {
    id: user.Username,
    email: email.toLowerCase(),
    enabled: user.Enabled,
    status: user.UserStatus,
    createdAt: user.UserCreateDate.toISOString(),
    updatedAt: user.UserLastModifiedDate.toISOString(),
  };
}
