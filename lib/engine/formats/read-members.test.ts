import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMembers } from './read-members';

function entriesOf(text: string): unknown {
  const members = readMembers(text);
  return 'code' in members ? members.code : [...members];
}

describe('the members of a JSON object', () => {
  it('are texts in which no digit of a number is lost', () => {
    expect(
      entriesOf('{"a":12345678901234567890, "b" : 0.10,"c":-1E+400,"d":true,"e":null,"f":"1" , "":0}'),
    ).toEqual([
      ['a', '12345678901234567890'],
      ['b', '0.10'],
      ['c', '-1E+400'],
      ['d', 'true'],
      ['e', null],
      ['f', '1'],
      ['', '0'],
    ]);
  });

  it('keep objects and arrays as their text, whatever brackets and quotes are in their strings', () => {
    expect(entriesOf('{"a":[1, {"b":"]}\\""}] ,"c":{ }}')).toEqual([
      ['a', '[1, {"b":"]}\\""}]'],
      ['c', '{ }'],
    ]);
  });

  it('are told by their decoded names, also those that every object has', () => {
    expect(entriesOf('{"\\u0061\\\\":"\\\\","__proto__":"x","constructor":1}')).toEqual([
      ['a\\', '\\'],
      ['__proto__', 'x'],
      ['constructor', '1'],
    ]);
  });

  it.each([
    ['{"a":1,"\\u0061":2}', 'extra-cell'],
    ['{"a":"\\u0000"}', 'nul-byte'],
    ['{"\\u0000":1}', 'nul-byte'],
    ['{"a":"x\0"}', 'nul-byte'],
    ['{"a":"\\ud83d"}', 'encoding-error'],
    ['{"a":1,}', 'type-error'],
    ["{'a':1}", 'type-error'],
    ['{"a":NaN}', 'type-error'],
    ['{"a":01}', 'type-error'],
    ['{"a":1} {"a":2}', 'type-error'],
    ['[1]', 'type-error'],
    ['"a"', 'type-error'],
    ['null', 'type-error'],
    ['', 'type-error'],
    ['['.repeat(200_000), 'type-error'],
  ])('%s is refused', (text, code) => {
    expect(entriesOf(text)).toBe(code);
  });

  it('takes a nesting of any depth', () => {
    const nested = '['.repeat(10_000) + ']'.repeat(10_000);
    expect(entriesOf(`{"a":${nested}}`)).toEqual([['a', nested]]);
  });

  it('agree with JSON.parse on every object', () => {
    const dictionary = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(dictionary, fc.integer({ min: 0, max: 3 }), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        fc.pre(!/\\u(0000|d[89a-f])/i.test(text));
        const parsed: unknown = JSON.parse(text);
        const members = readMembers(text);
        if ('code' in members) throw new Error(members.message);
        const values = [...members].map(([name, value]) => {
          const original = object[name];
          return [name, typeof original === 'string' || value === null ? value : JSON.parse(value)];
        });
        expect(Object.fromEntries(values)).toEqual(parsed);
      }),
    );
  });
});
