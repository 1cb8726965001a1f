/** The rows of a file's header: which lines they are on, what labels they give, and whether they come again. */
import type { Dialect } from '../../dataset/dialect';
import { reorderedLayout } from './file-layout';
import type { FileLayout } from './file-layout';

export class HeaderRows {
  labels: string[] = [];
  /** How often the header came again. */
  repeats = 0;
  /** Behind this line no line is skipped for its number. */
  readonly lastLine: number;
  private readonly rows: string[][] = [];
  /** The header's bytes, where it is a single row. */
  private bytes: Buffer | null = null;
  /** Whether a label begins with a byte. */
  private readonly beginsLabel = new Uint8Array(256);
  private readonly commentRows: ReadonlySet<number>;

  constructor(private readonly dialect: Dialect) {
    this.commentRows = new Set(dialect.commentRows);
    this.lastLine = Math.max(0, ...dialect.commentRows, ...(dialect.header ? dialect.headerRows : []));
  }

  get isComplete(): boolean {
    return !this.dialect.header || this.rows.length === this.dialect.headerRows.length;
  }

  /** In bytes; 0 where the header cannot be told from a record. */
  get length(): number {
    return this.bytes?.length ?? 0;
  }

  /** Lines of the preamble, between header rows, and comments by their number. */
  skipsLine(line: number): boolean {
    if (line > this.lastLine) return false;
    const next = this.isComplete ? 0 : (this.dialect.headerRows[this.rows.length] ?? 0);
    return line < next || this.commentRows.has(line);
  }

  add(bytes: Buffer, cells: string[]): void {
    this.rows.push(cells.map((cell) => cell.trim()));
    if (!this.isComplete) return;
    const width = Math.max(...this.rows.map((row) => row.length));
    this.labels = Array.from({ length: width }, (_, cell) => {
      const parts = this.rows.map((row) => row[cell] ?? '').filter((part) => part !== '');
      return parts.join(this.dialect.headerJoin);
    });
    if (this.rows.length > 1) return;
    this.bytes = Buffer.from(bytes);
    for (const row of this.rows) for (const cell of row) this.beginsLabel[Buffer.from(cell)[0] ?? 0] = 1;
    this.beginsLabel[this.bytes[0] ?? 0] = 1;
  }

  /** A cheap look: whether a record can be the header again, in any order of its columns, or behind a mark. */
  mayBe(record: Uint8Array, start: number, end: number): boolean {
    if (this.bytes === null) return false;
    const at = end - start === this.bytes.length ? start : start + 3;
    return end - at === this.bytes.length && this.beginsLabel[record[at] ?? 0] === 1;
  }

  /** The layout of what follows a record that is the header again, else null. */
  repeat(layout: FileLayout, cells: string[]): FileLayout | null {
    const texts = cells.map((cell) => cell.trim());
    texts[0] = texts[0]?.replace(/^\ufeff/, '') ?? '';
    const [header = []] = this.rows;
    const next = texts.every((text, cell) => text === header[cell])
      ? layout
      : reorderedLayout(layout, header, texts);
    if (next) this.repeats += 1;
    return next;
  }
}
