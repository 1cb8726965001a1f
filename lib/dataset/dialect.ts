/** How a dataset's text files are laid out: Data Package v2's Table Dialect. */
import { z } from 'zod';
import { LakeportError } from '../errors';

const oneByte = z
  .string()
  .regex(
    /^[\x01-\x09\x0b\x0c\x0e-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]$/,
    'Must be one ASCII character, no letter, digit or line break.',
  );

export const dialectSchema = z.strictObject({
  header: z.boolean().default(true),
  /** Row numbers, from 1. */
  headerRows: z.array(z.number().int().positive()).default([1]),
  headerJoin: z.string().default(' '),
  commentRows: z.array(z.number().int().positive()).default([]),
  /** Lines that begin with it are skipped. */
  commentChar: oneByte.optional(),
  delimiter: z
    .string()
    .min(1)
    .regex(/^[^\r\n"\p{L}\p{N}]+$/u, 'Must not hold letters, digits, quotes or line breaks.')
    .default(','),
  /** Any line terminator is read, whatever is said here. */
  lineTerminator: z.string().optional(),
  quoteChar: oneByte.default('"'),
  doubleQuote: z.boolean().default(true),
  escapeChar: oneByte.optional(),
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
  throw new LakeportError('invalid-definition', 'dialect: "auto" is not supported yet.');
}
