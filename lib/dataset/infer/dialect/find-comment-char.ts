/** Whether some lines of a file are remarks rather than records. */
import { splitRecords } from '../split-records';
import type { CellDialect, SampleRecord } from '../split-records';
import { frequentWidth, isOfWidth } from './record-width';

/** `-` is not among them: negative numbers begin with it. */
const COMMENT_CHARS = ['#', '%', '!', '*', '/', ';'];
const RECORDS_MAX = 300;

/**
 * The character that comment lines begin with: one whose lines do not have the cells of the table's records.
 * A lone `#` line with as many cells as the others is a header, and `#ff0000` in a column of colours is data.
 * @param text the start of the file.
 */
export function findCommentChar(text: string, dialect: CellDialect): string | undefined {
  const records = splitRecords(text, dialect, { recordsMax: RECORDS_MAX });
  const width = frequentWidth(records);
  return COMMENT_CHARS.filter((char) => !dialect.delimiter.startsWith(char)).find((char) => {
    const marked = records.filter(({ cells, quoted }) => !quoted[0] && cells[0]?.startsWith(char));
    if (marked.length === 0 || marked.length === records.length) return false;
    if (width === 1) return char === '#' && areRemarks(marked, records);
    const unlike = marked.filter((record) => !isOfWidth(record, width)).length;
    return char === '#' ? unlike * 2 >= marked.length : unlike === marked.length;
  });
}

/** In one column, only `# ` with a space tells a remark from a value. */
function areRemarks(marked: readonly SampleRecord[], records: readonly SampleRecord[]): boolean {
  return marked.every(({ cells }) => /^#\s/.test(cells[0] ?? '')) && marked.length * 2 <= records.length;
}
