/** The type of one column, from its cells. */
import { guessBoolean } from './guess-boolean';
import { guessEpoch } from './guess-epoch';
import { guessMoment } from './guess-moment';
import { guessNumber, numberValue } from './guess-number';
import { missingWords, sentinels } from './missing-texts';
import { tallyOf, tallyWithout, totalOf } from './tally';
import type { Tally } from './tally';
import { textReason } from './text-reason';
import type { FileHabits, TypeGuess, TypeGuesser } from './type-guess';

export interface InferredColumn {
  field: TypeGuess['field'];
  /** Texts besides the empty one that mean a missing value. */
  missingValues: string[];
  /** Cells that hold a value. */
  filled: number;
  /** Different values. */
  distinct: number;
  /** Whether the cells could be read in another way, which other columns may decide. */
  isAmbiguous: boolean;
  /** From 0 to 1. */
  confidence: number;
  /** Sentences about what is uncertain or worth knowing. */
  notes: string[];
}

/** From so many cells on, a few that do not fit are taken for errors rather than for another type. */
const TOLERANT_FROM = 20;
const FITTING_MIN = 0.95;

/** The first one that fits is the type. */
const GUESSERS: readonly TypeGuesser[] = [
  guessBoolean,
  guessYear,
  guessMoment,
  guessEpoch,
  guessNumber,
  guessJson,
];

export function inferColumn(cells: readonly string[], label: string, habits: FileHabits): InferredColumn {
  const all = tallyOf(cells.filter((cell) => cell !== ''));
  const words = missingWords(all, false);
  const values = tallyWithout(all, words);
  if (totalOf(values) === 0) return emptyColumn(all, words);
  const reason = textReason(values, label);
  const typed = reason === null ? typedColumn(values, label, habits) : null;
  if (typed === null) return textColumn(all, reason);
  return { ...typed, missingValues: [...words, ...typed.missingValues] };
}

function typedColumn(values: Tally, label: string, habits: FileHabits): InferredColumn | null {
  const guess = firstGuess(values, label, habits);
  if (!guess) return null;
  if (guess.field.type !== 'integer' && guess.field.type !== 'number') return columnOf(guess, values, []);
  const missing = sentinels(values, (text) => numberValue(text, guess.field));
  if (missing.length === 0) return columnOf(guess, values, []);
  // Without -9999.0 the others may be whole numbers, or need no decimal comma.
  const others = tallyWithout(values, missing);
  return columnOf(firstGuess(others, label, habits) ?? guess, others, missing);
}

function firstGuess(values: Tally, label: string, habits: FileHabits): TypeGuess | null {
  const total = totalOf(values);
  const needed = total < TOLERANT_FROM ? total : total * FITTING_MIN;
  for (const guesser of GUESSERS) {
    const guess = guesser(values, label, habits);
    if (guess && guess.fitting >= needed) return guess;
  }
  return null;
}

function columnOf(guess: TypeGuess, values: Tally, sentinelTexts: string[]): InferredColumn {
  const total = totalOf(values);
  const misfits = total - guess.fitting;
  const notes = guess.note === undefined ? [] : [guess.note];
  if (misfits > 0) notes.push(`${misfits} of ${total} values are of another type and would be refused.`);
  for (const text of sentinelTexts)
    notes.push(`“${text}” is far from all other values, so it is taken for a missing one.`);
  const confidence = guess.confidence * seenEnough(total) * (misfits > 0 ? 0.8 : 1);
  return {
    field: guess.field,
    missingValues: sentinelTexts,
    filled: total,
    distinct: values.size,
    isAmbiguous: guess.confidence < 1,
    confidence: Math.round(confidence * (sentinelTexts.length > 0 ? 0.9 : 1) * 100) / 100,
    notes,
  };
}

function textColumn(all: Tally, reason: string | null): InferredColumn {
  const missing = missingWords(all, true);
  const values = tallyWithout(all, missing);
  return {
    field: { type: 'string' },
    missingValues: missing,
    filled: totalOf(values),
    distinct: values.size,
    isAmbiguous: false,
    confidence: Math.round(seenEnough(totalOf(values)) * 100) / 100,
    notes: [...(reason === null ? [] : [reason]), ...paddingNotes(values), ...choiceNotes(values)],
  };
}

function emptyColumn(all: Tally, words: string[]): InferredColumn {
  const missing = missingWords(all, true);
  return {
    field: { type: 'string' },
    missingValues: words.filter((word) => missing.includes(word)),
    filled: 0,
    distinct: 0,
    isAmbiguous: false,
    confidence: 0.3,
    notes: ['No value was seen, so any text is taken.'],
  };
}

/** More cells make any guess surer, quickly at first. */
function seenEnough(total: number): number {
  return 0.99 * (1 - 1 / (total + 1) ** 0.8);
}

function paddingNotes(values: Tally): string[] {
  const padded = [...values.keys()].find((text) => text !== text.trim());
  return padded === undefined ? [] : ['Some values begin or end with spaces, which are kept.'];
}

/** A column of a few words might be limited to them; whether it is, only its owner knows. */
function choiceNotes(values: Tally): string[] {
  const total = totalOf(values);
  if (total < 20 || values.size < 2 || values.size > 12 || values.size > total / 4) return [];
  const words = [...values.keys()].toSorted().map((text) => `“${text}”`);
  return [`Only ${words.join(', ')} were seen: an "enum" constraint could hold it to them.`];
}

const YEAR_LABEL = /(?:^|[_\s.-])(?:year|jahr|yr|année|annee|año|ano|anno|jaar|rok|år)(?:$|[_\s.-])/i;

function guessYear(values: Tally, label: string): TypeGuess | null {
  if (!YEAR_LABEL.test(label)) return null;
  if (![...values.keys()].every((text) => /^[12]\d{3}$/.test(text))) return null;
  return { field: { type: 'year' }, fitting: totalOf(values), confidence: 1 };
}

function guessJson(values: Tally): TypeGuess | null {
  const isJson = (text: string) => {
    if (!/^[{[]/.test(text)) return false;
    try {
      JSON.parse(text);
      return true;
    } catch {
      // Not being JSON is the answer, not a failure.
      return false;
    }
  };
  if (![...values.keys()].every(isJson)) return null;
  return { field: { type: 'json' }, fitting: totalOf(values), confidence: 1 };
}
