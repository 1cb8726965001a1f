/** The environment of the functions, parsed once; everything that is missing is named at once. */
import { z } from 'zod';

const envSchema = z.object({
  AWS_REGION: z.string().min(1),
  LAKE_BUCKET: z.string().min(1),
  DATASETS_TABLE: z.string().min(1),
  DATASET_VERSIONS_TABLE: z.string().min(1),
  IMPORTS_TABLE: z.string().min(1),
  RECORDS_TABLE: z.string().min(1),
  /** Only functions that use them have these tables. */
  SAVED_VIEWS_TABLE: z.string().optional(),
  EXPORTS_TABLE: z.string().optional(),
  API_KEYS_TABLE: z.string().optional(),
  AUDIT_TRAIL_TABLE: z.string().optional(),
  /** Where progress is announced; only functions that change imports have it. */
  GRAPHQL_URL: z.url().optional(),
  /** Only functions that name people have it. */
  USER_POOL_ID: z.string().optional(),
  /** Only the authorizer, which checks tokens that were made for it, has it. */
  USER_POOL_CLIENT_ID: z.string().optional(),
  /** Where AWS answers, if not at its own addresses; the SDK reads it too. */
  AWS_ENDPOINT_URL: z.url().optional(),
  /** What the names of this backend's alarms begin with; only `api` has it. */
  ALARM_PREFIX: z.string().optional(),
  /** How long a run of an import may be silent before another may take it over. */
  IMPORT_LEASE_SECONDS: z.coerce.number().positive().default(30),
  /** Work that a run that dies may lose; 0 notes every segment that is finished. */
  IMPORT_CHECKPOINT_SECONDS: z.coerce.number().nonnegative().default(10),
  /** So long before the function's end a run stops and goes on in a new invocation. */
  IMPORT_MARGIN_SECONDS: z.coerce.number().nonnegative().default(90),
  /** Bytes of a file that are worked on at a time, where the engine's own bound does not fit the function. */
  IMPORT_SEGMENT_BYTES: z.coerce.number().int().positive().optional(),
  /** Set by AWS Lambda. */
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: z.coerce.number().int().positive().default(1024),
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
