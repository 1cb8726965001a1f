import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { FunctionDefinition } from './function-definition';

const RUNTIME = fileURLToPath(new URL('./runtime-process.mjs', import.meta.url));

/** Variables of this process that a function's process cannot do without. */
const INHERITED = ['PATH', 'HOME', 'SystemRoot', 'NODE_EXTRA_CA_CERTS'];

/** What Lambda's payload holds when an invocation failed. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export type FunctionOutcome =
  { payload: string; error?: undefined } | { payload?: undefined; error: FunctionError };

const replySchema = z.object({
  requestId: z.string(),
  payload: z.string().optional(),
  error: z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) }).optional(),
  maxRssBytes: z.number(),
});

export interface FunctionProcessOptions {
  definition: FunctionDefinition;
  /** Set for every function, beside its own environment. */
  environment: Record<string, string>;
  /** Gets a folder for this process's temporary files. */
  scratchDir: string;
  onLine: (line: string) => void;
}

interface Running {
  requestId: string;
  payload: string;
  linesEnded: number;
  outcome?: FunctionOutcome;
  finish: (outcome: FunctionOutcome) => void;
}

/** One process of one function. It answers one event at a time, as an execution environment of Lambda does. */
export class FunctionProcess {
  /** Its session token: by it a request says which process made it. Nothing is checked by it. */
  readonly id = randomUUID();
  /** The most memory it has held so far. */
  maxRssBytes = 0;
  private readonly child: ChildProcess;
  private readonly tmpDir: string;
  private running: Running | null = null;
  /** Killed, though the process may not have noticed yet. */
  private ended = false;
  private readonly whenEnded: Promise<void>;

  constructor(private readonly options: FunctionProcessOptions) {
    const { definition, environment, scratchDir } = options;
    this.tmpDir = path.join(scratchDir, `${definition.name}-${this.id}`);
    mkdirSync(this.tmpDir, { recursive: true });
    this.child = fork(RUNTIME, [definition.codeDir, definition.handler], {
      cwd: definition.codeDir,
      env: {
        ...inheritedEnvironment(),
        ...environment,
        ...definition.environment,
        AWS_SESSION_TOKEN: this.id,
        TMPDIR: this.tmpDir,
        TZ: 'UTC',
      },
      execArgv: [],
      // In a process group of its own, so that Ctrl-C in a terminal reaches the laptop alone, which then ends it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.followLines(this.child.stdout);
    this.followLines(this.child.stderr);
    this.child.on('message', (message) => this.takeReply(message));
    this.child.on('error', (error) => this.options.onLine(`The function's process failed: ${error.message}`));
    this.whenEnded = new Promise((resolve) => {
      this.child.once('close', (code, signal) => {
        this.takeEnd(code, signal);
        resolve();
      });
    });
  }

  get usable(): boolean {
    return !this.ended && this.child.connected;
  }

  /** The event it works on, as JSON text. */
  get event(): string | null {
    return this.running?.payload ?? null;
  }

  /** Answers with the function's result or error; never rejects. A process that failed to answer in time is ended. */
  invoke(requestId: string, payload: string): Promise<FunctionOutcome> {
    const { definition } = this.options;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = (definition.timeoutMs / 1000).toFixed(2);
        const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
        this.options.onLine(
          `${new Date().toISOString()} ${requestId} Task timed out after ${seconds} seconds`,
        );
        this.kill();
        this.finish({ error: { errorType: 'Sandbox.Timedout', errorMessage } });
      }, definition.timeoutMs);
      const finish = (outcome: FunctionOutcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.running = { requestId, payload, linesEnded: 0, finish };
      const deadlineMs = Date.now() + definition.timeoutMs;
      this.child.send({ requestId, payload, deadlineMs, functionArn: definition.arn });
    });
  }

  /** Ends the process at once; an event it works on is answered with an error. */
  async stop(): Promise<void> {
    this.kill();
    await this.whenEnded;
  }

  /** Ends the process without waiting for its end. */
  kill(): void {
    this.ended = true;
    this.child.kill('SIGKILL');
  }

  private followLines(stream: Readable | null): void {
    if (!stream) return;
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
      const endMark = line.indexOf('\0');
      const text = endMark < 0 ? line : line.slice(0, endMark);
      if (text) this.options.onLine(text);
      if (endMark < 0 || this.running?.requestId !== line.slice(endMark + 1)) return;
      this.running.linesEnded += 1;
      this.finishWhenComplete();
    });
  }

  private takeReply(message: unknown): void {
    const reply = replySchema.parse(message);
    this.maxRssBytes = Math.max(this.maxRssBytes, reply.maxRssBytes);
    if (this.running?.requestId !== reply.requestId) return;
    this.running.outcome = reply.error ? { error: reply.error } : { payload: reply.payload ?? 'null' };
    this.finishWhenComplete();
  }

  /** An answer counts once both streams have brought what was printed before it. */
  private finishWhenComplete(): void {
    if (this.running?.outcome && this.running.linesEnded === 2) this.finish(this.running.outcome);
  }

  private takeEnd(code: number | null, signal: NodeJS.Signals | null): void {
    this.ended = true;
    rmSync(this.tmpDir, { recursive: true, force: true });
    if (!this.running) return;
    const { requestId, outcome } = this.running;
    const how = signal ? `signal: ${signal === 'SIGKILL' ? 'killed' : signal}` : `exit status ${code}`;
    const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: ${how}`;
    this.finish(outcome ?? { error: { errorType: 'Runtime.ExitError', errorMessage } });
  }

  private finish(outcome: FunctionOutcome): void {
    const running = this.running;
    this.running = null;
    running?.finish(outcome);
  }
}

/** This process's environment reduced to what every program needs: a function must not see the rest. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (!INHERITED.includes(name)) Reflect.deleteProperty(environment, name);
  }
  return environment;
}
