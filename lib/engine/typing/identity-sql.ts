/** SQL for what tells rows apart: a row's key and its content, each as 128 bits. */
import type { OutputColumn } from '../../dataset/definition';
import { quoteIdentifier } from '../../duckdb';

/**
 * MD5 over the values of `columns` as a UUID: the same for equal values in any file, run and order of rows.
 * A text is led by its length, any other value is text without a semicolon, and a missing one is nothing at
 * all, so that different rows never give the same bytes.
 */
export function identitySql(columns: OutputColumn[]): string {
  const pieces = columns.flatMap((column) => {
    const name = quoteIdentifier(column.name);
    switch (column.duckDbType) {
      case 'VARCHAR':
        return [`strlen(${name})`, `':'`, name, `';'`];
      case 'TIMESTAMP':
      case 'TIME':
        // As an integer, which is far cheaper to write down.
        return [`epoch_us(${name})`, `';'`];
      default:
        return [name, `';'`];
    }
  });
  // Reading the digits back as bytes is cheaper than as a UUID's text, and gives the same UUID.
  return `CAST(unhex(md5(concat(${pieces.join(', ')}))) AS UUID)`;
}
