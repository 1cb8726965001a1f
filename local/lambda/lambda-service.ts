import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../request-body';
import type { LocalService } from '../service';
import { SignatureError } from '../signature-error';
import { verifySignature } from '../sigv4';
import { TooManyRequestsError, UnknownFunctionError, type LambdaRuntime } from './lambda-runtime';

export const LAMBDA_SERVICE = 'lambda';
const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations(?:\?|$)/;
const BODY_BYTES_MAX = 6 * 1024 * 1024;

/** Lambda's Invoke call over HTTP; `credentials` maps access key ids to secrets. */
export function createLambdaService(
  runtime: LambdaRuntime,
  { credentials }: { credentials: ReadonlyMap<string, string> },
): LocalService {
  return {
    name: LAMBDA_SERVICE,
    matches: ({ url }) => INVOCATIONS.test(url ?? ''),
    handle: async (request, response) => {
      try {
        await invoke(runtime, credentials, request, response);
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal) throw error;
        answer(
          response,
          refusal.status,
          { Type: 'User', message: refusal.message },
          { 'x-amzn-errortype': refusal.code },
        );
      }
    },
    stop: () => runtime.stop(),
  };
}

async function invoke(
  runtime: LambdaRuntime,
  credentials: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, BODY_BYTES_MAX);
  verifySignature(request, { credentials, body, service: 'lambda' });
  const [, encodedName = ''] = INVOCATIONS.exec(request.url ?? '') ?? [];
  const name = decodeURIComponent(encodedName);
  const payload = body.length > 0 ? body.toString('utf8') : 'null';
  JSON.parse(payload);
  const invocationType = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (invocationType === 'DryRun') return answer(response, 204, undefined, {});
  if (invocationType === 'Event') {
    const requestId = await runtime.invokeAsync(name, payload);
    return answer(response, 202, undefined, { 'x-amzn-requestid': requestId });
  }
  const invocation = await runtime.invoke(name, payload);
  const headers: Record<string, string> = {
    'x-amzn-requestid': invocation.requestId,
    'x-amz-executed-version': '$LATEST',
  };
  if (invocation.failed) headers['x-amz-function-error'] = 'Unhandled';
  answer(response, 200, invocation.payload, headers);
}

function answer(
  response: ServerResponse,
  status: number,
  body: object | string | undefined,
  headers: Record<string, string>,
): void {
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '');
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function refusalOf(error: unknown): { status: number; code: string; message: string } | null {
  if (error instanceof SignatureError) return { status: 403, code: error.jsonCode, message: error.message };
  if (error instanceof UnknownFunctionError) {
    return { status: 404, code: 'ResourceNotFoundException', message: error.message };
  }
  if (error instanceof TooManyRequestsError) {
    return { status: 429, code: 'TooManyRequestsException', message: error.message };
  }
  if (error instanceof SyntaxError) {
    return {
      status: 400,
      code: 'InvalidRequestContentException',
      message: `Could not parse request body: ${error.message}`,
    };
  }
  return null;
}
