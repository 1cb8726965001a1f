import { expect, it } from 'vitest';
import { fieldSchema } from '../../dataset/field';
import { withParser } from '../expression/open-parser';
import { writeCells } from './write-cells';

async function write(field: object, ...texts: (string | null)[]): Promise<(string | null)[]> {
  const parsed = fieldSchema.parse({ name: 'x', ...field });
  return withParser((connection) => writeCells(connection, parsed, texts));
}

it('writes values as the field reads them', async () => {
  expect(await write({ type: 'string' }, 'a"b', '', null)).toEqual(['a"b', '', null]);
  expect(await write({ type: 'integer' }, '-7', '9007199254740993')).toEqual(['-7', '9007199254740993']);
  expect(await write({ type: 'number', decimalChar: ',' }, '-3.5', '1e+21')).toEqual(['-3,5', '1e+21']);
  const yesNo = { type: 'boolean', trueValues: ['yes'], falseValues: ['no'] };
  expect(await write(yesNo, 'true', 'false')).toEqual(['yes', 'no']);
  expect(await write({ type: 'year' }, '987')).toEqual(['0987']);
  expect(await write({ type: 'json' }, '{"a":1}')).toEqual(['{"a":1}']);
});

it('writes dates and times in the format of the field', async () => {
  expect(await write({ type: 'date' }, '2025-01-31')).toEqual(['2025-01-31']);
  expect(await write({ type: 'date', format: 'any' }, '2025-01-31')).toEqual(['2025-01-31']);
  expect(await write({ type: 'date', format: '%d/%m/%Y' }, '2025-01-31')).toEqual(['31/01/2025']);
  expect(await write({ type: 'date', format: '%e %b %Y' }, '2025-01-05')).toEqual(['05 Jan 2025']);
  expect(await write({ type: 'time', format: '%H.%M' }, '08:30:00')).toEqual(['08.30']);
  const moment = '2025-01-31T08:30:15Z';
  expect(await write({ type: 'datetime', format: '%s' }, moment)).toEqual(['1738312215']);
  expect(await write({ type: 'datetime', format: '%Q' }, moment)).toEqual(['1738312215000']);
  expect(await write({ type: 'datetime', format: '%Y-%m-%dT%H:%M:%S%z' }, moment)).toEqual([
    '2025-01-31T08:30:15+00',
  ]);
});

it('writes nothing that would be read as another value', async () => {
  expect(await write({ type: 'date', format: '%d.%m.%y' }, '1999-01-31', '2075-01-31')).toEqual([
    '31.01.99',
    null,
  ]);
  expect(await write({ type: 'time', format: '%H.%M' }, '08:30:15')).toEqual([null]);
  expect(await write({ type: 'datetime', format: '%s' }, '2025-01-31T08:30:15.5Z')).toEqual([null]);
});
