/** Turns scanned segments into outputs, a segment at a time, while the next one is scanned. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetDefinition } from '../../dataset/definition';
import type { FileLayout } from '../scan/file-layout';
import type { ScanSummary } from '../scan/scan-segments';
import type { ScannedSegment } from '../scan/segment-series';
import { removeSegment } from './remove-segment';
import { planRows } from './row-plan';
import type { RowPlan } from './row-plan';
import type { RowLayersInput } from './row-layers';
import { writeSegment } from './write-segment';
import type { SegmentOutputs } from './write-segment';

export interface StageOptions extends Omit<RowLayersInput, 'layout' | 'definition'> {
  connection: DuckDBConnection;
  definition: DatasetDefinition;
  fileName: string;
  /** Folder for the outputs. */
  outputDir: string;
  hashRows: boolean;
  signal?: AbortSignal | undefined;
}

export interface StagedFile {
  summary: ScanSummary;
  segments: SegmentOutputs[];
  /** The definition, with the columns that the file brings under the contract `evolve`. */
  definition: DatasetDefinition;
}

/** Works on a segment while the next one is scanned, and never more than that, so that little disk is used ahead. */
export async function stageSegments(
  scanned: AsyncGenerator<ScannedSegment, ScanSummary>,
  options: StageOptions,
): Promise<StagedFile> {
  const segments: SegmentOutputs[] = [];
  const plans = new Map<FileLayout, RowPlan>();
  let { definition } = options;
  let underWay: Promise<SegmentOutputs> | null = null;
  try {
    for (;;) {
      const next = await scanned.next();
      if (underWay) segments.push(await underWay);
      underWay = null;
      options.signal?.throwIfAborted();
      if (next.done) return { summary: next.value, segments, definition };
      const { layout } = next.value;
      if (layout) definition = withFields(options.definition, layout);
      const plan =
        layout &&
        (plans.get(layout) ?? (await planRows(options.connection, { ...options, definition, layout })));
      if (layout && plan) plans.set(layout, plan);
      underWay = writeAndRemove({ ...options, definition }, next.value, plan);
      // The next turn awaits it and throws what it throws; until then a failure is not unhandled.
      underWay.catch(() => undefined);
    }
  } finally {
    // A statement must have ended before its connection is closed.
    await underWay?.catch(() => undefined);
    await scanned.return({ rows: 0, blankRows: 0, repeatedHeaders: 0 });
  }
}

/** A definition with the fields that a file's layout has. */
export function withFields(definition: DatasetDefinition, { fields }: FileLayout): DatasetDefinition {
  if (fields.length === definition.schema.fields.length) return definition;
  return { ...definition, schema: { ...definition.schema, fields } };
}

async function writeAndRemove(
  options: StageOptions,
  { segment }: ScannedSegment,
  plan: RowPlan | null,
): Promise<SegmentOutputs> {
  const outputs = await writeSegment({ ...options, segment, plan });
  await removeSegment(segment);
  return outputs;
}
