import { describe, expect, it } from 'vitest';
import { withParser } from './expression/open-parser';
import { definitionOf } from './testing/check-text';
import { compileViewOn } from './views';

describe('a view', () => {
  const definition = definitionOf(
    [
      { name: 'device', type: 'string' },
      { name: 'day', type: 'date' },
      { name: 'value', type: 'number' },
    ],
    {
      views: [
        {
          name: 'stats',
          groupBy: ['device', { name: 'year', as: 'year(day)' }],
          measures: {
            rows: 'count(*)',
            value: 'avg(value)',
            total: 'sum(value)',
            flagged: '100.0 * count_if(anomalous) / count(*)',
          },
        },
        { name: 'all', measures: { rows: 'count(*)' } },
      ],
    },
  );
  const rows = `(VALUES ('b', DATE '2025-01-01', 1::DOUBLE, false), ('b', DATE '2025-02-01', 4.0, true),
    ('a', DATE '2025-01-01', NULL, false), ('b', DATE '2024-01-01', 2.0, false)) AS rows(device, day, value, anomalous)`;

  const run = (index: number, relation: string) =>
    withParser(async (connection) => {
      const view = definition.views[index];
      if (!view) throw new RangeError('There is no such view.');
      const { sql, columns } = await compileViewOn(connection, definition, view);
      const result = await connection.runAndReadAll(sql(relation));
      return { columns, rows: result.getRowObjectsJson() };
    });

  it('is sorted by its groups, with NULL where nothing is left', async () => {
    const result = await run(0, `(SELECT * FROM ${rows})`);
    expect(result.rows).toEqual([
      { device: 'a', year: '2025', rows: '1', value: null, total: null, flagged: 0 },
      { device: 'b', year: '2024', rows: '1', value: 2, total: 2, flagged: 0 },
      { device: 'b', year: '2025', rows: '2', value: 2.5, total: 5, flagged: 50 },
    ]);
    expect(result.columns).toEqual([
      { name: 'device', type: 'VARCHAR' },
      { name: 'year', type: 'BIGINT' },
      { name: 'rows', type: 'BIGINT' },
      { name: 'value', type: 'DOUBLE' },
      { name: 'total', type: 'DOUBLE' },
      { name: 'flagged', type: 'DOUBLE' },
    ]);
  });

  it('without groups is one row, also of nothing', async () => {
    expect((await run(1, `(SELECT * FROM ${rows} LIMIT 0)`)).rows).toEqual([{ rows: '0' }]);
  });
});
