/** The first stage of a check alone: records found, judged and written into segments. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { namedDialect } from '../../lib/dataset/dialect';
import { DEFAULT_LIMITS } from '../../lib/engine/limits';
import { scanSegments } from '../../lib/engine/scan/scan-segments';
import { diskSource } from '../../lib/engine/source/file-source';
import { runAsContender } from '../contender-process';
import type { ContenderWork } from '../contender-process';
import { readingsDefinition } from './readings-definition';

const definition = readingsDefinition({ isKeyed: false });

await runAsContender(scanReadings);

async function scanReadings(input: string, outDir: string): Promise<ContenderWork> {
  const dir = path.join(outDir, 'segments');
  await mkdir(dir);
  const source = await diskSource(input);
  const options = { ...DEFAULT_LIMITS, definition, dialect: namedDialect(definition.dialect), dir };
  const segments = scanSegments(source.open(), options);
  let rejected = 0;
  for (;;) {
    const next = await segments.next();
    if (next.done) {
      const received = next.value.rows;
      return { counts: { received, accepted: received - rejected, anomalous: 0, rejected } };
    }
    const { segment } = next.value;
    rejected += segment.brokenRows;
    await rm(segment.path);
  }
}
