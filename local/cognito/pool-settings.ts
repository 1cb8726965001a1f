import { z } from 'zod';
import { parseProperties, type Assembly, type Resource } from '../assembly/read-assembly';

/** What the templates say of the user pool and its client. */
export interface PoolSettings {
  passwordPolicy: PasswordPolicy;
  /** Days within which an invitation's password must be used. */
  temporaryPasswordDays: number;
  /** Only an admin makes users. */
  adminsCreateUsers: boolean;
  mfa: 'OFF' | 'OPTIONAL';
  /** `ALLOW_…` names of the ways to sign in. */
  authFlows: string[];
  accessTokenSeconds: number;
  idTokenSeconds: number;
  refreshTokenSeconds: number;
  groups: { name: string; precedence: number | null; description: string | null }[];
}

export interface PasswordPolicy {
  minimumLength: number;
  requireLowercase: boolean;
  requireUppercase: boolean;
  requireNumbers: boolean;
  requireSymbols: boolean;
}

const poolSchema = z.object({
  UsernameAttributes: z.array(z.literal('email')).length(1),
  AdminCreateUserConfig: z
    .object({ AllowAdminCreateUserOnly: z.boolean().default(false) })
    .default({ AllowAdminCreateUserOnly: false }),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL']).default('OFF'),
  EnabledMfas: z.array(z.string()).default([]),
  LambdaConfig: z.object({}).strict().optional(),
  Policies: z
    .object({
      PasswordPolicy: z
        .object({
          MinimumLength: z.number().default(8),
          RequireLowercase: z.boolean().default(false),
          RequireUppercase: z.boolean().default(false),
          RequireNumbers: z.boolean().default(false),
          RequireSymbols: z.boolean().default(false),
          TemporaryPasswordValidityDays: z.number().default(7),
        })
        .prefault({}),
    })
    .prefault({}),
});

const clientSchema = z.object({
  GenerateSecret: z.literal(false).default(false),
  ExplicitAuthFlows: z
    .array(z.string())
    .default(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH']),
  AccessTokenValidity: z.number().optional(),
  IdTokenValidity: z.number().optional(),
  RefreshTokenValidity: z.number().optional(),
  TokenValidityUnits: z
    .object({
      AccessToken: z.string().optional(),
      IdToken: z.string().optional(),
      RefreshToken: z.string().optional(),
    })
    .default({}),
});

const groupSchema = z.object({
  GroupName: z.string(),
  Precedence: z.number().optional(),
  Description: z.string().optional(),
});

const UNIT_SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const ONE_HOUR_SECONDS = 3600;
const THIRTY_DAYS_SECONDS = 30 * 86_400;

/** @throws Error when the pool needs something that the local one lacks (triggers, text messages, compulsory MFA). */
export function readPoolSettings(assembly: Assembly): PoolSettings {
  const pool = parseProperties(only(assembly, 'AWS::Cognito::UserPool'), poolSchema);
  const client = parseProperties(only(assembly, 'AWS::Cognito::UserPoolClient'), clientSchema);
  const units = client.TokenValidityUnits;
  const { PasswordPolicy: policy } = pool.Policies;
  return {
    passwordPolicy: {
      minimumLength: policy.MinimumLength,
      requireLowercase: policy.RequireLowercase,
      requireUppercase: policy.RequireUppercase,
      requireNumbers: policy.RequireNumbers,
      requireSymbols: policy.RequireSymbols,
    },
    temporaryPasswordDays: policy.TemporaryPasswordValidityDays,
    adminsCreateUsers: pool.AdminCreateUserConfig.AllowAdminCreateUserOnly,
    mfa: pool.MfaConfiguration,
    authFlows: client.ExplicitAuthFlows,
    accessTokenSeconds: lifetime(client.AccessTokenValidity, units.AccessToken ?? 'hours', ONE_HOUR_SECONDS),
    idTokenSeconds: lifetime(client.IdTokenValidity, units.IdToken ?? 'hours', ONE_HOUR_SECONDS),
    refreshTokenSeconds: lifetime(
      client.RefreshTokenValidity,
      units.RefreshToken ?? 'days',
      THIRTY_DAYS_SECONDS,
    ),
    groups: assembly.ofType('AWS::Cognito::UserPoolGroup').map((resource) => {
      const { GroupName, Precedence, Description } = parseProperties(resource, groupSchema);
      return { name: GroupName, precedence: Precedence ?? null, description: Description ?? null };
    }),
  };
}

function only(assembly: Assembly, type: string): Resource {
  const [resource, ...others] = assembly.ofType(type);
  if (!resource || others.length > 0) throw new Error(`The backend must have exactly one ${type}.`);
  return resource;
}

function lifetime(value: number | undefined, unit: string, fallbackSeconds: number): number {
  return value ? value * (UNIT_SECONDS[unit] ?? 1) : fallbackSeconds;
}
