import { FunctionProcess, type FunctionProcessOptions } from './function-process';

export interface ProcessPoolOptions extends FunctionProcessOptions {
  processesMax: number;
  /** A process without an event for this long is ended. */
  idleMs: number;
}

/** The processes of one function: started when events come, kept for the next ones, ended when idle. */
export class ProcessPool {
  private readonly all = new Set<FunctionProcess>();
  private readonly idle = new Map<FunctionProcess, NodeJS.Timeout>();
  /** Whoever waits for an answer is served before what runs in the background. */
  private readonly waiting: Record<'foreground' | 'background', ((process: FunctionProcess) => void)[]> = {
    foreground: [],
    background: [],
  };
  private busyCount = 0;
  private stopped = false;

  constructor(private readonly options: ProcessPoolOptions) {}

  get busy(): number {
    return this.busyCount;
  }

  /** Runs `use` with a process of its own. */
  async run<T>(
    urgency: 'foreground' | 'background',
    use: (process: FunctionProcess) => Promise<T>,
  ): Promise<T> {
    const functionProcess = await this.acquire(urgency);
    this.busyCount += 1;
    try {
      return await use(functionProcess);
    } finally {
      this.busyCount -= 1;
      this.release(functionProcess);
    }
  }

  get processes(): ReadonlySet<FunctionProcess> {
    return this.all;
  }

  /** Ends all processes; events that still wait for one are never answered. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.idle.values()) clearTimeout(timer);
    this.idle.clear();
    await Promise.all([...this.all].map((functionProcess) => functionProcess.stop()));
  }

  private acquire(urgency: 'foreground' | 'background'): Promise<FunctionProcess> {
    for (const [functionProcess, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(functionProcess);
      if (functionProcess.usable) return Promise.resolve(functionProcess);
      this.all.delete(functionProcess);
    }
    if (this.all.size < this.options.processesMax) return Promise.resolve(this.start());
    return new Promise((resolve) => this.waiting[urgency].push(resolve));
  }

  private release(functionProcess: FunctionProcess): void {
    if (!functionProcess.usable) this.all.delete(functionProcess);
    if (this.stopped) return;
    const next = this.waiting.foreground.shift() ?? this.waiting.background.shift();
    if (next) return next(functionProcess.usable ? functionProcess : this.start());
    if (!functionProcess.usable) return;
    const timer = setTimeout(() => {
      this.idle.delete(functionProcess);
      this.all.delete(functionProcess);
      void functionProcess.stop();
    }, this.options.idleMs);
    this.idle.set(functionProcess, timer.unref());
  }

  private start(): FunctionProcess {
    const functionProcess = new FunctionProcess(this.options);
    this.all.add(functionProcess);
    return functionProcess;
  }
}
