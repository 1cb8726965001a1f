import type { Dialect } from './dialect';

/** Settings of a dialect that contradict each other, as sentences that begin with their place. */
export function findDialectConflicts(dialect: Dialect): string[] {
  const { header, headerRows, commentRows, delimiter, skipInitialSpace } = dialect;
  const conflicts = characterConflicts(dialect);
  if (delimiter.startsWith(' ') && skipInitialSpace) {
    conflicts.push('dialect.skipInitialSpace: cannot be used where a delimiter begins with a space.');
  }
  // The default cannot be told from what is written down, and means no harm.
  if (!header && headerRows.join() !== '1') {
    conflicts.push('dialect.headerRows: cannot be used where "header" is false.');
  }
  const both = header ? commentRows.filter((row) => headerRows.includes(row)) : [];
  if (both.length > 0) conflicts.push(`dialect.commentRows: ${both.join(', ')} is a header row as well.`);
  return conflicts;
}

/** No character may mean two things in one place. */
function characterConflicts({ delimiter, quoteChar, escapeChar, commentChar }: Dialect): string[] {
  const conflicts: string[] = [];
  if (quoteChar !== '' && delimiter.includes(quoteChar)) {
    conflicts.push('dialect.quoteChar: must not be part of the delimiter.');
  }
  if (escapeChar !== undefined && delimiter.includes(escapeChar)) {
    conflicts.push('dialect.escapeChar: must not be part of the delimiter.');
  }
  if (escapeChar !== undefined && escapeChar === quoteChar) {
    conflicts.push(
      'dialect.escapeChar: must differ from the quote; a doubled quote is what "doubleQuote" is for.',
    );
  }
  if (commentChar === undefined) return conflicts;
  if (delimiter.startsWith(commentChar) || commentChar === quoteChar || commentChar === escapeChar) {
    conflicts.push(
      'dialect.commentChar: must differ from the delimiter, the quote and the escape character.',
    );
  }
  return conflicts;
}
