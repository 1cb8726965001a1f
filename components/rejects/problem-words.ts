import type { FileProblemCode, RowProblemCode } from '@/lib/problems';

const WORDS: Record<RowProblemCode | FileProblemCode, string> = {
  'missing-cell': 'Row too short',
  'extra-cell': 'Row too long',
  'type-error': 'Not of the column’s type',
  'constraint-error': 'Against a constraint',
  'primary-key': 'Key twice in the file',
  'encoding-error': 'Not in the file’s encoding',
  'nul-byte': 'Zero byte in the row',
  'quote-error': 'Broken quotes',
  'record-too-long': 'Row beyond the size limit',
  'missing-label': 'Column missing in the header',
  'extra-label': 'Unknown column in the header',
  'duplicate-label': 'Column twice in the header',
  'header-missing': 'No header',
  'file-empty': 'Empty file',
  'file-encoding': 'Encoding of the file',
  'source-error': 'Source could not be read',
};

const wordsByCode = new Map<string, string>(Object.entries(WORDS));

/** A problem's code in words. */
export function problemWords(code: string): string {
  return wordsByCode.get(code) ?? code;
}
