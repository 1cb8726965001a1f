/** The alarms and since when they are in which state, kept in an append-only file. */
import { join } from 'node:path';
import { z } from 'zod';
import { AwsJsonError } from '../aws-json';
import { JsonLinesFile } from '../json-lines';
import {
  alarmDefinitionSchema,
  alarmStateSchema,
  type AlarmDefinition,
  type AlarmState,
} from './alarm-definition';
import { evaluateAlarm } from './evaluate-alarm';
import type { MetricStore } from './metric-store';

const propertiesSchema = z.record(z.string(), z.unknown());

const changeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('put'),
    properties: propertiesSchema,
    /** The template's properties as JSON at the time; null for an alarm that comes from a call. */
    template: z.string().nullable(),
    changedMs: z.number(),
  }),
  z.object({ type: z.literal('state'), name: z.string(), state: alarmStateSchema }),
  z.object({ type: z.literal('delete'), name: z.string() }),
]);

type AlarmChange = z.infer<typeof changeSchema>;

export interface StoredAlarm {
  /** As they were given, for DescribeAlarms. */
  properties: Record<string, unknown>;
  definition: AlarmDefinition;
  template: string | null;
  changedMs: number;
  state: AlarmState;
  /** A state set by hand counts until then. */
  heldUntilMs: number;
}

/** CloudWatch looks at an alarm once a minute; until then SetAlarmState stands. */
const EVALUATION_MS = 60_000;

export class AlarmStore {
  readonly #alarms = new Map<string, StoredAlarm>();
  readonly #file: JsonLinesFile<AlarmChange>;
  readonly #metrics: MetricStore;

  private constructor(dir: string, metrics: MetricStore) {
    this.#file = new JsonLinesFile(join(dir, 'alarms.jsonl'), changeSchema);
    this.#metrics = metrics;
  }

  /**
   * An alarm of the templates replaces the stored one only when the template has changed since: as after a deployment,
   * what was changed by a call stays until then. One that left the templates goes.
   */
  static async open(dir: string, metrics: MetricStore, templates: readonly unknown[]): Promise<AlarmStore> {
    const store = new AlarmStore(dir, metrics);
    for await (const change of store.#file.read()) store.#apply(change);
    const named = new Set<string>();
    for (const template of templates) {
      const properties = propertiesSchema.parse(template);
      const name = String(properties.AlarmName);
      const text = JSON.stringify(properties);
      named.add(name);
      if (store.#alarms.get(name)?.template !== text) store.put(properties, text);
    }
    for (const [name, { template }] of store.#alarms) {
      if (template !== null && !named.has(name)) store.#alarms.delete(name);
    }
    store.#file.rewrite(store.#changes());
    return store;
  }

  /**
   * Looks at the data once before it takes the alarm: an expression nobody can compute is refused now, not later.
   * @throws AwsJsonError for properties that make no alarm
   */
  put(properties: Record<string, unknown>, template?: string): void {
    const parsed = alarmDefinitionSchema.safeParse(properties);
    const name = String(properties.AlarmName);
    if (!parsed.success) throw refused(name, z.prettifyError(parsed.error));
    try {
      evaluateAlarm(this.#metrics, parsed.data, { nowMs: Date.now(), previous: 'INSUFFICIENT_DATA' });
    } catch (error) {
      throw error instanceof AwsJsonError ? refused(name, error.message) : error;
    }
    const kept = template ?? this.#alarms.get(name)?.template ?? null;
    this.#change({ type: 'put', properties, template: kept, changedMs: Date.now() });
  }

  /** @throws AwsJsonError ResourceNotFound */
  setState(name: string, value: AlarmState['value'], reason: string): void {
    const alarm = this.#alarms.get(name);
    if (!alarm) throw new AwsJsonError('ResourceNotFound', `There is no alarm '${name}'.`, 404);
    const nowMs = Date.now();
    alarm.heldUntilMs = nowMs + EVALUATION_MS;
    this.#change({ type: 'state', name, state: { value, reason, sinceMs: nowMs } });
  }

  delete(name: string): void {
    if (this.#alarms.has(name)) this.#change({ type: 'delete', name });
  }

  /** All alarms by name, in the state that the data give now. */
  evaluate(): StoredAlarm[] {
    const nowMs = Date.now();
    for (const [name, alarm] of this.#alarms) {
      if (nowMs < alarm.heldUntilMs) continue;
      const { value, reason } = evaluateAlarm(this.#metrics, alarm.definition, {
        nowMs,
        previous: alarm.state.value,
      });
      if (value === alarm.state.value) alarm.state.reason = reason;
      else this.#change({ type: 'state', name, state: { value, reason, sinceMs: nowMs } });
    }
    return [...this.#alarms.values()].sort((a, b) =>
      a.definition.AlarmName < b.definition.AlarmName ? -1 : 1,
    );
  }

  close(): void {
    this.#file.close();
  }

  #change(change: AlarmChange): void {
    this.#file.append(change);
    this.#apply(change);
  }

  #apply(change: AlarmChange): void {
    switch (change.type) {
      case 'put': {
        const { properties, template, changedMs } = change;
        const definition = alarmDefinitionSchema.parse(properties);
        const before = this.#alarms.get(definition.AlarmName);
        const state = before?.state ?? {
          value: 'INSUFFICIENT_DATA',
          reason: 'Unchecked: Initial alarm creation',
          sinceMs: changedMs,
        };
        this.#alarms.set(definition.AlarmName, {
          properties,
          definition,
          template,
          changedMs,
          state,
          heldUntilMs: 0,
        });
        return;
      }
      case 'state': {
        const alarm = this.#alarms.get(change.name);
        if (alarm) alarm.state = change.state;
        return;
      }
      case 'delete':
        this.#alarms.delete(change.name);
    }
  }

  *#changes(): Generator<AlarmChange> {
    for (const [name, { properties, template, changedMs, state }] of this.#alarms) {
      yield { type: 'put', properties, template, changedMs };
      yield { type: 'state', name, state };
    }
  }
}

function refused(name: string, reason: string): AwsJsonError {
  return new AwsJsonError('InvalidParameterValueException', `The alarm ${name} cannot be used: ${reason}`);
}
