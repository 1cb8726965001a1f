/** The environment of the functions, parsed once; everything that is missing is named at once. */
import { z } from 'zod';

const envSchema = z.object({
  AWS_REGION: z.string().min(1),
  LAKE_BUCKET: z.string().min(1),
  DATASETS_TABLE: z.string().min(1),
  DATASET_VERSIONS_TABLE: z.string().min(1),
  IMPORTS_TABLE: z.string().min(1),
  RECORDS_TABLE: z.string().min(1),
  /** Where progress is announced; only functions that change imports have it. */
  GRAPHQL_URL: z.url().optional(),
  /** Only functions that name people have it. */
  USER_POOL_ID: z.string().optional(),
  /** What the names of this backend's alarms begin with; only `api` has it. */
  ALARM_PREFIX: z.string().optional(),
});

export type Env = z.infer<typeof envSchema>;

export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = envSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
  throw new Error(`The function's environment is incomplete: ${names.join(', ')}.`);
}

/** The value of an optional variable that this function cannot do without. */
export function requireEnv<K extends keyof Env>(env: Env, name: K): NonNullable<Env[K]> {
  const value = env[name];
  if (value === undefined || value === null) throw new Error(`The function's environment lacks ${name}.`);
  return value;
}
