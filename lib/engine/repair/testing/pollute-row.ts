/** Ways to damage a good row. */
import type { Dialect } from '../../../dataset/dialect';
import type { RowProblemCode } from '../../../problems';
import type { Random } from './random';

export interface BrokenRow {
  raw: string;
  codes: RowProblemCode[];
}

/** Null where the row offers no place for the damage. */
type Pollution = (cells: readonly string[], dialect: Dialect, random: Random) => BrokenRow | null;

/** The cells as any good writer spells them. */
function spellRow(cells: readonly string[], dialect: Dialect): string {
  return cells.map((cell) => spellCell(cell, dialect)).join(dialect.delimiter);
}

function spellCell(cell: string, { delimiter, quoteChar: quote }: Dialect): string {
  const isPlain = !cell.includes(delimiter) && !cell.includes(quote);
  return isPlain ? cell : quote + cell.replaceAll(quote, quote + quote) + quote;
}

/** The row with one of the cells spelled otherwise; `pick` says which cells may be. */
function respelled(
  cells: readonly string[],
  dialect: Dialect,
  random: Random,
  pick: (cell: string, index: number) => boolean,
  spell: (cell: string) => string,
): string | null {
  const [first, ...others] = cells.flatMap((cell, index) => (pick(cell, index) ? [index] : []));
  if (first === undefined) return null;
  const chosen = random.pick([first, ...others]);
  const spelled = cells.map((cell, index) => (index === chosen ? spell(cell) : spellCell(cell, dialect)));
  return spelled.join(dialect.delimiter);
}

const broken = (raw: string | null, ...codes: RowProblemCode[]): BrokenRow | null =>
  raw === null ? null : { raw, codes };

const isWord = (cell: string): boolean => /^\p{L}/u.test(cell);

/** Damages that a delimiter or a quote mends. */
export const POLLUTIONS = {
  'unquoted delimiter': (cells, dialect, random) => {
    const { delimiter, quoteChar } = dialect;
    const holds = (cell: string): boolean => cell.includes(delimiter) && !cell.includes(quoteChar);
    return broken(
      respelled(cells, dialect, random, holds, (cell) => cell),
      'extra-cell',
    );
  },
  'extra empty cells at the end': (cells, dialect, random) => {
    const extra = dialect.delimiter.repeat(random.integer(1, 4));
    return broken(spellRow(cells, dialect) + extra, 'extra-cell');
  },
  'a delimiter before the row': (cells, dialect) => {
    return broken(dialect.delimiter + spellRow(cells, dialect), 'extra-cell');
  },
  'a delimiter twice': (cells, dialect, random) => {
    const at = random.integer(1, cells.length - 1);
    const raw = spellRow([...cells.slice(0, at), '', ...cells.slice(at)], dialect);
    return broken(raw, 'extra-cell');
  },
  'values run together': (cells, dialect, random) => {
    const at = random.integer(1, cells.length - 1);
    const glued = spellRow(cells.slice(0, at), dialect) + spellRow(cells.slice(at), dialect);
    return broken(glued, 'missing-cell');
  },
  'a blank for a delimiter': (cells, dialect, random) => {
    const at = random.integer(1, cells.length - 1);
    const blank = dialect.delimiter === '\t' ? ' ' : random.pick([' ', '\t']);
    const raw = spellRow(cells.slice(0, at), dialect) + blank + spellRow(cells.slice(at), dialect);
    return broken(raw, 'missing-cell');
  },
  'an empty cell left out': (cells, dialect, random) => {
    const [first, ...others] = cells.flatMap((cell, index) => (cell === '' ? [index] : []));
    if (first === undefined) return null;
    const at = random.pick([first, ...others]);
    return broken(spellRow(cells.toSpliced(at, 1), dialect), 'missing-cell');
  },
  'inner quotes not doubled': (cells, dialect, random) => {
    const { quoteChar: quote } = dialect;
    const holds = (cell: string): boolean => cell.includes(quote);
    return broken(
      respelled(cells, dialect, random, holds, (cell) => quote + cell + quote),
      'quote-error',
    );
  },
  'quotes in an unquoted cell': (cells, dialect, random) => {
    const { quoteChar: quote, delimiter } = dialect;
    const holds = (cell: string): boolean => cell.includes(quote) && !cell.includes(delimiter);
    return broken(
      respelled(cells, dialect, random, holds, (cell) => cell),
      'quote-error',
    );
  },
  'a quote never closed': (cells, dialect, random) => {
    const { quoteChar: quote } = dialect;
    const pick = (cell: string): boolean => isWord(cell) && !cell.includes(quote);
    return broken(
      respelled(cells, dialect, random, pick, (cell) => quote + cell),
      'quote-error',
    );
  },
  'a quote never opened': (cells, dialect, random) => {
    const { quoteChar: quote } = dialect;
    const pick = (cell: string): boolean => isWord(cell) && !cell.includes(quote);
    return broken(
      respelled(cells, dialect, random, pick, (cell) => cell + quote),
      'quote-error',
    );
  },
  'a blank behind a closing quote': (cells, dialect, random) => {
    const { quoteChar: quote } = dialect;
    const spell = (cell: string): string => `${spellCell(cell, dialect)} `;
    const pick = (cell: string): boolean => spellCell(cell, dialect).startsWith(quote);
    return broken(respelled(cells, dialect, random, pick, spell), 'quote-error');
  },
  'another delimiter': (cells, dialect, random) => {
    const other = random.pick([';', '\t', '|', ',', ' | ']);
    if (other === dialect.delimiter) return null;
    return broken(spellRow(cells, { ...dialect, delimiter: other }), 'missing-cell');
  },
  'many spaces for delimiters': (cells) => {
    if (cells.includes('')) return null;
    return broken(cells.join('    '), 'missing-cell');
  },
  'the whole row quoted': (cells, dialect) => {
    const { quoteChar: quote } = dialect;
    const row = spellRow(cells, dialect).replaceAll(quote, quote + quote);
    return broken(quote + row + quote, 'missing-cell');
  },
  'two unquoted delimiters': (cells, dialect) => {
    const { delimiter } = dialect;
    const holders = cells.filter((cell) => cell.includes(delimiter));
    return holders.length === 2 ? broken(cells.join(delimiter), 'extra-cell') : null;
  },
  'another delimiter, and one too many': (cells, dialect) => {
    const other = dialect.delimiter === ';' ? '|' : ';';
    return broken(spellRow(cells, { ...dialect, delimiter: other }) + other, 'missing-cell');
  },
} satisfies Record<string, Pollution>;

/** Damages that leave too little to mend the row; what is suggested for them cannot be the row that was. */
export const LOSSES = {
  'cut off': (cells, dialect, random) => {
    const raw = spellRow(cells, dialect);
    return broken(raw.slice(0, random.integer(1, raw.length - 1)), 'missing-cell');
  },
  'a value lost': (cells, dialect, random) => {
    const at = random.integer(0, cells.length - 1);
    return cells[at] === '' ? null : broken(spellRow(cells.toSpliced(at, 1), dialect), 'missing-cell');
  },
  'a value too many': (cells, dialect, random) => {
    const copied = cells[random.integer(0, cells.length - 1)];
    if (!copied) return null;
    return broken(
      spellRow(cells.toSpliced(random.integer(0, cells.length), 0, copied), dialect),
      'extra-cell',
    );
  },
  'two rows in one line': (cells, dialect) => {
    return broken(spellRow(cells, dialect) + spellRow(cells, dialect), 'extra-cell');
  },
} satisfies Record<string, Pollution>;
