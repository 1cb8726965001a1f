import { expect, it } from 'vitest';
import { givenUpInvocation } from './given-up-invocation';

const record = {
  version: '1.0',
  timestamp: '2026-03-01T08:00:00.000Z',
  requestContext: {
    requestId: 'e4b46cbf-b738-xmpl-8880-a18cdf61200e',
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:import:$LATEST',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: { 'detail-type': 'Import Requested', detail: { importId: '01J' } },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 900.00 seconds' },
};

it('is an event, its cause and how often it was tried', () => {
  expect(givenUpInvocation(record)).toEqual({
    event: record.requestPayload,
    cause: { type: 'Sandbox.Timedout', message: 'Task timed out after 900.00 seconds' },
    failedAt: record.timestamp,
    attempts: 3,
  });
});

it('says why it was given up where the function was never started', () => {
  const { responsePayload: _none, responseContext: _context, ...bare } = record;
  const aged = { ...bare, requestContext: { ...record.requestContext, condition: 'EventAgeExceeded' } };
  expect(givenUpInvocation(aged).cause).toEqual({ type: 'EventAgeExceeded', message: null });
});
