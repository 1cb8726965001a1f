import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../assembly/json-value';
import { compilePattern } from './event-pattern';

const event: JsonObject = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: {
    bucket: { name: 'lake' },
    object: { key: 'bronze/iot/1/a.csv', size: 12 },
    tags: ['x', 'y'],
    none: null,
  },
};

const cases: [string, JsonObject, boolean][] = [
  ['exact values', { source: ['aws.ec2', 'aws.s3'] }, true],
  ['every field must match', { source: ['aws.s3'], 'detail-type': ['Object Deleted'] }, false],
  ['nested fields', { detail: { bucket: { name: ['lake'] } } }, true],
  ['a missing nested field', { detail: { queue: { name: ['lake'] } } }, false],
  ['prefix', { detail: { object: { key: [{ prefix: 'bronze/' }] } } }, true],
  [
    'prefix without regard to case',
    { detail: { object: { key: [{ prefix: { 'equals-ignore-case': 'BRONZE/' } }] } } },
    true,
  ],
  ['suffix', { detail: { object: { key: [{ suffix: '.json' }, { suffix: '.csv' }] } } }, true],
  ['wildcard', { detail: { object: { key: [{ wildcard: 'bronze/*/1/*.csv' }] } } }, true],
  [
    'wildcard takes other characters literally',
    { detail: { object: { key: [{ wildcard: 'bronze/*/1/a?csv' }] } } },
    false,
  ],
  ['anything-but a value', { detail: { bucket: { name: [{ 'anything-but': ['lake', 'sea'] }] } } }, false],
  [
    'anything-but a prefix',
    { detail: { object: { key: [{ 'anything-but': { prefix: 'silver/' } }] } } },
    true,
  ],
  ['exists', { detail: { object: { size: [{ exists: true }] } } }, true],
  ['does not exist', { detail: { object: { version: [{ exists: false }] } } }, true],
  ['numeric range', { detail: { object: { size: [{ numeric: ['>', 10, '<=', 12] }] } } }, true],
  ['numeric out of range', { detail: { object: { size: [{ numeric: ['<', 12] }] } } }, false],
  ['one element of a list', { detail: { tags: ['y'] } }, true],
  ['null', { detail: { none: [null] } }, true],
  ['alternatives', { $or: [{ source: ['aws.ec2'] }, { detail: { bucket: { name: ['lake'] } } }] }, true],
];

describe('event patterns', () => {
  it.each(cases)('%s', (_name, pattern, expected) => {
    expect(compilePattern(pattern, 'rule')(event)).toBe(expected);
  });

  it('refuses an operator it does not know, naming the place', () => {
    expect(() => compilePattern({ detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, 'Rule')).toThrow(
      /Rule\.detail\.ip.*cidr/,
    );
  });
});
