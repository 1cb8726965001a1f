/** Turns scanned segments into outputs, a segment at a time, while the next one is scanned. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetDefinition } from '../../dataset/definition';
import type { OnStep } from '../check-step';
import type { FileLayout } from '../scan/file-layout';
import type { ScanSummary } from '../scan/scan-segments';
import type { ScannedSegment } from '../scan/segment-series';
import { finishedSegment, outputsOf } from './finished-segment';
import type { FinishedSegment } from './finished-segment';
import { removeSegment } from './remove-segment';
import { planRows } from './row-plan';
import type { RowPlan } from './row-plan';
import type { RowLayersInput } from './row-layers';
import { writeSegment } from './write-segment';
import type { SegmentOutputs } from './write-segment';

export interface StageOptions extends Omit<RowLayersInput, 'layout' | 'definition'> {
  /** As many segments are worked on at a time as there are connections. */
  connections: readonly [DuckDBConnection, ...DuckDBConnection[]];
  definition: DatasetDefinition;
  fileName: string;
  /** Folder for the outputs. */
  outputDir: string;
  hashRows: boolean;
  signal?: AbortSignal | undefined;
  onStep?: OnStep | undefined;
  /** Segments that an earlier check of the same file has finished; their outputs are taken as they are. */
  finished?: readonly FinishedSegment[] | undefined;
  /** Hears of each segment that is finished here, in any order; the check goes on when it has settled. */
  onSegment?: ((segment: FinishedSegment) => Promise<void>) | undefined;
}

export interface StagedFile {
  summary: ScanSummary;
  segments: SegmentOutputs[];
  /** The definition, with the columns that the file brings under the contract `evolve`. */
  definition: DatasetDefinition;
}

/**
 * Works on some segments while the next one is scanned, and never on more, so that little memory and disk is used.
 * More than one at a time keeps all cores busy: each has steps that take one core only.
 */
export async function stageSegments(
  scanned: AsyncGenerator<ScannedSegment, ScanSummary>,
  options: StageOptions,
): Promise<StagedFile> {
  const { connections } = options;
  const segments: Promise<SegmentOutputs>[] = [];
  const plans = new Map<FileLayout, RowPlan>();
  let { definition } = options;
  try {
    for (;;) {
      const next = await scanned.next();
      // Its connection must be free, and what went wrong with the segment before must come out.
      await segments.at(-connections.length);
      options.signal?.throwIfAborted();
      if (next.done) return { summary: next.value, segments: await Promise.all(segments), definition };
      const { layout } = next.value;
      if (layout) definition = withFields(options.definition, layout);
      const known = outputsOf(options.finished ?? [], next.value.segment);
      if (known) {
        await removeSegment(next.value.segment);
        segments.push(Promise.resolve(known));
        continue;
      }
      const connection = connections[segments.length % connections.length] ?? connections[0];
      const plan =
        layout && (plans.get(layout) ?? (await planRows(connection, { ...options, definition, layout })));
      if (layout && plan) plans.set(layout, plan);
      const underWay = writeAndRemove({ ...options, connection, definition }, next.value, plan);
      // A later turn awaits it and throws what it throws; until then a failure is not unhandled.
      underWay.catch(() => undefined);
      segments.push(underWay);
    }
  } finally {
    // A statement must have ended before its connection is closed.
    await Promise.allSettled(segments);
    await scanned.return({ rows: 0, blankRows: 0, repeatedHeaders: 0 });
  }
}

/** A definition with the fields that a file's layout has. */
function withFields(definition: DatasetDefinition, { fields }: FileLayout): DatasetDefinition {
  if (fields.length === definition.schema.fields.length) return definition;
  return { ...definition, schema: { ...definition.schema, fields } };
}

async function writeAndRemove(
  options: StageOptions & { connection: DuckDBConnection },
  { segment }: ScannedSegment,
  plan: RowPlan | null,
): Promise<SegmentOutputs> {
  const outputs = await writeSegment({ ...options, segment, plan });
  await removeSegment(segment);
  await options.onSegment?.(finishedSegment(outputs));
  return outputs;
}
