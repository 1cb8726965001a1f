/** Thousands of small imports in a fixture's lake, put there without the work of committing each. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { quoteLiteral } from '../../duckdb';
import { keyFileKey, manifestKey, manifestsPrefix, partKey, type Attempt } from '../keys';
import type { ManifestInput } from '../manifest';
import type { LakeFixture } from './lake-fixture';

const ROWS = 10;

/**
 * Commits `from` to `to` of the dataset `weather`, each an import of ten rows of its own. Every tenth one replaces a row
 * of the one before.
 */
export async function putSmallImports(lake: LakeFixture, from: number, to: number): Promise<void> {
  const connection = await lake.db.connect();
  const put = async (key: string, sql: string): Promise<number> => {
    const file = path.join(lake.workDir, 'small.parquet');
    await connection.run(`copy (${sql}) to ${quoteLiteral(file)} (format parquet, compression zstd)`);
    await lake.store.putFile(key, file);
    await rm(file);
    return (await lake.store.head(key))?.sizeBytes ?? 0;
  };
  try {
    for (let sequence = from; sequence <= to; sequence += 1) {
      const attempt = attemptOf(sequence);
      const bytes = await put(partKey('silver', attempt, 0), rowsSql(sequence));
      await put(keyFileKey('silver', attempt, 0), keysSql(sequence));
      const isReplacing = sequence % 10 === 0;
      const list = `silver/weather/${attempt.importId}/a/superseded.parquet`;
      const replaced = partKey('silver', attemptOf(sequence - 1), 0);
      if (isReplacing) await put(list, `select ${quoteLiteral(replaced)} as part_key, 0::bigint as row`);
      const superseded = isReplacing ? { key: list, rows: 1 } : null;
      const manifest = JSON.stringify(manifestOf(attempt, sequence, bytes, superseded));
      await lake.store.putText(manifestKey(manifestsPrefix('weather'), sequence), manifest);
    }
  } finally {
    connection.closeSync();
  }
}

function attemptOf(sequence: number): Attempt {
  return { dataset: 'weather', importId: `import-${String(sequence).padStart(6, '0')}`, attempt: 'a' };
}

/** The first row of a replacing import has the key of the first row of the import before. */
function stationSql(sequence: number): string {
  const own = `'S' || (${sequence * ROWS} + i)`;
  return sequence % 10 === 0 ? `case when i = 0 then 'S' || ${(sequence - 1) * ROWS} else ${own} end` : own;
}

function rowsSql(sequence: number): string {
  return `select ${stationSql(sequence)} as station, date '2025-01-01' as date, ${sequence}::double as max,
    'a note' as note, 'small.csv' as _file, (i + 2)::bigint as _line, []::varchar[] as _flags from range(${ROWS}) as t(i)`;
}

function keysSql(sequence: number): string {
  return `select md5(concat_ws(chr(31), ${stationSql(sequence)}, '2025-01-01'))::uuid as _key,
    md5('${sequence}-' || i)::uuid as _hash from range(${ROWS}) as t(i)`;
}

function manifestOf(
  { dataset, importId }: Attempt,
  sequence: number,
  bytes: number,
  superseded: { key: string; rows: number } | null,
): ManifestInput {
  const updated = superseded?.rows ?? 0;
  const attempt = attemptOf(sequence);
  return {
    dataset,
    sequence,
    importId,
    fileName: 'small.csv',
    definitionVersion: 1,
    committedAt: new Date().toISOString(),
    sha256: String(sequence).padStart(64, '0'),
    counts: {
      received: ROWS,
      accepted: ROWS,
      anomalous: 0,
      rejected: 0,
      blank: 0,
      inserted: ROWS - updated,
      updated,
      unchanged: 0,
      bytes: 500,
      seconds: 1,
      rowsPerSecond: ROWS,
    },
    silver: {
      parts: [
        {
          key: partKey('silver', attempt, 0),
          keysKey: keyFileKey('silver', attempt, 0),
          rows: ROWS,
          bytes,
        },
      ],
      superseded,
    },
    anomalies: { parts: [], superseded: null },
    keyRange: { date: ['2025-01-01', '2025-01-01'] },
  };
}
