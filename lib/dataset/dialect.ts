/** How a dataset's text files are laid out: Data Package v2's Table Dialect. */
import { z } from 'zod';
import { LakeportError } from '../errors';

const ROW_NUMBER_MAX = 100_000;
const DELIMITER_BYTES_MAX = 8;

const mark = z
  .string()
  .regex(
    /^[\x01-\x08\x0e-\x1f!-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]$/,
    'Must be one ASCII character, no letter, digit, space or line break.',
  );

/** Physical lines of a file, from 1. */
const rowNumbers = z.array(z.number().int().positive().max(ROW_NUMBER_MAX)).max(1000);

export const dialectSchema = z.strictObject({
  header: z.boolean().default(true),
  /** The cells of a column in all of these are joined to its label; lines before the first are a preamble. */
  headerRows: rowNumbers
    .min(1)
    .refine(isAscending, 'Must be row numbers in ascending order, each once.')
    .default([1]),
  headerJoin: z.string().default(' '),
  /** Lines that are skipped. */
  commentRows: rowNumbers
    .refine(isAscending, 'Must be row numbers in ascending order, each once.')
    .default([]),
  /** Lines that begin with it are skipped. */
  commentChar: mark.optional(),
  delimiter: z
    .string()
    .min(1)
    .regex(/^[^\0\r\n"\p{L}\p{N}\p{Cs}\ufeff]+$/u, 'Must not hold letters, digits, quotes or line breaks.')
    .refine(
      (text) => new TextEncoder().encode(text).length <= DELIMITER_BYTES_MAX,
      `Must not be longer than ${DELIMITER_BYTES_MAX} bytes.`,
    )
    .default(','),
  /** Any line terminator is read, whatever is said here. */
  lineTerminator: z.string().optional(),
  /** An empty text switches quoting off: a quote is then a character like others. */
  quoteChar: z
    .union(
      [z.literal(''), mark],
      'Must be one ASCII character that is no letter, digit or space, or empty for none.',
    )
    .default('"'),
  /** Whether a quote that is doubled stands for itself within a quoted cell. */
  doubleQuote: z.boolean().default(true),
  /** The character behind it is taken as it is, whatever it would mean otherwise. */
  escapeChar: mark.optional(),
  nullSequence: z.string().optional(),
  /** Spaces before a cell are not part of it; those after it are. */
  skipInitialSpace: z.boolean().default(false),
});

export type Dialect = z.infer<typeof dialectSchema>;

/**
 * The dialect of a definition that names one.
 * @throws LakeportError `invalid-definition` where it is to be detected from the file.
 */
export function namedDialect(dialect: Dialect | 'auto'): Dialect {
  if (dialect !== 'auto') return dialect;
  throw new LakeportError('invalid-definition', 'The dialect is to be detected from a file.');
}

function isAscending(rows: readonly number[]): boolean {
  return rows.every((row, index) => index === 0 || row > (rows[index - 1] ?? row));
}
