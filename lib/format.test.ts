import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCell,
  formatCount,
  formatDateTime,
  formatDollars,
  formatDuration,
  formatQuantity,
  formatShare,
} from './format';

describe('format', () => {
  it('groups counts and says when there is none', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatCount(null)).toBe('–');
    expect(formatQuantity(1, 'row')).toBe('1 row');
    expect(formatQuantity(0, 'row')).toBe('0 rows');
  });

  it('says of which zone a time is', () => {
    expect(formatDateTime('2026-11-20T08:52:10Z')).toMatch(/:10 (UTC|GMT([+-]\d+(:\d+)?)?|[A-Z]{3,5})$/);
    expect(formatDateTime(null)).toBe('–');
  });

  it('says small prices with two digits and the smallest as a bound', () => {
    expect(formatDollars(0.001234)).toBe('about $0.0012');
    expect(formatDollars(12.3)).toBe('about $12');
    expect(formatDollars(0.000001)).toBe('under $0.0001');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [46_700_000, '46.7 MB'],
    [999_600, '1.00 MB'],
    [6e9, '6.00 GB'],
  ])('writes %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0.27, '270 ms'],
    [3.42, '3.4 s'],
    [59.99, '1 min 00 s'],
    [125, '2 min 05 s'],
    [4320, '1 h 12 min'],
  ])('writes %d seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it('rounds a share to 0 % or 100 % only when it is exact', () => {
    expect(formatShare(0, 10)).toBe('0 %');
    expect(formatShare(1, 1_000_000)).toBe('< 0.1 %');
    expect(formatShare(999_999, 1_000_000)).toBe('> 99.9 %');
    expect(formatShare(2, 15)).toBe('13.3 %');
    expect(formatShare(0, 0)).toBe('–');
  });

  it('says how long ago', () => {
    const now = new Date('2026-01-02T00:00:00Z');
    expect(formatAgo('2026-01-01T23:59:58Z', now)).toBe('just now');
    expect(formatAgo('2026-01-01T23:59:40Z', now)).toBe('20 s ago');
    expect(formatAgo('2026-01-01T00:00:00Z', now)).toBe('24 h ago');
    expect(formatAgo('2025-12-20T00:00:00Z', now)).toBe('13 d ago');
  });

  it('keeps what a value says', () => {
    expect(formatCell(1985, 'year')).toBe('1985');
    expect(formatCell(125000, 'integer')).toBe('125,000');
    expect(formatCell('9007199254740993', 'integer')).toBe('9,007,199,254,740,993');
    expect(formatCell('00110072', 'string')).toBe('00110072');
    expect(formatCell('2025-01-31T08:00:00Z', 'datetime')).toBe('2025-01-31 08:00:00');
    expect(formatCell(0.30000001, 'number')).toBe('0.30000001');
    expect(formatCell(15.334794520548, 'number', 4)).toBe('15.3348');
    expect(formatCell(null, 'number')).toBe('–');
    expect(formatCell('', 'string')).toBe('');
  });
});
