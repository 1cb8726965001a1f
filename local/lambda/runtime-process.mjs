/**
 * The inside of one function process: loads the bundle once, then answers one event at a time. It is plain
 * JavaScript because it is started by itself, as often as a function needs another process.
 *
 * Arguments: the bundle's folder and the handler (`index.handler`). Over the channel to the parent it gets
 * `{ requestId, payload, deadlineMs, functionArn }` and sends `{ requestId, payload }` or `{ requestId, error }`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** Lambda's limit for a synchronous answer. */
const RESPONSE_BYTES_MAX = 6 * 1024 * 1024;

const [codeDir, handlerName] = process.argv.slice(2);

/** Resolves to the handler, or to the error every event is answered with. */
const loading = loadHandler().then(
  (handler) => ({ handler }),
  (error) => ({ error: describeError(error) }),
);

process.on('message', (message) => void answer(message));
// Without its parent nobody would ever end this process.
process.on('disconnect', () => process.exit(0));

async function answer({ requestId, payload, deadlineMs, functionArn }) {
  const { handler, error } = await loading;
  const reply = error
    ? { error }
    : await run(handler, payload, createContext(requestId, deadlineMs, functionArn));
  // What the event printed is complete before its answer: the parent waits for these two lines.
  process.stdout.write(`\0${requestId}\n`);
  process.stderr.write(`\0${requestId}\n`);
  process.send({ requestId, ...reply, maxRssBytes: process.resourceUsage().maxRSS * 1024 });
}

async function run(handler, payload, context) {
  try {
    const result = await handler(JSON.parse(payload), context);
    const text = JSON.stringify(result === undefined ? null : result);
    const bytes = Buffer.byteLength(text);
    if (bytes <= RESPONSE_BYTES_MAX) return { payload: text };
    const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${RESPONSE_BYTES_MAX} bytes).`;
    return { error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage, trace: [] } };
  } catch (error) {
    const described = describeError(error);
    console.error(
      `${described.errorType}: ${described.errorMessage}\n${described.trace.slice(1).join('\n')}`,
    );
    return { error: described };
  }
}

async function loadHandler() {
  const [, moduleName, exportName] = /^(.+)\.([^.]+)$/.exec(handlerName) ?? [];
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => path.join(codeDir, `${moduleName}${extension}`))
    .find(existsSync);
  if (!file) throw named('Runtime.ImportModuleError', `Cannot find module '${moduleName}' in ${codeDir}`);
  const module = await import(pathToFileURL(file).href);
  const handler = module[exportName] ?? module.default?.[exportName];
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  return handler;
}

function createContext(requestId, deadlineMs, invokedFunctionArn) {
  return {
    awsRequestId: requestId,
    invokedFunctionArn,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

function describeError(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const trace = String(error.stack ?? '').split('\n');
  return { errorType: error.name || 'Error', errorMessage: error.message, trace };
}

function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}
