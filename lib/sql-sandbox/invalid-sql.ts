/** What is wrong with a statement, in words, with the place where that is known. */
import { LakeportError } from '../errors';

/** From 1, as editors count. */
export interface SqlPosition {
  line: number;
  column: number;
}

/** `Line 2, column 8: …`; an editor can find the place in it. */
export function invalidSql(
  message: string,
  position: SqlPosition | null,
  resolution?: string,
): LakeportError {
  const place = position ? `Line ${position.line}, column ${position.column}: ` : '';
  return new LakeportError(
    'invalid-sql',
    `${place}${message}`,
    resolution === undefined ? {} : { resolution },
  );
}

/** DuckDB counts bytes from 0; an unknown place is null. */
export function positionAt(sql: string, offset: unknown): SqlPosition | null {
  const bytes = typeof offset === 'string' ? Number(offset) : offset;
  const text = Buffer.from(sql);
  if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 0 || bytes > text.length) return null;
  const lines = text.subarray(0, bytes).toString().split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** Kinds of errors that are about the statement, and not about Lakeport. */
const STATEMENT_ERROR =
  /^(?:Binder|Catalog|Parser|Conversion|Out of Range|Invalid Input|Invalid|Mismatch Type|Syntax|Not implemented|Sequence|Constraint) Error: /;

/** An error of DuckDB as one of the statement; null when it is none. */
export function explainSqlError(error: unknown, sql: string): LakeportError | null {
  if (!(error instanceof Error) || !STATEMENT_ERROR.test(error.message)) return null;
  const [, said = '', , line, excerpt, blanks] =
    /^(.*?)(\n\nLINE (\d+): ([^\n]*)\n( *)\^\s*)?$/s.exec(error.message.replace(STATEMENT_ERROR, '')) ?? [];
  const sentence = said
    .replace(/\s*Candidate functions:.*$/s, '')
    .trim()
    .replaceAll(/!?\s*\n\s*/g, '. ')
    .replace(/!$/, '.');
  return invalidSql(sentence, line ? markedPosition(sql, Number(line), excerpt ?? '', blanks ?? '') : null);
}

/** DuckDB shows a long line in part, between dots, and marks the place below it. */
function markedPosition(sql: string, line: number, excerpt: string, blanks: string): SqlPosition {
  const source = sql.split('\n')[line - 1] ?? '';
  const leadingDots = excerpt.startsWith('...') && !source.startsWith('...') ? 3 : 0;
  const shown = excerpt.slice(leadingDots).replace(/\.\.\.$/, '');
  const start = Math.max(0, source.indexOf(shown));
  const column = start + blanks.length - `LINE ${line}: `.length - leadingDots + 1;
  return { line, column: Math.max(1, column) };
}
