/**
 * What goes wrong on purpose, for tests: lost answers, refusals, delays and killed functions by request, doubled and
 * late events. Rules are code and never come over the network. It also keeps a log of the requests that the
 * functions make, so that a test can walk through them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../assembly/json-value';
import type { EventBus } from '../events/event-bus';
import { cutOff, loseAnswer, refuse } from './disturb-answer';
import { readStep, type ProcessLookup, type RequestStep } from './request-step';
import { seededRandom } from './seeded-random';

/**
 * `refuse` does nothing and says so (500 when left out); `lose-answer` does the request and cuts the connection;
 * `kill-before` and `kill-after` end the process that made the request, before it is done or once it is.
 */
type RequestFault =
  | { type: 'refuse'; status?: number; code?: string }
  | { type: 'lose-answer' | 'kill-before' | 'kill-after' }
  | { type: 'delay'; ms: number };

interface Chance {
  /** Only this one of the matching, counted from 1. */
  nth?: number;
  /** Of each matching one, from 0 to 1; 1 when left out. */
  probability?: number;
}

interface RequestFaultRule extends Chance {
  matches(step: RequestStep): boolean;
  fault: RequestFault;
}

interface EventFaultRule extends Chance {
  matches(event: JsonObject): boolean;
  /** How many times the event is delivered. */
  copies: number;
  /** Each copy comes after a random time up to this, so that events overtake one another. */
  lateMsMax: number;
}

/** The functions' processes, as the faults need them. */
interface FaultyFunctions {
  findProcess: ProcessLookup;
  /** Ends a process at once; its event fails. */
  killProcess(processId: string): void;
  /** Ends the processes of a function that work on an event. */
  killFunction(name: string): void;
}

interface Armed<T> {
  rule: T;
  seen: number;
}

export class Faults {
  /** Every request of a function's process since `forget`, in order of arrival. */
  readonly steps: RequestStep[] = [];
  /** Steps at which a rule struck, in order. */
  readonly struck: RequestStep[] = [];
  private requestRules: Armed<RequestFaultRule>[] = [];
  private eventRules: Armed<EventFaultRule>[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly stopped = new AbortController();
  private readonly random: () => number;
  private functions: FaultyFunctions | null = null;

  /** The seed decides the random numbers; which request gets which depends on their order of arrival. */
  constructor(readonly seed: number) {
    this.random = seededRandom(seed);
  }

  /** @returns what takes the rule back */
  inRequests(rule: RequestFaultRule): () => void {
    const armed = { rule, seen: 0 };
    this.requestRules.push(armed);
    return () => void (this.requestRules = this.requestRules.filter((other) => other !== armed));
  }

  /** @returns what takes the rule back */
  inEvents(rule: EventFaultRule): () => void {
    const armed = { rule, seen: 0 };
    this.eventRules.push(armed);
    return () => void (this.eventRules = this.eventRules.filter((other) => other !== armed));
  }

  /** Takes all rules back; what is delayed already still comes. */
  heal(): void {
    this.requestRules = [];
    this.eventRules = [];
  }

  /** Empties the logs. */
  forget(): void {
    this.steps.length = 0;
    this.struck.length = 0;
  }

  /** Ends whatever a function works on. */
  killFunction(name: string): void {
    this.functions?.killFunction(name);
  }

  /** Called by the laptop, which alone knows the processes. */
  attach(functions: FaultyFunctions): void {
    this.functions = functions;
  }

  /** Drops what is still delayed. */
  stop(): void {
    this.stopped.abort();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /** Stands between the gateway and a service. */
  readonly intercept = async (
    service: string,
    request: IncomingMessage,
    response: ServerResponse,
    handle: () => Promise<void>,
  ): Promise<void> => {
    const step = readStep(service, request, (token) => this.functions?.findProcess(token) ?? null);
    if (step.functionName !== null) this.steps.push(step);
    const faults = strike(this.requestRules, step, this.random).map(({ fault }) => fault);
    if (faults.length > 0) this.struck.push(step);
    const { signal } = this.stopped;
    for (const fault of faults) {
      // Nothing but the laptop's end cuts a delay short, and then there is nobody left to answer.
      if (fault.type === 'delay') await pause(fault.ms, undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted) return cutOff(request);
    // Of several only the first can happen.
    const fault = faults.find(({ type }) => type !== 'delay');
    if (fault?.type === 'refuse') return refuse(service, request, response, fault);
    if (fault?.type === 'kill-before') {
      this.kill(step);
      return cutOff(request);
    }
    if (fault?.type === 'lose-answer') loseAnswer(request, response, () => undefined);
    if (fault?.type === 'kill-after') loseAnswer(request, response, () => this.kill(step));
    await handle();
  };

  /** Stands between those who put events and the bus. */
  disturb(bus: EventBus, onFailure: (error: unknown) => void): EventBus {
    const deliverLate = (event: JsonObject, ms: number) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        bus.put(event).catch(onFailure);
      }, ms);
      this.timers.add(timer);
    };
    return {
      put: async (event) => {
        const [rule] = strike(this.eventRules, event, this.random);
        if (!rule) return bus.put(event);
        for (let copy = 0; copy < rule.copies; copy += 1) deliverLate(event, this.random() * rule.lateMsMax);
      },
    };
  }

  private kill({ processId, service, operation }: RequestStep): void {
    if (processId === null)
      throw new Error(`No function's process made the request ${service} ${operation}.`);
    this.functions?.killProcess(processId);
  }
}

/** The rules whose turn it is. */
function strike<T, R extends Chance & { matches(subject: T): boolean }>(
  rules: Armed<R>[],
  subject: T,
  random: () => number,
): R[] {
  const matching = rules.filter(({ rule }) => rule.matches(subject));
  for (const armed of matching) armed.seen += 1;
  return matching
    .filter(({ rule, seen }) => rule.nth === undefined || rule.nth === seen)
    .filter(({ rule: { probability } }) => probability === undefined || random() < probability)
    .map(({ rule }) => rule);
}
