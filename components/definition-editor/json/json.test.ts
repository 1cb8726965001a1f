import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRecord, placeOf, type JsonPath } from '../draft/json-path';
import { jsonPlaces } from './json-places';
import { readJson } from './read-json';

function placesOf(value: unknown, path: JsonPath = []): [string, unknown][] {
  const inner = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return [[placeOf(path), value], ...inner.flatMap(([step, item]) => placesOf(item, [...path, step]))];
}

describe('the places of a JSON text', () => {
  it('are where their values stand', () => {
    const names = fc.stringMatching(/^[a-z_]{1,5}$/);
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(names, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const places = jsonPlaces(text);
        const expected = placesOf(value);
        expect([...places.keys()].sort()).toEqual(expected.map(([place]) => place).sort());
        for (const [place, inner] of expected) {
          const range = places.get(place) ?? { from: 0, to: 0 };
          const written = text.slice(range.from, range.to);
          // A property's range begins with its name.
          const part: unknown = /[a-z_]$/.test(place)
            ? Object.values(Object(JSON.parse(`{${written}}`)))[0]
            : JSON.parse(written);
          expect(part).toEqual(inner);
        }
      }),
    );
  });

  it('of a text with a fault end before it', () => {
    expect([...jsonPlaces('{"name": "a", "schema": {"fields": [').keys()]).toEqual(['name']);
  });
});

describe('reading JSON', () => {
  it('says where the fault is', () => {
    const { fault } = readJson('{\n  "name": "a",\n  "title" "b"\n}');
    expect(fault?.at).toBe('{\n  "name": "a",\n  "title" '.length);
  });

  it('takes objects only', () => {
    expect(readJson('[1]').fault?.message).toMatch(/object/);
    expect(readJson('{"name": "a"}').value).toEqual({ name: 'a' });
  });
});
