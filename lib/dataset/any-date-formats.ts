import type { FieldType } from './field';

const DATES = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%Y%m%d',
  '%d %b %Y',
  '%d-%b-%Y',
  '%d %B %Y',
  '%b %d, %Y',
  '%B %d, %Y',
];

/**
 * What `"format": "any"` tries, in this order and after ISO 8601. None of them can be taken for another one:
 * `01/02/2025` and two-digit years are left out, because nothing in a file says which number is the day.
 */
export const ANY_DATE_FORMATS: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  date: DATES,
  time: ['%H:%M', '%H:%M:%S', '%I:%M %p', '%I:%M:%S %p', '%I:%M%p'],
  // A date alone is its midnight.
  datetime: [
    ...DATES,
    '%Y/%m/%d %H:%M',
    '%Y/%m/%d %H:%M:%S',
    '%Y-%m-%d %H:%M',
    '%Y-%m-%d %H:%M:%S',
    '%Y%m%dT%H%M%S',
    '%Y%m%dT%H%M%S%z',
    '%Y%m%d%H%M%S',
    '%d %b %Y %H:%M',
    '%d %b %Y %H:%M:%S',
    '%b %d, %Y %I:%M %p',
    '%a, %d %b %Y %H:%M:%S GMT',
    '%a, %d %b %Y %H:%M:%S %z',
    '%d/%b/%Y:%H:%M:%S %z',
  ],
};
