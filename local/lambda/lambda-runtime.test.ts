import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FunctionDefinition } from './function-definition';
import {
  LambdaRuntime,
  TooManyRequestsError,
  UnknownFunctionError,
  type LambdaRuntimeOptions,
} from './lambda-runtime';

let dir: string;
let lines: string[];
let runtimes: LambdaRuntime[];

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-lambda-'));
  lines = [];
  runtimes = [];
});

afterEach(async () => {
  await Promise.all(runtimes.map((runtime) => runtime.stop()));
  await rm(dir, { recursive: true, force: true });
});

async function startRuntime(
  code: string,
  definition: Partial<FunctionDefinition> = {},
  { more, ...options }: Partial<LambdaRuntimeOptions> & { more?: Partial<FunctionDefinition> } = {},
): Promise<LambdaRuntime> {
  await writeFile(path.join(dir, 'index.mjs'), code);
  const fn: FunctionDefinition = {
    name: 'fn',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
    codeDir: dir,
    handler: 'index.handler',
    environment: { COLOUR: 'blue' },
    timeoutMs: 5_000,
    memoryMb: 128,
    reservedConcurrency: null,
    retries: 2,
    eventAgeMaxMs: 60_000,
    onFailure: null,
  };
  const runtime = new LambdaRuntime({
    dir: path.join(dir, 'state'),
    definitions: [{ ...fn, ...definition }, ...(more ? [{ ...fn, ...more }] : [])],
    environment: { AWS_REGION: 'us-east-1' },
    onLog: (_name, line) => lines.push(line),
    retryDelaysMs: [10],
    ...options,
  });
  runtimes.push(runtime);
  return runtime;
}

describe('synchronous invocation', () => {
  it('runs the handler with its environment and context', async () => {
    const runtime = await startRuntime(`export const handler = async (event, context) => ({
      event, colour: process.env.COLOUR, region: process.env.AWS_REGION, name: context.functionName,
      remaining: context.getRemainingTimeInMillis() > 1000, secret: process.env.VITEST ?? null });`);
    const { payload, failed } = await runtime.invoke('arn:aws:lambda:us-east-1:0:function:fn', '{"n":1}');
    expect(failed).toBe(false);
    expect(JSON.parse(payload)).toEqual({
      event: { n: 1 },
      colour: 'blue',
      region: 'us-east-1',
      name: 'fn',
      remaining: true,
      secret: null,
    });
  });

  it('passes on everything printed before it answers, then reports duration and memory', async () => {
    const runtime = await startRuntime(
      `export const handler = async () => { for (let i = 0; i < 500; i++) console.log('line ' + i); console.error('last'); };`,
    );
    await runtime.invoke('fn', 'null');
    expect(lines.filter((line) => line.startsWith('line '))).toHaveLength(500);
    expect(lines).toContain('last');
    expect(lines.at(-1)).toMatch(
      /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\t.*Max Memory Used: [1-9]\d* MB$/,
    );
  });

  it('answers a thrown error as Lambda does and keeps the process', async () => {
    const runtime = await startRuntime(
      `let calls = 0; export const handler = async () => { calls++; if (calls === 1) throw new TypeError('no'); return calls; };`,
    );
    const first = await runtime.invoke('fn', 'null');
    expect(first.failed).toBe(true);
    expect(JSON.parse(first.payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    expect((await runtime.invoke('fn', 'null')).payload).toBe('2');
  });

  it('ends a handler that takes too long and goes on with a new process', async () => {
    const runtime = await startRuntime(
      `export const handler = async (wait) => { if (wait) { for (;;); } return process.pid; };`,
      { timeoutMs: 1_000 },
    );
    const before = (await runtime.invoke('fn', 'false')).payload;
    const late = await runtime.invoke('fn', 'true');
    expect(JSON.parse(late.payload)).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(JSON.parse(late.payload).errorMessage).toContain('Task timed out after 1.00 seconds');
    const after = await runtime.invoke('fn', 'false');
    expect(after.failed).toBe(false);
    expect(after.payload).not.toBe(before);
  });

  it('reports a crash as the error of its event and replaces the process', async () => {
    const runtime = await startRuntime(
      `export const handler = async (crash) => { if (crash) process.kill(process.pid, 'SIGKILL'); await new Promise(r => setTimeout(r, crash ? 1000 : 0)); return 'ok'; };`,
    );
    const crashed = await runtime.invoke('fn', 'true');
    expect(JSON.parse(crashed.payload)).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await runtime.invoke('fn', 'false')).payload).toBe('"ok"');
  });

  it('says when the bundle or its handler is missing, and when the function is unknown', async () => {
    const runtime = await startRuntime(`export const other = 1;`);
    expect(JSON.parse((await runtime.invoke('fn', 'null')).payload).errorType).toBe(
      'Runtime.HandlerNotFound',
    );
    await expect(runtime.invoke('nobody', 'null')).rejects.toBeInstanceOf(UnknownFunctionError);
  });

  it('throttles beyond the reserved concurrency', async () => {
    const throttles: number[] = [];
    const runtime = await startRuntime(
      `export const handler = () => new Promise((r) => setTimeout(r, 300));`,
      { reservedConcurrency: 1 },
      { onMetric: (_name, metric, value) => void (metric === 'Throttles' && throttles.push(value)) },
    );
    const first = runtime.invoke('fn', 'null');
    await vi.waitFor(() => expect(lines.some((line) => line.startsWith('START'))).toBe(true));
    await expect(runtime.invoke('fn', 'null')).rejects.toBeInstanceOf(TooManyRequestsError);
    await first;
    expect(throttles).toEqual([1]);
  });

  it('works on several events at once, each in a process of its own', async () => {
    const runtime = await startRuntime(
      `export const handler = async () => { await new Promise((r) => setTimeout(r, 200)); return process.pid; };`,
      {},
      { processesMax: 2 },
    );
    const pids = await Promise.all(
      [1, 2, 3, 4].map(async () => (await runtime.invoke('fn', 'null')).payload),
    );
    expect(new Set(pids).size).toBe(2);
  });
});

describe('asynchronous invocation', () => {
  it('tries a failing event twice more, then keeps it apart', async () => {
    const runtime = await startRuntime(`export const handler = async () => { throw new Error('always'); };`);
    await runtime.invokeAsync('fn', '{}');
    const failedDir = path.join(dir, 'state', 'events', 'failed');
    await vi.waitFor(async () => expect(await readdir(failedDir)).toHaveLength(1), { timeout: 5_000 });
    expect(lines.filter((line) => line.startsWith('START'))).toHaveLength(3);
  });

  it('tells the destination of an event that is given up, also when its process was killed', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:hears';
    await startRuntime(
      `export const handler = async () => process.kill(process.pid, 'SIGKILL');
       export const hear = async (record) => console.log('heard ' + JSON.stringify(record));`,
      { onFailure: arn },
      { more: { name: 'hears', arn, handler: 'index.hear' } },
    ).then((runtime) => runtime.invokeAsync('fn', '{"id":7}'));
    const heard = await vi.waitFor(
      () => {
        const line = lines.find((text) => text.startsWith('heard '));
        expect(line).toBeDefined();
        return JSON.parse(line?.slice('heard '.length) ?? '');
      },
      { timeout: 10_000 },
    );
    expect(heard).toMatchObject({
      version: '1.0',
      timestamp: expect.stringMatching(/Z$/),
      requestContext: {
        requestId: expect.any(String),
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { id: 7 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('killed') },
    });
  });

  it('stops trying once the event succeeded', async () => {
    const runtime = await startRuntime(
      `let calls = 0; export const handler = async () => { calls++; if (calls < 2) throw new Error('once'); console.log('done'); };`,
    );
    await runtime.invokeAsync('fn', '{}');
    await vi.waitFor(() => expect(lines).toContain('done'), { timeout: 5_000 });
    await vi.waitFor(async () =>
      expect(await readdir(path.join(dir, 'state', 'events'))).toEqual(['failed']),
    );
    expect(lines.filter((line) => line.startsWith('START'))).toHaveLength(2);
  });

  it('runs an accepted event again that was not finished when the laptop stopped', async () => {
    const code = `export const handler = async (event) => { console.log('began ' + event.id); await new Promise((r) => setTimeout(r, event.ms)); };`;
    const first = await startRuntime(code);
    await first.invokeAsync('fn', '{"id":7,"ms":60000}');
    await vi.waitFor(() => expect(lines).toContain('began 7'), { timeout: 5_000 });
    await first.stop();
    lines = [];
    const second = await startRuntime(code.replace('event.ms', '0'));
    await second.resume();
    await vi.waitFor(() => expect(lines).toContain('began 7'), { timeout: 5_000 });
  });
});
