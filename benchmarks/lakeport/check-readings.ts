/** Lakeport as a contender: a check with its outputs, and the view over them. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openDuckDb, quoteLiteral } from '../../lib/duckdb';
import { checkFile } from '../../lib/engine/check-file';
import type { CheckedFile } from '../../lib/engine/check-file';
import { diskSource } from '../../lib/engine/source/file-source';
import { compileView } from '../../lib/engine/views';
import { runAsContender } from '../contender-process';
import type { ContenderWork } from '../contender-process';
import { readingsDefinition } from './readings-definition';

const definition = readingsDefinition({ isKeyed: process.argv.includes('--keyed') });
// It stays open from the warm-up on, as a function or the command line keeps theirs from file to file.
const duckDb = await openDuckDb({ dirs: [process.argv.at(-1) ?? '.'] });

await runAsContender(checkReadings);
duckDb.close();

async function checkReadings(input: string, outDir: string): Promise<ContenderWork> {
  const workDir = path.join(outDir, 'check');
  await mkdir(workDir);
  const stages: Record<string, number> = {};
  const checked = await checkFile({
    definition,
    fileName: path.basename(input),
    source: await diskSource(input),
    workDir,
    duckDb,
    onStep: (step, ms) => {
      stages[step] = (stages[step] ?? 0) + ms;
    },
  });
  const checkedAt = performance.now();
  await writeAggregates(checked, path.join(outDir, 'aggregates.csv'));
  stages['view'] = performance.now() - checkedAt;
  const { received, accepted, anomalous, rejected } = checked.counts;
  return {
    counts: { received, accepted, anomalous, rejected },
    stages,
  };
}

async function writeAggregates(checked: CheckedFile, target: string): Promise<void> {
  const [view] = definition.views;
  if (!view) throw new RangeError('The definition has no view.');
  const compiled = await compileView(definition, view);
  const zone = (parts: CheckedFile['accepted'], anomalous: boolean) =>
    parts.map((part) => `SELECT *, ${anomalous} AS anomalous FROM read_parquet(${quoteLiteral(part.path)})`);
  const rows = [...zone(checked.accepted, false), ...zone(checked.anomalies, true)].join(' UNION ALL ');
  const connection = await duckDb.connect();
  try {
    await connection.run(
      `COPY (SELECT * RENAME (anomalous_readings AS anomalous) FROM (${compiled.sql(`(${rows})`)}))
       TO ${quoteLiteral(target)} (FORMAT csv, HEADER)`,
    );
  } finally {
    connection.closeSync();
  }
}
