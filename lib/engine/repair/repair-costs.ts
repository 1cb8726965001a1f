/**
 * How unlikely each kind of damage is, in nats (natural logarithm), to be weighed against how plausible the
 * cells are that undoing it gives. Found by trial on the tables of the tests; only their order matters much.
 */
export const REPAIR_COSTS = {
  /** A delimiter that belongs to a cell that should have been quoted, with a blank behind it or without. */
  joinedDelimiter: 3,
  bareDelimiter: 5,
  /** Such a delimiter in a number or date whose field has it as one of its characters, as in `3,5`. */
  typedDelimiter: 0.5,
  /** Such a delimiter inside of a cell that has one of its two quotes. */
  halfQuotedDelimiter: 0.5,
  /** A thousands separator that the field does not know, to be taken out. */
  groupedDigits: 3.5,
  /** An empty cell too many, between others. */
  extraEmpty: 4,
  /** Empty cells before the first or behind the last. */
  outerEmpties: 2,
  /** An empty cell left out. */
  missingEmpty: 3,
  /** A blank or another delimiter in place of the delimiter. */
  otherSeparator: 3,
  /** The same where it comes again, so that it seems to be the row's delimiter or a part of the text. */
  repeatedSeparator: 6,
  /** No delimiter at all between two values. */
  lostDelimiter: 4,
  /** A quote that is data, or inner quotes that were not doubled. */
  literalQuote: 2,
  /** One of the two quotes around a cell is not there. */
  halfQuoted: 2,
  /** A quote in the midst of a text that does not belong there. */
  strayQuote: 4,
  /** Blanks outside of a cell's quotes. */
  blanksAroundQuotes: 1,
  /** The row is delimited otherwise. */
  otherDelimiter: 1.5,
  /** The whole row is quoted as if it were one cell. */
  wholeRowQuoted: 1,
} as const;
