import { describe, expect, it } from 'vitest';
import { nextRun, parseTiming } from './schedules';

const after = new Date('2026-03-06T05:59:30Z'); // a Friday

function next(expression: string, timezone = 'UTC'): string | undefined {
  const timing = parseTiming(expression, timezone, 'Schedule');
  return timing.kind === 'cron' ? nextRun(timing, 'Schedule', after)?.toISOString() : undefined;
}

describe('schedule expressions', () => {
  it.each([
    ['cron(0 6 * * ? *)', '2026-03-06T06:00:00.000Z'],
    ['cron(*/15 * * * ? *)', '2026-03-06T06:00:00.000Z'],
    ['cron(0 8 ? * 2 *)', '2026-03-09T08:00:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-03-06T08:00:00.000Z'],
    ['cron(0 0 1 1 ? 2027)', '2027-01-01T00:00:00.000Z'],
  ])('%s', (expression, expected) => {
    expect(next(expression)).toBe(expected);
  });

  it('reads the clock of the schedule’s time zone', () => {
    expect(next('cron(0 6 * * ? *)', 'Asia/Ho_Chi_Minh')).toBe('2026-03-06T23:00:00.000Z');
  });

  it('reads rates', () => {
    expect(parseTiming('rate(5 minutes)', 'UTC', 'Schedule')).toEqual({ kind: 'rate', everyMs: 300_000 });
    expect(parseTiming('rate(1 hour)', 'UTC', 'Schedule')).toEqual({ kind: 'rate', everyMs: 3_600_000 });
  });

  it.each(['at(2027-01-01T00:00:00)', 'rate(0 minutes)', 'cron(61 6 * * ? *)'])(
    'refuses %s, naming the place',
    (expression) => {
      expect(() => parseTiming(expression, 'UTC', 'Schedule')).toThrow(/^Schedule: /);
    },
  );
});
