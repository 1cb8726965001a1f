/** Which errors of DynamoDB mean: the same request again, later. */

const THROTTLING = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
]);
const SERVER_FAULT = 500;

/** `throttled`: too fast. `broken`: no answer, or a fault of the service. `null`: it will not get better. */
export function refusalOf(error: unknown): 'throttled' | 'broken' | null {
  if (!(error instanceof Error) || error.name === 'AbortError') return null;
  if (THROTTLING.has(error.name)) return 'throttled';
  const status = statusOf(error);
  return status === null || status >= SERVER_FAULT ? 'broken' : null;
}

/** Null where no whole answer came. */
function statusOf(error: Error): number | null {
  if (!('$metadata' in error)) return null;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
