import { expect, it } from 'vitest';
import { measureUnit } from './measure-unit';

const COLUMNS = [
  { name: 'max_temp_c', type: 'number', unit: '°C' },
  { name: 'Wind speed', type: 'number', unit: 'm/s' },
] as const;

it.each([
  ['avg(max_temp_c)', '°C'],
  [' MAX( MAX_TEMP_C )', '°C'],
  ['round(avg(max_temp_c), 2)', '°C'],
  ['sum(max_temp_c)::BIGINT', '°C'],
  ['min("Wind speed")::DECIMAL(18, 2)', 'm/s'],
])('a measure keeps the unit of its column: %s', (expression, unit) => {
  expect(measureUnit(expression, COLUMNS)).toBe(unit);
});

it.each([
  'count(*)',
  'count(max_temp_c)',
  'variance(max_temp_c)',
  'sum(max_temp_c) / 10.0',
  'sum(max_temp_c * 2)',
  'round(sum(max_temp_c) / 10.0, 2)',
  'max(max_temp_c) - min(max_temp_c)',
  'avg(unknown)',
])('a measure that may have another unit has none: %s', (expression) => {
  expect(measureUnit(expression, COLUMNS)).toBeUndefined();
});
