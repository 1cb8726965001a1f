import { describe, it } from 'vitest';
import { expectCasts } from '../testing/cast-texts';

describe('a cell as a number', () => {
  it('is strict where DuckDB is lax', async () => {
    const refused = [
      '1_000',
      '0x10',
      'nan',
      'NaN',
      'inf',
      'Infinity',
      '1e400',
      ' 7',
      '7 ',
      '1,5',
      '.',
      'e5',
      '1 2',
      '--1',
      '１',
    ];
    await expectCasts({ type: 'number' }, Object.fromEntries(refused.map((text) => [text, null])));
    await expectCasts(
      { type: 'integer' },
      { '1.6': null, '1e3': null, '0x10': null, '1_0': null, ' 7 ': null, '9223372036854775808': null },
    );
  });

  it('takes every usual spelling', async () => {
    await expectCasts(
      { type: 'number' },
      { '1': '1.0', '-1.50': '-1.5', '+2': '2.0', '.5': '0.5', '5.': '5.0', '1E-2': '0.01', '-0': '0.0' },
    );
    await expectCasts(
      { type: 'integer' },
      { '007': '7', '+7': '7', '-9223372036854775808': '-9223372036854775808' },
    );
  });

  it('follows the characters of the field', async () => {
    const german = { type: 'number', decimalChar: ',', groupChar: '.' };
    await expectCasts(german, {
      '1.234.567,5': '1234567.5',
      '1234,5': '1234.5',
      '1.23,5': null,
      '12.34': null,
    });
    await expectCasts({ type: 'integer', groupChar: ' ' }, { '1 234': '1234', '12 34': null, ' 234': null });
    for (const groupChar of ["'", '\u202f', '\u00a0', '’', '_', ',']) {
      await expectCasts(
        { type: 'number', groupChar },
        {
          [`1${groupChar}234${groupChar}567.5`]: '1234567.5',
          [`1${groupChar}23`]: null,
          [`${groupChar}123`]: null,
        },
      );
    }
    await expectCasts({ type: 'number', decimalChar: '٫' }, { '1٫5': '1.5', '1.5': null, '1٫5e2': '150.0' });
  });

  it('may stand among other text where the field says so, but never loses its sign or a digit', async () => {
    await expectCasts(
      { type: 'number', bareNumber: false },
      {
        ...{
          '€ 3.50': '3.5',
          '95%': '95.0',
          '-3 €': '-3.0',
          '-€3': '-3.0',
          '€-3': '-3.0',
          '$.5': null,
          'No.5': null,
          'approx. 5': '5.0',
          '.5 kg': '0.5',
          '5': '5.0',
        },
        ...{
          '1.5e3 kg': '1500.0',
          'US$ 7': '7.0',
          '€': null,
          '': null,
          '3-4': null,
          '-€-3': null,
          '+-3': null,
        },
        // Said by accountants, SAP and typographers: none of these is 5.
        ...{
          '(5)': null,
          '5-': null,
          '−5': null,
          '–5': null,
          '－5': null,
          '5½': null,
          '5²': null,
          '٣5': null,
        },
      },
    );
    await expectCasts(
      { type: 'integer', bareNumber: false, groupChar: ',' },
      { '1,234 items': '1234', '1,23': null, '12.5 %': null },
    );
  });

  it('is exact to the last digit of its type', async () => {
    await expectCasts(
      { type: 'integer' },
      {
        ...{
          '-0': '0',
          '00': '0',
          '-007': '-7',
          '0000000000000000000000009': '9',
          '9223372036854775807': '9223372036854775807',
        },
        ...{
          '-9223372036854775809': null,
          '1.0': null,
          '+': null,
          '-': null,
          '1e0': null,
          '٣': null,
          '1\u00a0': null,
        },
      },
    );
    await expectCasts(
      { type: 'number' },
      {
        ...{
          '5e-324': '5e-324',
          '1.7976931348623157e308': '1.7976931348623157e+308',
          '1.8e308': null,
          '0e999999999': '0.0',
        },
        ...{ '0.1': '0.1', '9007199254740993': '9007199254740992.0', '-0.0': '0.0', ['9'.repeat(400)]: null },
        ...{
          '1e5e0': null,
          e0: null,
          '-': null,
          '-.': null,
          '+.5': '0.5',
          '1_0': null,
          '1e1_0': null,
          '+-1': null,
        },
        ...{ '1\n': null, '\t1': null, '1\u00a0': null, '1d': null, '1f': null, '-inf': null, NULL: null },
      },
    );
  });
});

describe('a cell as another type', () => {
  it('is one of the boolean’s values', async () => {
    await expectCasts({ type: 'boolean' }, { true: 'true', '0': 'false', yes: null, tRue: null });
    await expectCasts(
      { type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
      { ja: 'true', nein: 'false', true: null },
    );
    await expectCasts(
      { type: 'boolean' },
      { 'TRUE ': null, ' true': null, t: null, '1.0': null, '': null, on: null },
    );
  });

  it('is any text, left as it was written', async () => {
    const texts = ['é', 'e\u0301', ' x ', '🙂', "'; DROP TABLE x"];
    await expectCasts({ type: 'string' }, Object.fromEntries(texts.map((text) => [text, text])));
  });

  it('is sound JSON', async () => {
    await expectCasts(
      { type: 'json' },
      { '{ "a": [1] }': '{"a":[1]}', '{a:1}': null, null: 'null', '"x"': '"x"' },
    );
    await expectCasts(
      { type: 'json' },
      {
        ...{
          '[1,]': null,
          '{"a":1, }': null,
          NaN: null,
          '[nan]': null,
          '-Infinity': null,
          '[inf]': null,
          "['a']": null,
        },
        ...{ '// x\n1': null, '[1] x': null, '01': null, '"a\nb"': null, '': null, '["\\ud800"]': null },
        // The same inside a text means nothing.
        ...{ '["NaN,]", "\\", nan"]': '["NaN,]","\\", nan"]', '{"inf":"a,}"}': '{"inf":"a,}"}' },
        '123456789012345678901234567890': '123456789012345678901234567890',
      },
    );
  });
});
