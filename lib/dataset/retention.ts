/**
 * How long the objects of a zone are kept. S3 removes an object by a lifecycle rule that its tag chooses, and a bucket
 * has one rule for each number of days: so a dataset can choose among these only.
 */
import { z } from 'zod';

export const RETENTION_DAYS = [1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650] as const;

/** The tag's value is the number of days. */
export const RETENTION_TAG = 'lakeport-retention';

const FOREVER = 'forever';
const offered = RETENTION_DAYS.map((days) => `${days}d`);

const keepForSchema = z
  .string()
  .refine(
    (text) => text === FOREVER || offered.includes(text),
    `Must be one of ${offered.join(', ')} or ${FOREVER}.`,
  );

export const retentionSchema = z.partialRecord(
  z.enum(['bronze', 'silver', 'anomalies', 'rejects', 'gold']),
  keepForSchema,
);

type Retention = z.infer<typeof retentionSchema>;

/** The days after which an object that is put into the zone goes; null when it stays. */
export function retentionDays(
  { retention }: { retention?: Retention | undefined },
  zone: keyof Retention,
): number | null {
  const keepFor = retention?.[zone];
  return keepFor === undefined || keepFor === FOREVER ? null : Number.parseInt(keepFor, 10);
}
