/** One answer to what the texts of a column are. */
import type { z } from 'zod';
import type { fieldSchema } from '../../field';
import type { Tally } from './tally';

/** A field as people write it: what is a default may be left out. */
export type FieldInput = z.input<typeof fieldSchema>;

export interface TypeGuess {
  /** The type with the settings it needs. */
  field: Omit<FieldInput, 'name'>;
  /** Cells that are of the type. */
  fitting: number;
  /** From 0 to 1, for what else could be meant; how many cells were seen is not in it. */
  confidence: number;
  /** A sentence about what is not certain or worth knowing. */
  note?: string;
}

/** What other columns of the file, and its layout, say about how this one is to be read. */
export interface FileHabits {
  decimalChar?: '.' | ',';
  isDayFirst?: boolean;
  delimiter?: string;
}

/** Finds a type for a column without missing values; null when it surely is another one. */
export type TypeGuesser = (tally: Tally, label: string, habits: FileHabits) => TypeGuess | null;
