import type { RowProblemCode } from '../../problems';

export interface JsonPlace {
  /** Physical line on which the object starts, from 1. */
  line: number;
  /** Offset of its first byte in the unzipped file, in bytes of the file's own encoding. */
  offset: number;
}

/** Why the bytes of one row are no object to take. */
export interface JsonProblem {
  code: RowProblemCode;
  message: string;
}

/** Member name → value, see `readMembers`. */
export type JsonMembers = ReadonlyMap<string, string | null>;

/** Takes what a JSON scanner finds. The bytes hold during the call only: the buffer is used again. */
export interface JsonSink {
  object(bytes: Buffer, start: number, end: number, place: JsonPlace, members: JsonMembers): void;
  broken(bytes: Buffer, start: number, end: number, broken: JsonProblem & JsonPlace): void;
  /** A line without anything but spaces and tabs. */
  blank(): void;
}
