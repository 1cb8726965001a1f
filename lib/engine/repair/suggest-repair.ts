/**
 * Suggests how a structurally broken record was meant. Every way to read it (by its own delimiter or another,
 * without quotes around the whole of it) is laid out over the columns with the fewest and likeliest faults;
 * a suggestion is made when one layout is clearly more plausible than any that has other cells.
 */
import type { Dialect } from '../../dataset/dialect';
import type { RowProblemCode } from '../../problems';
import { alignCells } from './align-cells';
import type { Alignment } from './align-cells';
import type { ColumnShapes } from './column-shapes';
import { repairReadings } from './repair-readings';

/** Longer records, and those of more cells, are left to people: it bounds the work. */
const RAW_LENGTH_MAX = 64 * 1024;
const CELLS_MAX = 500;
/** By how much, in nats, the best layout must beat the next one: e^4 is odds of 55 to 1. */
const MARGIN = 4;

const REPAIRABLE: ReadonlySet<RowProblemCode> = new Set(['missing-cell', 'extra-cell', 'quote-error']);

/** A record of a delimited text file that was refused, with all of its problems. */
export interface BrokenRecord {
  /** Its exact text, without the line terminator. */
  raw: string;
  codes: readonly RowProblemCode[];
}

export interface RepairContext {
  dialect: Dialect;
  shapes: ColumnShapes;
  /** Number of cells that every record of the file has. */
  width: number;
}

/**
 * Cells, exactly `width`, that would repair the record; null when none is clearly meant, or when its problems
 * are not of the kind that a delimiter or a quote mends. The characters of the cells are those of the record
 * in their order, less delimiters, quotes, escapes and blanks beside them. A cell put in is empty, and
 * only where
 * the column may be. The work grows with the square of the number of cells at worst.
 */
export function suggestRepair(record: BrokenRecord, context: RepairContext): string[] | null {
  const { raw, codes } = record;
  const { dialect, shapes, width } = context;
  if (codes.length === 0 || !codes.every((code) => REPAIRABLE.has(code))) return null;
  if (raw.length > RAW_LENGTH_MAX || width > CELLS_MAX) return null;
  let best: Alignment | null = null;
  let rivalScore = -Infinity;
  for (const reading of repairReadings(raw, dialect, width)) {
    if (reading.text.split(reading.dialect.delimiter, CELLS_MAX + 1).length > CELLS_MAX) continue;
    for (const alignment of alignCells(reading, shapes, width)) {
      if (best && haveSameCells(best, alignment)) {
        if (alignment.score > best.score) best = alignment;
      } else if (!best || alignment.score > best.score) {
        rivalScore = best?.score ?? rivalScore;
        best = alignment;
      } else {
        rivalScore = Math.max(rivalScore, alignment.score);
      }
    }
  }
  // Without a fault found, what refused the record is something else than what was looked for.
  if (!best || best.edits === 0 || best.isGuess || best.score - rivalScore < MARGIN) return null;
  return isDrawnFrom(raw, best.cells) ? best.cells : null;
}

function haveSameCells(one: Alignment, other: Alignment): boolean {
  return one.cells.every((text, cell) => text === other.cells[cell]);
}

/**
 * Whether the cells hold nothing but characters of the record in their order: a repair leaves out, and never
 * makes up.
 */
function isDrawnFrom(raw: string, cells: readonly string[]): boolean {
  let at = 0;
  for (const character of cells.join('')) {
    at = raw.indexOf(character, at) + character.length;
    if (at < character.length) return false;
  }
  return true;
}
