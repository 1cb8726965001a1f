import { describe, expect, it } from 'vitest';
import type { ColumnType } from '@/lib/lake/columns';
import { axisTicks } from './axis-ticks';

const words = (from: string, to: string, type: ColumnType = 'datetime') => {
  const { ticks, format } = axisTicks(Date.parse(from), Date.parse(to), type);
  return ticks.map(format);
};

describe('the ticks of an axis', () => {
  it('are the beginnings of years, months, days and hours, as the range asks for', () => {
    expect(words('1985-01-01', '2014-12-31', 'date')).toEqual([
      '1985',
      '1990',
      '1995',
      '2000',
      '2005',
      '2010',
    ]);
    expect(words('2024-11-15', '2025-06-02', 'date')).toEqual([
      '2024-12',
      '2025-01',
      '2025-02',
      '2025-03',
      '2025-04',
      '2025-05',
      '2025-06',
    ]);
    expect(words('2025-02-26', '2025-03-03', 'date')).toEqual([
      '2025-02-26',
      '2025-02-27',
      '2025-02-28',
      '2025-03-01',
      '2025-03-02',
      '2025-03-03',
    ]);
    expect(words('2025-01-31T08:20:00Z', '2025-01-31T11:50:00Z')).toEqual([
      '08:30',
      '09:00',
      '09:30',
      '10:00',
      '10:30',
      '11:00',
      '11:30',
    ]);
  });

  it('say the day where the clock goes round more than once', () => {
    expect(words('2025-01-31T18:00:00Z', '2025-02-02T06:00:00Z')).toEqual([
      '01-31 18:00',
      '02-01 00:00',
      '02-01 06:00',
      '02-01 12:00',
      '02-01 18:00',
      '02-02 00:00',
      '02-02 06:00',
    ]);
  });

  it('are round numbers within the range, whole ones for whole values', () => {
    expect(axisTicks(1985, 1988, 'year').ticks).toEqual([1985, 1986, 1987, 1988]);
    expect(axisTicks(0.11, 0.58, 'number').ticks).toEqual([0.2, 0.3, 0.4, 0.5]);
    expect(axisTicks(5, 5, 'integer').ticks).toEqual([5]);
  });

  it('stay few, however long the time is', () => {
    expect(words('0100-01-01', '9000-01-01', 'date').length).toBeLessThanOrEqual(10);
  });
});
