import { Cron } from 'croner';
import { z } from 'zod';
import { parseProperties, type Assembly } from '../assembly/read-assembly';
import { ruleSchema, ruleTargets, type RuleTarget } from '../events/event-bus';
import { targetPayload } from '../events/target-input';
import { randomUUID } from 'node:crypto';

/** When something runs: by the clock, or again and again after a pause. */
export type Timing =
  { kind: 'cron'; expression: string; timezone: string } | { kind: 'rate'; everyMs: number };

export interface Schedule {
  name: string;
  timing: Timing;
  target: RuleTarget;
}

const scheduleSchema = z.object({
  State: z.string().default('ENABLED'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

/** Node runs a timer beyond this at once. */
const TIMER_MS_MAX = 2 ** 31 - 1;

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The enabled schedules of EventBridge Scheduler and the enabled schedule rules. */
export function readSchedules(assembly: Assembly): Schedule[] {
  const own = assembly.ofType('AWS::Scheduler::Schedule').flatMap((resource): Schedule[] => {
    const properties = parseProperties(resource, scheduleSchema);
    if (properties.State === 'DISABLED') return [];
    const timing = parseTiming(
      properties.ScheduleExpression,
      properties.ScheduleExpressionTimezone,
      resource.path,
    );
    // Without an input Scheduler sends an empty object, where a rule sends its event.
    const { Arn, Input = '{}' } = properties.Target;
    return ruleTargets([{ Arn, Input }], resource.path).map((target) => ({
      name: resource.name,
      timing,
      target,
    }));
  });
  const rules = assembly.ofType('AWS::Events::Rule').flatMap((resource): Schedule[] => {
    const { State, ScheduleExpression, Targets } = parseProperties(resource, ruleSchema);
    if (!ScheduleExpression || State === 'DISABLED') return [];
    const timing = parseTiming(ScheduleExpression, 'UTC', resource.path);
    return ruleTargets(Targets, resource.path).map((target) => ({ name: resource.name, timing, target }));
  });
  return [...own, ...rules];
}

/** `cron(0 6 * * ? *)` or `rate(5 minutes)`. @throws Error on anything else, with `place`. */
export function parseTiming(expression: string, timezone: string, place: string): Timing {
  const [, kind, argument = ''] = /^(cron|rate)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'cron') {
    // AWS's six fields begin with the minutes; without a seconds field croner would read them as seconds.
    const timing: Timing = { kind, expression: `0 ${argument}`, timezone };
    nextRun(timing, place);
    return timing;
  }
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(argument) ?? [];
  const unitMs = UNIT_MS[unit];
  const everyMs = Number(count) * (unitMs ?? 0);
  if (kind === 'rate' && everyMs > 0 && everyMs <= TIMER_MS_MAX) return { kind, everyMs };
  throw new Error(`${place}: the schedule ${expression} is not supported.`);
}

/** When a schedule by the clock runs next; null when never again. */
export function nextRun(
  timing: Extract<Timing, { kind: 'cron' }>,
  place: string,
  after = new Date(),
): Date | null {
  try {
    return new Cron(timing.expression, cronOptions(timing.timezone)).nextRun(after);
  } catch (error) {
    throw new Error(`${place}: the schedule ${timing.expression} is not valid.`, { cause: error });
  }
}

/** Starts every schedule; what it returns stops them. A run that was missed while the laptop was off is not made up for. */
export function startSchedules(
  schedules: readonly Schedule[],
  invokeAsync: (functionArn: string, payload: string) => Promise<unknown>,
  onFailure: (scheduleName: string, error: unknown) => void,
): () => void {
  const stops = schedules.map(({ name, timing, target }) => {
    const run = () => {
      invokeAsync(target.functionArn, targetPayload(target.input, scheduledEvent(name))).catch(
        (error: unknown) => onFailure(name, error),
      );
    };
    if (timing.kind === 'rate') {
      const timer = setInterval(run, timing.everyMs);
      return () => clearInterval(timer);
    }
    const job = new Cron(timing.expression, cronOptions(timing.timezone), run);
    return () => job.stop();
  });
  return () => stops.forEach((stop) => stop());
}

function cronOptions(timezone: string) {
  // AWS counts the days of the week from 1 for Sunday.
  return { alternativeWeekdays: true, sloppyRanges: true, timezone, unref: true };
}

function scheduledEvent(ruleName: string) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    resources: [`rule/${ruleName}`],
    detail: {},
  };
}
