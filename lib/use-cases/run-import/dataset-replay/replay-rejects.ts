/** The refused rows of a dataset's replay: each import's are kept until all are there, and then told together. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetDefinition } from '../../../dataset/definition';
import { retentionDays } from '../../../dataset/retention';
import type { OutputPart } from '../../../engine/staging/read-back';
import { mergeRejects } from '../../../engine/rejects';
import { checkpointPrefix } from '../../../lake/keys';
import type { ImportRecord } from '../../../lake/import-record';
import type { Manifest } from '../../../lake/manifest';
import { withConnection } from '../../../lake/query/with-connection';
import { parquetSql } from '../../../duckdb';
import type { ImportRun } from '../import-run';
import { storeRejects } from '../kinds/store-rejects';

export async function keepRejects(
  { deps, record, workDir }: ImportRun,
  importId: string,
  rejects: readonly OutputPart[],
): Promise<void> {
  if (rejects.length === 0) return;
  const merged = path.join(workDir, 'task-rejects.parquet');
  await withConnection(deps.db, (connection) => mergeRejects(connection, rejects, merged));
  await deps.store.putFile(keptKey(record, importId), merged);
}

/** Stores the kept rejects as those of the replay, in the order of the imports; the number of problems by code. */
export async function collectRejects(
  run: ImportRun,
  definition: DatasetDefinition,
  tasks: readonly Manifest[],
): Promise<Record<string, number>> {
  const { deps, record } = run;
  const dir = path.join(run.workDir, 'rejects');
  await mkdir(dir, { recursive: true });
  const paths: string[] = [];
  for (const { importId } of tasks) {
    const target = path.join(dir, `${importId}.parquet`);
    if (await deps.store.getToFile(keptKey(record, importId), target)) paths.push(target);
  }
  if (paths.length === 0) return {};
  const parts = paths.map((file) => ({ path: file }));
  await storeRejects(deps, record, parts, {
    workDir: dir,
    retentionDays: retentionDays(definition, 'rejects'),
  });
  return withConnection(deps.db, async (connection) => {
    const counted = await connection.runAndReadAll(
      `select code, count(*) from ${parquetSql(paths)} group by code order by code`,
    );
    return Object.fromEntries(counted.getRows().map(([code, problems]) => [String(code), Number(problems)]));
  });
}

function keptKey({ dataset, id }: ImportRecord, importId: string): string {
  return `${checkpointPrefix(dataset, id)}rejects-${importId}.parquet`;
}
