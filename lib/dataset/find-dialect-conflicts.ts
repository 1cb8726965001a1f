import type { DefinitionIssue } from './definition-issue';
import type { Dialect } from './dialect';

/** Settings of a dialect that contradict each other. */
export function findDialectConflicts(dialect: Dialect): DefinitionIssue[] {
  const { header, headerRows, commentRows, delimiter, skipInitialSpace } = dialect;
  const conflicts = characterConflicts(dialect);
  if (delimiter.startsWith(' ') && skipInitialSpace) {
    conflicts.push({
      path: 'dialect.skipInitialSpace',
      message: 'cannot be used where a delimiter begins with a space.',
    });
  }
  // The default cannot be told from what is written down, and means no harm.
  if (!header && headerRows.join() !== '1') {
    conflicts.push({ path: 'dialect.headerRows', message: 'cannot be used where "header" is false.' });
  }
  const both = header ? commentRows.filter((row) => headerRows.includes(row)) : [];
  if (both.length > 0) {
    conflicts.push({ path: 'dialect.commentRows', message: `${both.join(', ')} is a header row as well.` });
  }
  return conflicts;
}

/** No character may mean two things in one place. */
function characterConflicts({ delimiter, quoteChar, escapeChar, commentChar }: Dialect): DefinitionIssue[] {
  const conflicts: DefinitionIssue[] = [];
  if (quoteChar !== '' && delimiter.includes(quoteChar)) {
    conflicts.push({ path: 'dialect.quoteChar', message: 'must not be part of the delimiter.' });
  }
  if (escapeChar !== undefined && delimiter.includes(escapeChar)) {
    conflicts.push({ path: 'dialect.escapeChar', message: 'must not be part of the delimiter.' });
  }
  if (escapeChar !== undefined && escapeChar === quoteChar) {
    conflicts.push({
      path: 'dialect.escapeChar',
      message: 'must differ from the quote; a doubled quote is what "doubleQuote" is for.',
    });
  }
  if (commentChar === undefined) return conflicts;
  if (delimiter.startsWith(commentChar) || commentChar === quoteChar || commentChar === escapeChar) {
    conflicts.push({
      path: 'dialect.commentChar',
      message: 'must differ from the delimiter, the quote and the escape character.',
    });
  }
  return conflicts;
}
