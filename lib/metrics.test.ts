import { describe, expect, it } from 'vitest';
import { metricsLine } from './metrics';

describe('a metrics line', () => {
  const line = metricsLine('weather', { RowsReceived: 10, ImportDuration: 250 }, new Date(1_700_000_000_000));

  it('is counted per dataset and once over all, in the contract’s namespace', () => {
    expect(JSON.parse(line)._aws).toEqual({
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'Lakeport',
          Dimensions: [['Dataset'], []],
          Metrics: [
            { Name: 'RowsReceived', Unit: 'Count' },
            { Name: 'ImportDuration', Unit: 'Milliseconds' },
          ],
        },
      ],
    });
  });

  it('holds the values and the dimension as members, on one line', () => {
    expect(JSON.parse(line)).toMatchObject({ Dataset: 'weather', RowsReceived: 10, ImportDuration: 250 });
    expect(line).not.toContain('\n');
  });
});
