/** Sorts what a JSON scanner finds: members become the cells of a segment's row, broken rows are told. */
import type { DatasetDefinition } from '../../dataset/definition';
import type { Field } from '../../dataset/field';
import { LakeportError } from '../../errors';
import { isRefusedFileColumn } from '../../problems';
import type { JsonMembers, JsonPlace, JsonProblem, JsonSink } from '../formats/json-sink';
import { comparableIn } from './file-layout';
import type { FileLayout } from './file-layout';
import type { SegmentSeries } from './segment-series';

export interface ObjectSegmenterOptions {
  definition: DatasetDefinition;
  /** The definition's fields and those that the file adds. */
  fields: readonly Field[];
  segments: SegmentSeries;
  /** Rows of a JSON array are told apart by their number: many may be on one line. */
  countsRows: boolean;
}

export class ObjectSegmenter implements JsonSink {
  rows = 0;
  blankRows = 0;
  private readonly layout: FileLayout;
  private readonly cellOfLabel: ReadonlyMap<string, number>;
  private known = false;

  constructor(private readonly options: ObjectSegmenterOptions) {
    this.layout = layoutOfFields(options.fields);
    this.cellOfLabel = cellsByLabel(options.definition, options.fields);
    options.segments.setLayout(this.layout);
  }

  /** @throws LakeportError `missing-label` when the first object has nothing that the dataset knows. */
  object(bytes: Buffer, start: number, end: number, place: JsonPlace, members: JsonMembers): void {
    this.refuseForeign(members);
    const { line, offset } = this.placeOf(place);
    const raw = bytes.toString('utf8', start, end);
    const cells = new Array<string | null>(this.layout.width).fill(null);
    const problems = this.fill(cells, members);
    const segment = this.options.segments.at(line, offset);
    if (problems.length === 0) return segment.appendCells(cells, { line, offset, raw });
    segment.appendBroken(
      problems.map((one) => ({ ...one, line, byte_offset: offset, raw, suggestion: null })),
    );
  }

  broken(bytes: Buffer, start: number, end: number, broken: JsonProblem & JsonPlace): void {
    const { line, offset } = this.placeOf(broken);
    const { code, message } = broken;
    const raw = bytes.toString('utf8', start, end);
    this.options.segments
      .at(line, offset)
      .appendBroken([{ line, byte_offset: offset, column: null, code, message, raw, suggestion: null }]);
  }

  blank(): void {
    this.blankRows += 1;
  }

  private placeOf({ line, offset }: JsonPlace): JsonPlace {
    this.rows += 1;
    return { line: this.options.countsRows ? this.rows : line, offset };
  }

  private fill(cells: (string | null)[], members: JsonMembers) {
    const problems: { column: string; code: 'extra-cell'; message: string }[] = [];
    const filled = new Set<number>();
    for (const [name, value] of members) {
      const cell = this.cellOfLabel.get(comparableIn(this.options.definition, name));
      if (cell === undefined) {
        if (this.options.definition.extraColumns === 'ignore' || isRefusedFileColumn(name)) continue;
        const message = `The row has “${name}”, which the dataset does not know.`;
        problems.push({ column: name, code: 'extra-cell', message });
      } else if (filled.has(cell)) {
        problems.push({ column: name, code: 'extra-cell', message: `The row has “${name}” twice.` });
      } else {
        cells[cell] = value;
        filled.add(cell);
      }
    }
    return problems;
  }

  private refuseForeign(members: JsonMembers): void {
    if (this.known) return;
    this.known = true;
    const names = [...members.keys()];
    const isForeign = !names.some((name) =>
      this.cellOfLabel.has(comparableIn(this.options.definition, name)),
    );
    if (names.length === 0 || !isForeign) return;
    const expected = this.options.fields.slice(0, 20).map((field) => `“${field.name}”`);
    const found = names.slice(0, 20).map((name) => `“${name.slice(0, 80)}”`);
    throw new LakeportError(
      'missing-label',
      `The first object has ${found.join(', ')} and nothing of ${expected.join(', ')}.`,
      { resolution: 'Is this the right dataset?' },
    );
  }
}

/** One cell for each field, in the fields' order. */
export function layoutOfFields(fields: readonly Field[]): FileLayout {
  return {
    width: fields.length,
    cellOfField: fields.map((_, index) => index),
    names: fields.map((field) => field.name),
    fields: [...fields],
  };
}

/** Names come before aliases, as in a header. */
function cellsByLabel(definition: DatasetDefinition, fields: readonly Field[]): Map<string, number> {
  const cells = new Map<string, number>();
  const add = (label: string, index: number) => {
    const comparable = comparableIn(definition, label);
    if (!cells.has(comparable)) cells.set(comparable, index);
  };
  for (const [index, field] of fields.entries()) add(field.name, index);
  for (const [index, field] of fields.entries()) for (const alias of field.aliases) add(alias, index);
  return cells;
}
