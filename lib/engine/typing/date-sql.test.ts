import { describe, it } from 'vitest';
import { expectCasts } from '../testing/cast-texts';

describe('a cell as a date or time', () => {
  it('is ISO 8601 unless the field has a format', async () => {
    const refused = [
      '2025-1-31',
      '2025/01/31',
      'epoch',
      '2025-02-30',
      ' 2025-01-31',
      '2025-01-31T00:00:00',
      '12025-01-01',
      'infinity',
    ];
    await expectCasts(
      { type: 'date' },
      { '2025-01-31': '2025-01-31', ...Object.fromEntries(refused.map((text) => [text, null])) },
    );
    await expectCasts(
      { type: 'time' },
      { '08:30': '08:30:00', '08:30:15.5': '08:30:15.5', '24:00:00': null, '8:30': null },
    );
    await expectCasts({ type: 'year' }, { '2025': '2025', '25': null, '-2025': null });
  });

  it('is in UTC, whatever the offset it was written with', async () => {
    await expectCasts(
      { type: 'datetime' },
      {
        '2025-01-31T08:00:00Z': '2025-01-31 08:00:00',
        '2025-01-31 08:00': '2025-01-31 08:00:00',
        '2025-01-31T08:00Z': '2025-01-31 08:00:00',
        '2025-01-31T08:00:00.25+07:00': '2025-01-31 01:00:00.25',
        '2025-01-31T08:00-0330': '2025-01-31 11:30:00',
        '2025-01-01T00:30+02': '2024-12-31 22:30:00',
        '2025-01-31': null,
        '2025-01-31T24:00:00': null,
        '2025-01-31T08:00:60': null,
        '2025-01-31T08:00+25:00': null,
        '2025-01-31T08:00:00 Z': null,
        epoch: null,
      },
    );
  });

  it('follows a strptime format, but not more freely than it says', async () => {
    await expectCasts(
      { type: 'date', format: '%Y%m%d' },
      { '19850101': '1985-01-01', '1985011': null, ' 19850101': null, epoch: null },
    );
    await expectCasts(
      { type: 'date', format: '%d/%m/%Y' },
      { '1/2/2025': '2025-02-01', '31/01/2025': '2025-01-31', '32/01/2025': null, '1/2/25': null },
    );
    await expectCasts(
      { type: 'datetime', format: '%d.%m.%Y %H:%M' },
      { '31.01.2025 08:05': '2025-01-31 08:05:00', '31.01.2025  08:05': null },
    );
  });

  it('has no year 0, no hour 24, no second 60 and nothing around it', async () => {
    const refused = [
      '0000-01-01',
      '2025-01-31 ',
      '2025-01-31\n',
      '+2025-01-31',
      '-001-01-01',
      '2025-1-031',
      '２025-01-31',
    ];
    refused.push(
      '2025-01-31 (BC)',
      '2025-02-29',
      '2025-04-31',
      '2025-00-10',
      '2025-13-01',
      '20-5-01-31',
      '2025-01-3x',
    );
    await expectCasts({ type: 'date' }, Object.fromEntries(refused.map((text) => [text, null])));
    await expectCasts(
      { type: 'date' },
      {
        '0001-01-01': '0001-01-01',
        '9999-12-31': '9999-12-31',
        '2024-02-29': '2024-02-29',
        '1900-02-29': null,
      },
    );
    const moments = [
      '0000-01-01T00:00:00Z',
      '2025-01-31T24:00:00Z',
      '2025-01-31 24:00:00',
      '2025-01-31T23:59:60Z',
    ];
    moments.push(
      '2025-01-31T 8:00:00Z',
      '2025-01-31T08:00:00.Z',
      '2025-01-31T08:00:5.Z',
      '2025-01-3T 08:00:00Z',
    );
    moments.push(
      '2025-01-31T08:00:00 UTC',
      '2025-01-31T08:00:00z',
      '2025-01-31t08:00:00Z',
      '2025-01-31T08:00:00ZZ',
    );
    moments.push(
      '2025-01-31T08:00:00+24:00',
      '2025-01-31T08:00:00+02:60',
      '2025-01-31T08:00:00+2',
      'infinity',
      'now',
    );
    moments.push('0001-01-01T00:00:00+01:00', '9999-12-31T23:59:59-01:00', '2025-01-31T08:00:00.1234567891Z');
    await expectCasts({ type: 'datetime' }, Object.fromEntries(moments.map((text) => [text, null])));
    await expectCasts(
      { type: 'datetime' },
      {
        '2025-01-31T23:59:59.999999999Z': '2025-01-31 23:59:59.999999',
        '9999-12-31T23:59:59Z': '9999-12-31 23:59:59',
        '2025-01-01T00:30:00-00:30': '2025-01-01 01:00:00',
        '2024-03-01T00:30:00+01': '2024-02-29 23:30:00',
      },
    );
    await expectCasts(
      { type: 'time' },
      {
        '24:00': null,
        '23:59:60': null,
        '08:30:00 ': null,
        '08:30Z': null,
        '23:59:59.9999999': '23:59:59.999999',
      },
    );
    await expectCasts(
      { type: 'year' },
      { '0000': null, '0001': '1', '9999': '9999', '10000': null, '2025 ': null },
    );
  });

  it('must not contradict itself where a format says something twice', async () => {
    await expectCasts(
      { type: 'date', format: '%a, %d %b %Y' },
      {
        'Fri, 31 Jan 2025': '2025-01-31',
        'fri, 31 JAN 2025': '2025-01-31',
        'Mon, 31 Jan 2025': null,
        'Fri, 31 Jan 25': null,
      },
    );
    await expectCasts(
      { type: 'date', format: '%A %d %B %Y' },
      {
        'Friday 31 January 2025': '2025-01-31',
        'Fri 31 January 2025': null,
        'Friday 31 Jan 2025': null,
        'Monday 31 January 2025': null,
      },
    );
    await expectCasts(
      { type: 'date', format: '%Y-%j' },
      {
        '2025-365': '2025-12-31',
        '2025-366': null,
        '2024-366': '2024-12-31',
        '2025-000': null,
        '2025-1': null,
      },
    );
    await expectCasts(
      { type: 'date', format: '%d.%m.%Y %H:%M' },
      { '31.01.2025 00:00': '2025-01-31', '31.01.2025 00:01': null, '31.01.2025 24:00': null },
    );
  });

  it('applies the offset of a format', async () => {
    await expectCasts(
      { type: 'datetime', format: '%d/%b/%Y:%H:%M:%S %z' },
      {
        ...{
          '10/Oct/2000:13:55:36 -0700': '2000-10-10 20:55:36',
          '10/Oct/2000:13:55:36 +05:30': '2000-10-10 08:25:36',
        },
        ...{
          '10/Oct/2000:13:55:36 Z': '2000-10-10 13:55:36',
          '10/Oct/2000:13:55:36 -00:30': '2000-10-10 14:25:36',
        },
        ...{
          '10/Oct/2000:13:55:36 +25:00': null,
          '10/Oct/2000:13:55:36 +02:60': null,
          '10/Oct/2000:13:55:36': null,
        },
      },
    );
    await expectCasts(
      { type: 'datetime', format: '%a %b %e %T %z %Y' },
      {
        'Fri Jan 31 10:00:00 +0100 2025': '2025-01-31 09:00:00',
        'Wed Jan  1 10:00:00 +0000 2025': '2025-01-01 10:00:00',
      },
    );
  });

  it('may be told in twelve hours, two digits of a year, fractions or seconds since 1970', async () => {
    await expectCasts(
      { type: 'time', format: '%I:%M %p' },
      {
        '12:00 am': '00:00:00',
        '12:30 PM': '12:30:00',
        '1:05 pm': '13:05:00',
        '13:00 PM': null,
        '0:30 AM': null,
      },
    );
    await expectCasts(
      { type: 'date', format: '%d.%m.%y' },
      { '31.01.68': '2068-01-31', '31.01.69': '1969-01-31', '31.01.2025': null },
    );
    await expectCasts(
      { type: 'datetime', format: '%F %T.%f' },
      {
        '2025-01-31 08:00:00.5': '2025-01-31 08:00:00.5',
        '2025-01-31 08:00:00.': null,
        '2025-01-31 08:00:00': null,
      },
    );
    await expectCasts(
      { type: 'datetime', format: '%s' },
      {
        '1700000000': '2023-11-14 22:13:20',
        '-1': '1969-12-31 23:59:59',
        '1.5': null,
        '-99999999999': null,
        ' 1': null,
      },
    );
    await expectCasts({ type: 'datetime', format: '%Q' }, { '1700000000123': '2023-11-14 22:13:20.123' });
  });

  it('takes “any” form that cannot be another one', async () => {
    await expectCasts(
      { type: 'date', format: 'any' },
      {
        ...{
          '2025-01-31': '2025-01-31',
          '2025/1/31': '2025-01-31',
          '20250131': '2025-01-31',
          '31 Jan 2025': '2025-01-31',
        },
        ...{ '31-JAN-2025': '2025-01-31', 'January 31, 2025': '2025-01-31', '31 January 2025': '2025-01-31' },
        ...{ '01/02/2025': null, '31.01.2025': null, '31 Jan 25': null, epoch: null, '2025': null },
      },
    );
    await expectCasts(
      { type: 'datetime', format: 'any' },
      {
        ...{ '2025-01-31T08:00:00+07:00': '2025-01-31 01:00:00', '2025/01/31 8:05': '2025-01-31 08:05:00' },
        ...{
          'Fri, 31 Jan 2025 08:00:00 GMT': '2025-01-31 08:00:00',
          '20250131T080000Z': '2025-01-31 08:00:00',
        },
        ...{ 'Jan 31, 2025 8:05 pm': '2025-01-31 20:05:00', '2025-01-31': '2025-01-31 00:00:00' },
        ...{ 'Mon, 31 Jan 2025 08:00:00 GMT': null, '1/2/2025 08:00': null, '1700000000': null },
      },
    );
    await expectCasts(
      { type: 'time', format: 'any' },
      {
        '08:30': '08:30:00',
        '8:30': '08:30:00',
        '8:30 pm': '20:30:00',
        '8:30PM': '20:30:00',
        '24:00': null,
        '830': null,
      },
    );
  });
});
