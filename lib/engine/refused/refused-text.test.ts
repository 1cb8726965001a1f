import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetDefinition } from '../../dataset/definition';
import type { RowProblemCode } from '../../problems';
import {
  bufferSource,
  definitionOf,
  openTextChecker,
  type Row,
  type TextChecker,
} from '../testing/check-text';
import { encodeText, encodingMark } from './encode-text';
import { readFileColumns } from './read-file-columns';
import { refusedHeader, refusedLine, type RefusedRow } from './refused-text';

const FIELDS = [
  { name: 'id', type: 'integer' as const },
  { name: 'name', type: 'string' as const },
  { name: 'price', type: 'number' as const },
];

let checker: TextChecker;

beforeAll(async () => {
  checker = await openTextChecker();
});

afterAll(() => checker.close());

/** The file of the refused rows of a text. */
async function refusedFile(definition: DatasetDefinition, bytes: Buffer): Promise<string> {
  const { rejects } = await checker.check(definition, bytes);
  const columns = await readFileColumns(definition, bufferSource(bytes, [64]));
  const lines = rowsOf(rejects).map((row) => refusedLine(row, columns));
  return refusedHeader(columns) + lines.join('');
}

function rowsOf(rejects: readonly Row[]): RefusedRow[] {
  const rows = new Map<unknown, RefusedRow & { problems: RefusedRow['problems'][number][] }>();
  for (const { line, raw, column, code, message } of rejects) {
    const row = rows.get(line) ?? { line: Number(line), raw: String(raw), problems: [] };
    row.problems.push({
      column: column === null ? null : String(column),
      code: code as RowProblemCode,
      message: String(message),
    });
    rows.set(line, row);
  }
  return [...rows.values()];
}

async function imported(definition: DatasetDefinition, text: string | Buffer) {
  const { checked, accepted } = await checker.check(definition, text);
  return { rejected: checked.counts.rejected, names: accepted.map((row) => row['name']) };
}

describe('a file of refused rows', () => {
  it('has the labels and texts of its file, with line and reasons in front', async () => {
    const definition = definitionOf(FIELDS);
    const text = 'Price,ID,name\n1.5,1,"a, b"\nfree,x,"c, d"\n2,2\n';
    expect(await refusedFile(definition, Buffer.from(text))).toBe(
      '_line,_problems,Price,ID,name\n' +
        '3,id: “x” is not a whole number; price: “free” is not a number,free,x,"c, d"\n' +
        '4,name: The row has 2 of 3 cells; “name” is the first that is missing,2,2\n',
    );
  });

  it('can be imported once it is corrected, whatever else the dataset takes', async () => {
    for (const more of [{}, { contract: 'evolve' as const }, { extraColumns: 'ignore' as const }]) {
      const definition = definitionOf(FIELDS, more);
      const refused = await refusedFile(definition, Buffer.from('id,name,price\n1,"a, b",free\n2,c,3\n'));
      const { checked, accepted } = await checker.check(definition, refused.replaceAll('free', '4.5'));
      expect(checked.newFields).toEqual([]);
      expect(accepted).toMatchObject([{ id: '1', name: 'a, b', price: 4.5 }]);
    }
  });

  it('gets a header where the dataset has none', async () => {
    const definition = definitionOf(FIELDS, {
      dialect: { delimiter: '\t', header: false, skipInitialSpace: true },
    });
    const refused = await refusedFile(definition, Buffer.from('1\ta\t 2\n2\tb\tfree\n'));
    expect(refused.split('\n')[0]).toBe('_line\t_problems\tid\tname\tprice');
    expect(await imported(definition, refused.replaceAll('free', '7'))).toEqual({
      rejected: 0,
      names: ['b'],
    });
  });

  it('has one record a line, however broken its quotes are', async () => {
    const definition = definitionOf(FIELDS);
    const text = 'id,name,price\n1,"a" b,2\n2,"never closed,3\n3,c,4\n';
    const refused = await refusedFile(definition, Buffer.from(text));
    expect(refused.trimEnd().split('\n')).toHaveLength(3);
    expect(await imported(definition, refused)).toEqual({ rejected: 0, names: ['"a" b', '"never closed'] });
  });

  it('keeps the encoding of its file', async () => {
    const definition = definitionOf(FIELDS, {
      encoding: 'windows-1252',
      dialect: { delimiter: ';' },
    });
    const bytes = Buffer.from(encodeText('id;name;price\n1;Käse €;teuer\n', 'windows-1252'));
    const refused = await refusedFile(definition, bytes);
    const corrected = encodeText(refused.replaceAll('teuer', '3'), 'windows-1252');
    expect(await imported(definition, Buffer.from(corrected))).toEqual({ rejected: 0, names: ['Käse €'] });
    expect(Buffer.from(encodeText('“Ω…', 'iso-8859-1')).toString()).toBe('"?...');
    expect([...encodingMark('utf-16be')]).toEqual([0xfe, 0xff]);
  });

  it('of objects has objects, with what is broken in one member', async () => {
    const definition = definitionOf(FIELDS);
    const text = '{"id":1,"name":"a","price":"free"}\n{"id":2,"name":"b","price":3}\n{"id":\n';
    const refused = await refusedFile(definition, Buffer.from(text));
    const [first = '', second = ''] = refused.split('\n');
    expect(JSON.parse(first)).toMatchObject({ _line: 1, id: 1, name: 'a', price: 'free' });
    expect(JSON.parse(second)).toMatchObject({ _line: 3, _raw: '{"id":' });
    const corrected = `${first.replaceAll('free', '5')}\n`;
    expect(await imported(definition, corrected)).toEqual({ rejected: 0, names: ['a'] });
  });

  it('refused again has each of the two columns once', async () => {
    const definition = definitionOf(FIELDS);
    const once = await refusedFile(definition, Buffer.from('id,name,price\n1,a,free\n'));
    const twice = await refusedFile(definition, Buffer.from(once));
    expect(twice.split('\n')[0]).toBe('_line,_problems,id,name,price');
    expect(await imported(definition, twice.replace(/free$/m, '9'))).toEqual({ rejected: 0, names: ['a'] });
  });
});
