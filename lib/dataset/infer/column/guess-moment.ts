/** Dates, times and both, with their notation. */
import { MOMENT_FORMATS, readMoment } from './moment-formats';
import type { MomentFormat } from './moment-formats';
import { countWhere } from './tally';
import type { Tally } from './tally';
import type { FileHabits, TypeGuess } from './type-guess';

/** No notation has fewer or more characters. */
const CHARS_MIN = 4;
const CHARS_MAX = 40;
/** Different texts that choose the formats worth counting. */
const PROBES = 8;
/** A row of eight digits that are dates by chance is possible; so many are not. */
const COMPACT_MIN = 3;

export function guessMoment(tally: Tally, label: string, habits: FileHabits): TypeGuess | null {
  const probes = [...tally.keys()].slice(0, PROBES).filter(mayBeMoment);
  const formats = MOMENT_FORMATS.filter((format) => probes.some((probe) => readMoment(probe, format)));
  const counted = formats
    .map((format) => ({ format, fitting: countWhere(tally, (text) => readMoment(text, format) !== null) }))
    .filter(({ format, fitting }) => fitting > 0 && isCredible(format, tally, label));
  const most = Math.max(0, ...counted.map(({ fitting }) => fitting));
  const best = counted.filter(({ fitting }) => fitting === most).map(({ format }) => format);
  const first = best[0];
  if (!first) return null;
  const other = best.find(({ format }) => format !== first.format && format === swapped(first.format));
  if (!other) return { field: fieldOf(first), fitting: most, confidence: 1 };
  return { ...chooseOrder(first, other, tally, habits), fitting: most };
}

/** Whether a format puts the day before the month; undefined where it does not matter. */
export function isDayFirst(format: string | undefined): boolean | undefined {
  if (format === undefined || !/^%[dm][/-]%[dm]/.test(format)) return undefined;
  return format.startsWith('%d');
}

function mayBeMoment(text: string): boolean {
  return text.length >= CHARS_MIN && text.length <= CHARS_MAX && /\d/.test(text);
}

function isCredible({ format }: MomentFormat, tally: Tally, label: string): boolean {
  if (format === 'default' || /[^%\w]/.test(format)) return true;
  const years = [...tally.keys()].map((text) => Number(text.slice(0, 4)));
  const isNear = years.every((year) => year >= 1800 && year <= 2200);
  return isNear && (tally.size >= COMPACT_MIN || /dat|tag|day|time|zeit|stamp/i.test(label));
}

function fieldOf({ type, format }: MomentFormat): TypeGuess['field'] {
  return format === 'default' ? { type } : { type, format };
}

/** The same format with day and month in the other order. */
function swapped(format: string): string {
  return format.replace(/^%([dm])([/-])%([dm])/, '%$3$2%$1');
}

/** No day is above 12: the order is that of other columns, or the one in which the day changes more often. */
function chooseOrder(
  first: MomentFormat,
  other: MomentFormat,
  tally: Tally,
  habits: FileHabits,
): Omit<TypeGuess, 'fitting'> {
  const [dayFirst, monthFirst] = first.format.startsWith('%d') ? [first, other] : [other, first];
  const [example = ''] = tally.keys();
  if (habits.isDayFirst !== undefined) {
    const chosen = habits.isDayFirst ? dayFirst : monthFirst;
    const note = `“${example}” is read as ${chosen.format}, as in other columns.`;
    return { field: fieldOf(chosen), confidence: 0.8, note };
  }
  const read = [...tally.keys()].map((text) => readMoment(text, dayFirst));
  const starts = new Set(read.map((parts) => parts?.d)).size;
  const seconds = new Set(read.map((parts) => parts?.m)).size;
  const chosen = seconds > starts ? monthFirst : dayFirst;
  return {
    field: fieldOf(chosen),
    confidence: starts === seconds ? 0.3 : 0.5,
    note: `“${example}” is read as ${chosen.format}, but no value tells the day from the month.`,
  };
}
