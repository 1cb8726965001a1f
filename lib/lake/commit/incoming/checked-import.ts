/** What checking a file hands over to the commit, and the proof that it is what it says. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { brokenInvariants, type Counts } from '../../../counts';
import { LakeportError } from '../../../errors';
import { countRows, parquetRelation } from '../outputs/parquet-relation';

/**
 * A local Parquet file: the dataset's columns, `_file`, `_line`, `_flags VARCHAR[]`, `_key UUID` (a hash of the
 * key columns' texts, unique within the import; NULL in a dataset without a key) and `_hash UUID` (of the content).
 */
export interface CheckedFile {
  path: string;
  rows: number;
}

export interface CheckedImport {
  /** Without a current state yet: `inserted`, `updated` and `unchanged` are null. */
  counts: Counts;
  accepted: readonly CheckedFile[];
  anomalies: readonly CheckedFile[];
}

/** Virtual columns of DuckDB's reader, on which the lake's row positions rest. */
const SHADOWING_NAMES = ['file_index', 'file_row_number'];

/** @throws LakeportError `invariant-broken` when files and counts do not agree */
export async function assertChecked(connection: DuckDBConnection, checked: CheckedImport): Promise<void> {
  const broken = brokenInvariants(checked.counts);
  for (const [zone, files, expected] of [
    ['accepted', checked.accepted, checked.counts.accepted],
    ['anomalous', checked.anomalies, checked.counts.anomalous],
  ] as const) {
    let rows = 0;
    for (const file of files) {
      const found = await countRows(connection, parquetRelation([file.path]));
      if (found !== file.rows) broken.push(`${file.path} holds ${found} rows, not ${file.rows}`);
      rows += found;
    }
    if (rows !== expected) broken.push(`the ${zone} files hold ${rows} rows, not ${expected}`);
    if (files.length > 0) await assertColumns(connection, files);
  }
  assertInvariants(broken);
}

/** @throws LakeportError `invariant-broken` with the sentences, if there are any */
export function assertInvariants(broken: readonly string[]): void {
  if (broken.length === 0) return;
  throw new LakeportError(
    'invariant-broken',
    `The rows of this import do not add up: ${broken.join('; ')}.`,
    {
      resolution:
        'Nothing was committed. Run the import again; if it happens again, it is a fault of Lakeport.',
    },
  );
}

async function assertColumns(connection: DuckDBConnection, files: readonly CheckedFile[]): Promise<void> {
  const relation = parquetRelation(files.map(({ path }) => path));
  const described = await connection.runAndReadAll(`describe select * from ${relation}`);
  const names = described.getRows().map(([name]) => String(name).toLowerCase());
  const shadowing = SHADOWING_NAMES.filter((name) => names.includes(name));
  if (shadowing.length === 0) return;
  throw new LakeportError('invalid-definition', `A column cannot be called ${shadowing.join(' or ')}.`, {
    resolution: 'Give it another name in the definition.',
  });
}
