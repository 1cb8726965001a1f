import { describe, expect, it } from 'vitest';
import { paths } from '@/lib/paths';
import { historyQuery, importFilterOf, isFiltered, NO_FILTER, parseHistoryFilter } from './history-filter';

const parse = (query: string) => parseHistoryFilter(new URLSearchParams(query));

describe('the filter of the history', () => {
  it('is read back from the address that it makes', () => {
    const filter = {
      dataset: 'weather',
      state: 'SUCCEEDED',
      kind: 'undo',
      file: 'a & b=1.csv',
      by: 'ann@example.com',
      from: '2026-01-31',
      to: '2026-02-28',
      rejects: true,
      closed: true,
    } as const;
    const url = new URL(paths.imports(historyQuery(filter)), 'http://localhost');
    expect(parseHistoryFilter(url.searchParams)).toEqual(filter);
    expect(paths.imports(historyQuery(NO_FILTER))).toBe('/imports');
  });

  it.each(['state=DONE&kind=drop', 'from=2026-02-30&to=yesterday', 'rejects=maybe&file=%20'])(
    'leaves out what it does not understand: %s',
    (query) => expect(parse(query)).toEqual(NO_FILTER),
  );

  it('takes both days whole', () => {
    const { from, to } = importFilterOf(parse('from=2026-01-31&to=2026-01-31'));
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 60 * 60 * 1000);
  });

  it('hides closed dry runs, unless they are asked for', () => {
    expect(importFilterOf(NO_FILTER).withoutClosed).toBe(true);
    expect(importFilterOf(parse('closed=true')).withoutClosed).toBeUndefined();
    expect(importFilterOf(parse('state=CANCELLED')).withoutClosed).toBeUndefined();
    expect([isFiltered(NO_FILTER), isFiltered(parse('closed=true')), isFiltered(parse('by=ann'))]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
