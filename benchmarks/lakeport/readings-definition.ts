import { parseDefinition } from '../../lib/dataset/definition';
import type { DatasetDefinition } from '../../lib/dataset/definition';

/** What the peers check by hand. Only a keyed definition looks for repeated keys, which the peers do not. */
export function readingsDefinition({ isKeyed }: { isKeyed: boolean }): DatasetDefinition {
  return parseDefinition({
    name: 'readings',
    schema: {
      fields: [
        { name: 'timestamp', type: 'datetime', constraints: { required: true } },
        {
          name: 'device_id',
          type: 'string',
          constraints: { required: true, pattern: '[A-Za-z0-9][A-Za-z0-9_.:-]*' },
        },
        { name: 'value', type: 'number', constraints: { required: true } },
        { name: 'unit', type: 'string' },
        { name: 'anomaly_score', type: 'number', constraints: { required: true, minimum: 0, maximum: 1 } },
      ],
      ...(isKeyed && { primaryKey: ['device_id', 'timestamp'] }),
    },
    rules: [{ name: 'high-score', when: 'anomaly_score > 0.5' }],
    views: [
      {
        name: 'aggregates',
        groupBy: ['device_id'],
        measures: {
          readings: 'count(*)',
          average: 'avg(value)',
          minimum: 'min(value)',
          maximum: 'max(value)',
          anomalous_readings: 'count_if(anomalous)',
        },
      },
    ],
  });
}
