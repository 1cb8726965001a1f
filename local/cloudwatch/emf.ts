/**
 * Metrics that are written into a log line. Source: "Specification: Embedded metric format" in the Amazon CloudWatch User
 * Guide. A line that claims to be one and is not stays a log line, as in AWS.
 */
import { z } from 'zod';
import type { Metric } from './metric-store';

export interface EmfValue {
  metric: Metric;
  unit: string | undefined;
  values: number[];
  timestampMs: number;
}

const DIMENSIONS_MAX = 30;
const VALUES_MAX = 100;

const directiveSchema = z.object({
  Namespace: z.string().min(1),
  Dimensions: z.array(z.array(z.string()).max(DIMENSIONS_MAX)).default([]),
  Metrics: z.array(z.object({ Name: z.string().min(1), Unit: z.string().optional() })).default([]),
});

const lineSchema = z.looseObject({
  _aws: z.object({ Timestamp: z.number(), CloudWatchMetrics: z.array(directiveSchema) }),
});

const valuesSchema = z
  .union([z.number(), z.array(z.number()).min(1).max(VALUES_MAX)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** Every value of the line, once for each set of dimensions; empty when it is not an EMF line. */
export function extractEmf(message: string): EmfValue[] {
  // Most log lines are not; they should cost no parsing.
  if (!message.includes('"CloudWatchMetrics"')) return [];
  const parsed = lineSchema.safeParse(parseJson(message));
  if (!parsed.success) return [];
  const line = parsed.data;
  const { Timestamp: timestampMs, CloudWatchMetrics: directives } = line._aws;
  return directives.flatMap(({ Namespace: namespace, Dimensions: sets, Metrics }) =>
    // No set at all and the empty set both mean the metric without dimensions.
    (sets.length > 0 ? sets : [[]]).flatMap((names) => {
      const dimensions = readDimensions(line, names);
      if (!dimensions) return [];
      return Metrics.flatMap(({ Name: name, Unit: unit }) => {
        const values = valuesSchema.safeParse(line[name]);
        return values.success
          ? [{ metric: { namespace, name, dimensions }, unit, values: values.data, timestampMs }]
          : [];
      });
    }),
  );
}

/** The values of a set's dimensions; null when the line lacks one of them. */
function readDimensions(
  line: Record<string, unknown>,
  names: readonly string[],
): Record<string, string> | null {
  const dimensions: Record<string, string> = {};
  for (const name of names) {
    const value = line[name];
    if (typeof value !== 'string' || value === '') return null;
    dimensions[name] = value;
  }
  return dimensions;
}

function parseJson(text: string): unknown {
  // A line may carry the runtime's prefix (time, request id, level) before the object.
  const start = text.indexOf('{');
  try {
    return JSON.parse(text.slice(start));
  } catch {
    return null;
  }
}
