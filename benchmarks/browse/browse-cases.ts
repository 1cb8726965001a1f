/** The questions that browsing is measured with: as the portal asks them, and as plain SQL over the same files. */
import type { Filter } from '../../lib/lake/query/filters';
import type { Sort } from '../../lib/lake/query/sort';

export interface BrowseCase {
  title: string;
  query: { filters?: Filter[]; search?: string; sort?: Sort };
  /** What follows FROM, without a limit. */
  plain: { where: string; orderBy: string };
}

const byTime = { column: 'timestamp', desc: true };
const byValue = { column: 'value', desc: true };
const byDevice = { column: 'device_id', desc: false };

export const BROWSE_CASES: readonly BrowseCase[] = [
  { title: 'as they were read', query: {}, plain: { where: 'true', orderBy: '' } },
  {
    title: 'newest first',
    query: { sort: [byTime] },
    plain: { where: 'true', orderBy: 'order by "timestamp" desc' },
  },
  {
    title: 'greatest values first',
    query: { sort: [byValue] },
    plain: { where: 'true', orderBy: 'order by value desc' },
  },
  {
    title: 'one device, newest first',
    query: { filters: [{ column: 'device_id', op: 'eq', value: 'sensor-0042' }], sort: [byTime] },
    plain: { where: "device_id = 'sensor-0042'", orderBy: 'order by "timestamp" desc' },
  },
  {
    title: 'half of the rows, greatest values first',
    query: { filters: [{ column: 'anomaly_score', op: 'gte', value: '0.25' }], sort: [byValue] },
    plain: { where: 'anomaly_score >= 0.25', orderBy: 'order by value desc' },
  },
  {
    title: 'three devices in a month, by device and value',
    query: {
      filters: [
        { column: 'device_id', op: 'in', value: ['sensor-0007', 'sensor-0042', 'sensor-0300'] },
        { column: 'timestamp', op: 'gte', value: '2025-02-01T00:00:00Z' },
        { column: 'timestamp', op: 'lt', value: '2025-03-01T00:00:00Z' },
      ],
      sort: [byDevice, byValue],
    },
    plain: {
      where: `device_id in ('sensor-0007', 'sensor-0042', 'sensor-0300')
        and "timestamp" >= '2025-02-01' and "timestamp" < '2025-03-01'`,
      orderBy: 'order by device_id, value desc',
    },
  },
  {
    title: 'a search for a word, newest first',
    query: { search: 'Sensor-0042', sort: [byTime] },
    plain: {
      where: "contains(lower(device_id), 'sensor-0042') or contains(lower(unit), 'sensor-0042')",
      orderBy: 'order by "timestamp" desc',
    },
  },
  {
    title: 'a search for digits, newest first',
    query: { search: '0042', sort: [byTime] },
    plain: {
      where: ['"timestamp"', 'device_id', 'value', 'unit', 'anomaly_score']
        .map((column) => `contains(lower(${column}::varchar), '0042')`)
        .join(' or '),
      orderBy: 'order by "timestamp" desc',
    },
  },
];
