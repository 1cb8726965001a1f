/**
 * What AWS Lambda sends to the on-failure destination of an asynchronous invocation that it has given up. Source:
 * Lambda developer guide, «Capturing records of Lambda asynchronous invocations».
 */
import { z } from 'zod';
import type { GivenUp } from '../../../lib/use-cases/run-import/give-up-import';

const invocationRecordSchema = z.object({
  timestamp: z.string(),
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number().int().default(1) }),
  /** The event, as it was delivered. */
  requestPayload: z.unknown(),
  /** What the function failed with; missing where it was never started. */
  responsePayload: z
    .object({ errorType: z.string().nullish(), errorMessage: z.string().nullish() })
    .nullish()
    .catch(null),
});

export function givenUpInvocation(record: unknown): GivenUp {
  const { timestamp, requestContext, requestPayload, responsePayload } = invocationRecordSchema.parse(record);
  return {
    event: requestPayload,
    cause: {
      type: responsePayload?.errorType ?? requestContext.condition,
      message: responsePayload?.errorMessage ?? null,
    },
    failedAt: timestamp,
    attempts: requestContext.approximateInvokeCount,
  };
}
