import type { AsyncEvent } from './async-queue';
import type { FunctionDefinition } from './function-definition';

/**
 * What an on-failure destination gets of an event that was given up.
 * Source: AWS Lambda Developer Guide, «Capturing records of Lambda asynchronous invocations».
 * @param error the function's last error, JSON text
 */
export function failureRecord(
  { arn, retries }: Pick<FunctionDefinition, 'arn' | 'retries'>,
  { requestId, failures, payload }: AsyncEvent,
  error: string,
): object {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${arn}:$LATEST`,
      condition: failures > retries ? 'RetriesExhausted' : 'EventAgeExceeded',
      approximateInvokeCount: failures,
    },
    requestPayload: JSON.parse(payload),
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: JSON.parse(error),
  };
}
