/** The ways of cutting cells that a sample of text gives reason to try. */
import { escapePattern } from '../escape-pattern';
import type { CellDialect } from '../split-records';

/** Those that come first win where two cut equally well. */
const DELIMITERS = [' | ', '|~|', '~|~', '^|^', '|^|', '<|>', ',', '\t', ';', '|', '\x1f', '\x01'];
const RARE_DELIMITERS = ['\x1e', '\x1d', '\x1c', '\x02', '~', '^', '§', '¦', '¬', ':', ' '];
/** Characters that are also used in pairs or threes; a pair of commas or tabs is an empty cell. */
const REPEATED = ['|', ':', '~', '^', ';', '#', '@', '$', '&', '*', '+', '='];

/** Share of a character's runs that must be of a length to take them for a delimiter. */
const REPEATED_MIN = 0.75;

/** Share of lines that must hold a delimiter; lines inside quoted cells and preambles need not. */
const LINES_WITH_DELIMITER_MIN = 0.25;
/** Share of delimiters with a space behind them that makes those spaces padding. */
const PADDED_MIN = 0.3;

/** @param declared the only delimiter, where the file names it. */
export function dialectCandidates(text: string, declared: string | null): CellDialect[] {
  if (declared !== null) return quotings(text, declared);
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return [...repeatedDelimiters(text), ...DELIMITERS, ...RARE_DELIMITERS]
    .filter((delimiter) => isFrequent(delimiter, lines))
    .flatMap((delimiter) => quotings(text, delimiter));
}

function isFrequent(delimiter: string, lines: readonly string[]): boolean {
  const holding = lines.filter((line) => line.includes(delimiter)).length;
  return holding > 0 && holding >= lines.length * LINES_WITH_DELIMITER_MIN;
}

/** `||`, `::` and the like, where the character seldom stands in another number. */
function repeatedDelimiters(text: string): string[] {
  return REPEATED.flatMap((char) => {
    const runs = text.match(new RegExp(`\\${char}+`, 'g')) ?? [];
    const length = [3, 2].find((size) => {
      const fitting = runs.filter((run) => run.length % size === 0).length;
      return fitting > 0 && fitting >= runs.length * REPEATED_MIN;
    });
    return length === undefined ? [] : [char.repeat(length)];
  });
}

function quotings(text: string, delimiter: string): CellDialect[] {
  const skipInitialSpace = isPadded(text, delimiter);
  const quoteChars = quoteCharsOf(text, delimiter);
  return quoteChars.flatMap((quoteChar) => {
    const plain: CellDialect = { delimiter, quoteChar, doubleQuote: true, skipInitialSpace };
    const mayEscape =
      (quoteChar !== '' && text.includes(`\\${quoteChar}`)) || text.includes(`\\${delimiter}`);
    return mayEscape ? [plain, { ...plain, escapeChar: '\\' }] : [plain];
  });
}

/** The double quote comes first: it stands for files without any quote as well. */
function quoteCharsOf(text: string, delimiter: string): string[] {
  const quoteChars = ['"'];
  const opening = new RegExp(`(?:^|[\\r\\n]|${escapePattern(delimiter)}) ?'`);
  if (opening.test(text)) quoteChars.push("'");
  if (text.includes('"')) quoteChars.push('');
  return quoteChars;
}

/** Also where a space is only before some quotes, which would stand inside a cell otherwise. */
function isPadded(text: string, delimiter: string): boolean {
  if (/^ | $/.test(delimiter)) return false;
  if (new RegExp(`${escapePattern(delimiter)} +["']`).test(text)) return true;
  const all = text.split(delimiter).length - 1;
  const padded = text.split(`${delimiter} `).length - 1;
  return padded > 0 && padded >= all * PADDED_MIN;
}
