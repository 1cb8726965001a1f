import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AsyncQueue, type AsyncEvent } from './async-queue';
import { failureRecord } from './failure-record';
import { functionNameOf, type FunctionDefinition } from './function-definition';
import type { FunctionOutcome, FunctionProcess } from './function-process';
import { ProcessPool } from './process-pool';

export interface LambdaRuntimeOptions {
  /** Keeps the asynchronous events and the functions' temporary files. */
  dir: string;
  definitions: readonly FunctionDefinition[];
  /** Credentials, region and endpoint, set for every function. */
  environment: Record<string, string>;
  onLog(functionName: string, line: string): void;
  /** One value of the namespace AWS/Lambda. */
  onMetric?(functionName: string, metric: LambdaMetric, value: number): void;
  retryDelaysMs?: readonly number[];
  idleMs?: number;
  processesMax?: number;
}

export type LambdaMetric = 'Invocations' | 'Errors' | 'Duration' | 'Throttles' | 'ConcurrentExecutions';

/** The answer to one event: `payload` is JSON text, the result or, when `failed`, the error. */
export interface Invocation {
  requestId: string;
  payload: string;
  failed: boolean;
}

export class UnknownFunctionError extends Error {}
export class TooManyRequestsError extends Error {}

const RETRY_DELAYS_MS = [2_000, 10_000];
const IDLE_MS = 5 * 60_000;
const DRAIN_MS = 1_000;
const BYTES_PER_MB = 1024 * 1024;

/** Functions may wait for one another, so there are a few processes even on a small machine. */
const PROCESSES_MAX = Math.max(4, availableParallelism());

/** Runs the backend's functions, each event in a process of its own. */
export class LambdaRuntime {
  private readonly functions = new Map<string, { definition: FunctionDefinition; pool: ProcessPool }>();
  private readonly queue: AsyncQueue;
  private readonly running = new Set<Promise<Invocation>>();

  constructor(private readonly options: LambdaRuntimeOptions) {
    for (const definition of options.definitions) {
      this.functions.set(definition.name, { definition, pool: this.createPool(definition) });
    }
    this.queue = new AsyncQueue({
      dir: path.join(options.dir, 'events'),
      attempt: (event) => this.attempt(event),
      limits: (name) => this.find(name).definition,
      retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
      onGivenUp: (event, error) => this.giveUp(event, error),
    });
  }

  /** Takes up the asynchronous events of the last run; call it when everything the functions need answers. */
  async resume(): Promise<void> {
    await this.queue.resume();
  }

  /** @param payload JSON text. @throws UnknownFunctionError, TooManyRequestsError */
  async invoke(nameOrArn: string, payload: string): Promise<Invocation> {
    const { definition, pool } = this.find(nameOrArn);
    if (definition.reservedConcurrency !== null && pool.busy >= definition.reservedConcurrency) {
      this.options.onMetric?.(definition.name, 'Throttles', 1);
      throw new TooManyRequestsError('Rate Exceeded.');
    }
    return this.runOnce(definition, pool, payload, randomUUID(), 'foreground');
  }

  /** Resolves to the request id when the event is stored; it is tried until it succeeds or its retries are used up. */
  async invokeAsync(nameOrArn: string, payload: string): Promise<string> {
    const { definition } = this.find(nameOrArn);
    return this.queue.accept(definition.name, payload);
  }

  /** The process whose requests carry this session token. */
  findProcess(
    sessionToken: string,
  ): { functionName: string; processId: string; event: string | null } | null {
    for (const { definition, pool } of this.functions.values()) {
      for (const { id, event } of pool.processes) {
        if (id === sessionToken) return { functionName: definition.name, processId: id, event };
      }
    }
    return null;
  }

  /** Ends a process at once; an event it works on fails, as in a crash. */
  killProcess(processId: string): void {
    for (const { pool } of this.functions.values()) {
      for (const functionProcess of pool.processes) {
        if (functionProcess.id === processId) functionProcess.kill();
      }
    }
  }

  /** Ends the processes of a function that work on an event. */
  killFunction(nameOrArn: string): void {
    for (const functionProcess of this.find(nameOrArn).pool.processes) {
      if (functionProcess.event !== null) functionProcess.kill();
    }
  }

  /** Lets what runs end within a second, then ends it; asynchronous events that did not finish run at the next start. */
  async stop(): Promise<void> {
    this.queue.stop();
    const drained = Promise.all(this.running);
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
    await Promise.all([...this.functions.values()].map(({ pool }) => pool.stop()));
    await Promise.race([this.queue.idle(), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
    await rm(this.scratchDir, { recursive: true, force: true });
  }

  private get scratchDir(): string {
    return path.join(this.options.dir, `scratch-${process.pid}`);
  }

  private createPool(definition: FunctionDefinition): ProcessPool {
    const { environment, onLog, idleMs = IDLE_MS, processesMax = PROCESSES_MAX } = this.options;
    const logGroup = `/aws/lambda/${definition.name}`;
    return new ProcessPool({
      definition,
      environment: {
        ...environment,
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs',
        AWS_LAMBDA_FUNCTION_NAME: definition.name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
        AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
        AWS_LAMBDA_LOG_STREAM_NAME: 'local',
        LAMBDA_TASK_ROOT: definition.codeDir,
        _HANDLER: definition.handler,
      },
      scratchDir: this.scratchDir,
      onLine: (line) => onLog(definition.name, line),
      processesMax: Math.min(processesMax, definition.reservedConcurrency ?? processesMax),
      idleMs,
    });
  }

  private find(nameOrArn: string) {
    const found = this.functions.get(functionNameOf(nameOrArn));
    if (!found) throw new UnknownFunctionError(`Function not found: ${nameOrArn}`);
    return found;
  }

  private async attempt(event: AsyncEvent): Promise<string | null> {
    const found = this.functions.get(event.functionName);
    // The backend may have changed since the event was accepted; trying again cannot help then.
    if (!found) return null;
    const { definition, pool } = found;
    const { failed, payload } = await this.runOnce(
      definition,
      pool,
      event.payload,
      event.requestId,
      'background',
    );
    return failed ? payload : null;
  }

  private async giveUp(event: AsyncEvent, error: string): Promise<void> {
    const { definition } = this.find(event.functionName);
    this.options.onLog(event.functionName, givenUpLine(event));
    if (definition.onFailure === null) return;
    await this.invokeAsync(definition.onFailure, JSON.stringify(failureRecord(definition, event, error)));
  }

  private async runOnce(
    definition: FunctionDefinition,
    pool: ProcessPool,
    payload: string,
    requestId: string,
    urgency: 'foreground' | 'background',
  ): Promise<Invocation> {
    const run = pool.run(urgency, async (functionProcess) => {
      this.options.onMetric?.(definition.name, 'ConcurrentExecutions', pool.busy);
      const startedMs = performance.now();
      this.options.onLog(definition.name, `START RequestId: ${requestId} Version: $LATEST`);
      const outcome = await functionProcess.invoke(requestId, payload);
      this.report(definition, functionProcess, requestId, performance.now() - startedMs, outcome);
      return {
        requestId,
        payload: outcome.payload ?? JSON.stringify(outcome.error),
        failed: !!outcome.error,
      };
    });
    this.running.add(run);
    return run.finally(() => this.running.delete(run));
  }

  private report(
    { name, memoryMb }: FunctionDefinition,
    functionProcess: FunctionProcess,
    requestId: string,
    durationMs: number,
    outcome: FunctionOutcome,
  ): void {
    const usedMb = Math.ceil(functionProcess.maxRssBytes / BYTES_PER_MB);
    this.options.onLog(name, `END RequestId: ${requestId}`);
    this.options.onLog(
      name,
      `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs)} ms\t` +
        `Memory Size: ${memoryMb} MB\tMax Memory Used: ${usedMb} MB`,
    );
    this.options.onMetric?.(name, 'Invocations', 1);
    this.options.onMetric?.(name, 'Errors', outcome.error ? 1 : 0);
    this.options.onMetric?.(name, 'Duration', durationMs);
  }
}

function givenUpLine({ requestId, failures }: AsyncEvent): string {
  return `RequestId: ${requestId} Error: the event failed ${failures} times and is given up; it is kept in events/failed.`;
}
