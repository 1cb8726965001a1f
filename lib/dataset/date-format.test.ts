import { describe, expect, it } from 'vitest';
import { ANY_DATE_FORMATS } from './any-date-formats';
import { parseDateFormat, problemOfDateFormat } from './date-format';
import type { FieldType } from './field';

describe('a format of dates and times', () => {
  it.each([
    ['date', '%d/%m/%Y'],
    ['date', '%Y-%m'],
    ['date', '%Y'],
    ['date', '%Y%j'],
    ['date', '%A, %-d. %B %Y'],
    ['time', '%R'],
    ['time', '%I:%M:%S %p'],
    ['datetime', '%F %T.%f%z'],
    ['datetime', '100%% %Y'],
    ['datetime', '%s'],
    ['datetime', '%Q'],
  ] as const)('may be, for a %s, %s', (type, format) => {
    expect(problemOfDateFormat(format, type)).toBeNull();
  });

  it.each([
    ['date', '%Y-%', 'unknown'],
    ['date', '%U %Y', 'unknown'],
    ['date', 'YYYY-MM-DD', 'needs a year'],
    ['date', '%Y %y', 'twice'],
    ['date', '%m %B %Y', 'twice'],
    ['date', '%d.%m.', 'needs a year'],
    ['date', '%d %Y', 'a day needs a month'],
    ['date', '%j %m %Y', 'stands for month and day'],
    ['date', '%a %Y', 'a weekday needs a day'],
    ['date', '%Y-%m-%d %z', 'for a datetime only'],
    ['date', '%s', 'unknown'],
    ['time', '%Y %H', 'a time has no date'],
    ['time', '%M:%S', 'needs an hour'],
    ['time', '%H:%S', 'seconds need minutes'],
    ['time', '%H:%M.%f', 'a fraction needs seconds'],
    ['time', '%H:%M %p', 'need each other'],
    ['time', '%I:%M', 'need each other'],
    ['datetime', '%Y-%m-%d %M', 'minutes need an hour'],
  ] as const)('may not be, for a %s, %s', (type, format, reason) => {
    expect(problemOfDateFormat(format, type)).toContain(reason);
  });

  it('is what “any” is made of', () => {
    for (const [type, formats] of Object.entries(ANY_DATE_FORMATS) as [FieldType, string[]][]) {
      for (const format of formats)
        expect([format, problemOfDateFormat(format, type)]).toEqual([format, null]);
    }
  });

  it('takes numbers without their zeros, unless other numbers touch them', () => {
    const matches = (format: string, text: string) =>
      new RegExp(`^(?:${parseDateFormat(format)?.pattern})$`).test(text);
    expect(matches('%d/%m/%Y', '1/2/2025')).toBe(true);
    expect(matches('%d%m%Y', '122025')).toBe(false);
    expect(matches('%d%m%Y', '01022025')).toBe(true);
    expect(matches('%H.%M', '8x30')).toBe(false);
  });
});
