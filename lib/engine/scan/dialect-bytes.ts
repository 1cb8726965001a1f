/** A dialect as the scanner compares it: in bytes of UTF-8. */
import type { Dialect } from '../../dataset/dialect';

/** Stands for a character that the dialect does not have; no byte equals it. */
const NONE = -1;

export interface DialectBytes {
  /** At least one byte. */
  delimiter: Uint8Array;
  quote: number;
  escape: number;
  comment: number;
  doubleQuote: boolean;
  skipsSpace: boolean;
  /**
   * Whether DuckDB's strict CSV reader has the same dialect, so that a record can be handed on as it is. Other
   * records are written anew, with commas and double quotes.
   */
  isStrict: boolean;
}

export function bytesOfDialect(dialect: Dialect): DialectBytes {
  const delimiter = Buffer.from(dialect.delimiter);
  const { quoteChar, escapeChar, commentChar, doubleQuote } = dialect;
  return {
    delimiter,
    quote: codeOf(quoteChar),
    escape: codeOf(escapeChar === quoteChar ? undefined : escapeChar),
    comment: codeOf(commentChar),
    doubleQuote: doubleQuote || escapeChar === quoteChar,
    skipsSpace: dialect.skipInitialSpace,
    isStrict:
      delimiter.length === 1 && quoteChar !== '' && doubleQuote && (escapeChar ?? quoteChar) === quoteChar,
  };
}

function codeOf(character: string | undefined): number {
  return character ? character.charCodeAt(0) : NONE;
}
