import type { DatasetDefinition } from '../../dataset/definition';
import type { Field } from '../../dataset/field';
import { comparableLabel } from '../../dataset/labels';
import { isRefusedFileColumn } from '../../problems';
import { JsonScanner } from '../formats/json-scanner';
import type { EngineLimits } from '../limits';
import type { SourceLength } from '../source/source-length';
import { newField } from './file-layout';
import { ObjectSegmenter } from './object-segmenter';
import type { ScanSummary } from './scan-segments';
import { STANDARD_DIALECT } from './segment-file';
import { SegmentSeries } from './segment-series';
import type { ScannedSegment } from './segment-series';
import { windowsOf } from './windows-of';

export interface ScanObjectsOptions extends EngineLimits {
  definition: DatasetDefinition;
  format: 'ndjson' | 'json';
  dir: string;
  /** UTF-8 text of the file's start: under the contract `evolve` its unknown members become columns. */
  head: Buffer;
  sourceLength: SourceLength | null;
  onWindow?: ((rows: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Scans newline-delimited JSON or a JSON array to its end and yields its segments as they are full.
 * @throws LakeportError with a problem of the file.
 */
export async function* scanObjects(
  text: AsyncIterable<Uint8Array>,
  options: ScanObjectsOptions,
): AsyncGenerator<ScannedSegment, ScanSummary> {
  const { definition, format, recordBytesMax } = options;
  const segments = new SegmentSeries(options, STANDARD_DIALECT, true);
  const fields = [...definition.schema.fields, ...addedFields(options)];
  const segmenter = new ObjectSegmenter({ definition, fields, segments, countsRows: format === 'json' });
  const scanner = new JsonScanner(format, recordBytesMax, segmenter, options.sourceLength);
  try {
    for await (const window of windowsOf(text, 2 * recordBytesMax)) {
      options.signal?.throwIfAborted();
      window.done(scanner.scan(window.bytes, window.isLast));
      options.onWindow?.(segmenter.rows);
      if (window.isLast) segments.closeCurrent();
      yield* segments.takeClosed();
    }
    return { rows: segmenter.rows, blankRows: segmenter.blankRows, repeatedHeaders: 0 };
  } finally {
    segments.closeCurrent();
  }
}

/** Members of the first objects that no field has. */
function addedFields({ definition, format, head, recordBytesMax }: ScanObjectsOptions): Field[] {
  if (definition.contract !== 'evolve') return [];
  const known = new Set(
    definition.schema.fields.flatMap((field) => [field.name, ...field.aliases].map(comparableLabel)),
  );
  const added = new Map<string, string>();
  const collect = new JsonScanner(format, recordBytesMax, {
    object: (_bytes, _start, _end, _place, members) => {
      for (const name of members.keys()) {
        const label = comparableLabel(name);
        if (known.has(label) || added.has(label) || isRefusedFileColumn(name)) continue;
        added.set(label, name);
      }
    },
    broken: () => undefined,
    blank: () => undefined,
  });
  // An array that is cut would be refused; the last line of the other format may lack its line break.
  collect.scan(head, format === 'ndjson');
  return [...added.values()].map((name) => newField(definition, name));
}
