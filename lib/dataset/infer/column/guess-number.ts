/** Whole and decimal numbers, with their decimal and group characters, currency or unit. */
import { escapePattern } from '../escape-pattern';
import type { Tally } from './tally';
import { countWhere } from './tally';
import type { FileHabits, TypeGuess } from './type-guess';

interface Notation {
  decimalChar: '.' | ',';
  groupChar?: string;
}

/** Of notations that fit equally well, the first is taken. */
const NOTATIONS: readonly Notation[] = [
  { decimalChar: '.' },
  { decimalChar: ',' },
  ...[',', "'", '’', ' ', '\u00a0', '\u202f'].map((groupChar) => ({ decimalChar: '.', groupChar }) as const),
  ...['.', "'", ' ', '\u00a0', '\u202f'].map((groupChar) => ({ decimalChar: ',', groupChar }) as const),
];

const CURRENCY =
  '[€$£¥₹₫₽₺₩]|EUR|USD|GBP|CHF|JPY|VND|CNY|PLN|SEK|NOK|DKK|CZK|HUF|AUD|CAD|INR|Fr\\.|kr\\.?|zł|Kč';
const UNIT =
  '%|‰|°[CF]?|[kmµ]?g|[kcmµ]?m[²³]?|[mc]?l|h|min|m?s|[km]?W|[kM]?Wh|m?V|m?A|[kMG]?Hz|h?Pa|m?bar|[kKMGT]i?B|km/h|m/s|mph|kn|mm/h|ppm|pcs\\.?|Stk\\.?|lx|dB';
/** Groups: what stands before the number, the number, and what stands behind it. */
const AFFIXED = new RegExp(
  `^(?:(${CURRENCY})\\s?)?([+-]?[\\d.,][\\d.,'’ \\u00a0\\u202f]*?(?:[eE][+-]?\\d+)?)(?:\\s?(${CURRENCY}|${UNIT}))?$`,
);

interface Amount {
  /** The number alone. */
  body: string;
  /** Currency or unit; empty without one. */
  affix: string;
  /** Whether there is nothing around the number, no spaces either. */
  isBare: boolean;
}

/** @param habits decides where `1,234` or `1.234` could be either. */
export function guessNumber(tally: Tally, _label: string, habits: FileHabits): TypeGuess | null {
  const amounts = new Map([...tally.keys()].map((text) => [text, readAmount(text)]));
  if ([...amounts.values()].every((amount) => amount === null)) return null;
  const choice = chooseNotation(tally, (text) => amounts.get(text)?.body ?? '', habits);
  const pattern = numberPattern(choice.notation);
  const fits = [...amounts.values()].filter((amount) => amount !== null && pattern.test(amount.body));
  const affixes = new Set(fits.map((amount) => amount?.affix ?? ''));
  // 500 g and 1 kg, or 3 € and 3 $, are not to be compared as numbers.
  const units = [...affixes].filter((affix) => affix !== '');
  if (choice.fitting === 0 || units.length > 1) return null;
  const [unit] = units;
  const bodies = fits.map((amount) => amount?.body ?? '');
  return {
    field: {
      type: areWhole(bodies, choice.notation) && !isCurrency(unit) ? 'integer' : 'number',
      ...charactersOf(choice.notation, bodies),
      ...(fits.some((amount) => amount?.isBare === false) && { bareNumber: false }),
      ...(unit !== undefined && affixes.size === 1 && { unit }),
    },
    fitting: choice.fitting,
    confidence: choice.confidence,
    ...(choice.note !== undefined && { note: choice.note }),
  };
}

function readAmount(text: string): Amount | null {
  const [whole, prefix, body = '', suffix] = AFFIXED.exec(text.trim()) ?? [];
  // 1e400 has the form of a number, but no number is so large.
  if (whole === undefined || (/e/i.test(body) && !Number.isFinite(Number(body.replace(',', '.')))))
    return null;
  return { body, affix: prefix ?? suffix ?? '', isBare: body === text };
}

function isCurrency(unit: string | undefined): boolean {
  return unit !== undefined && new RegExp(`^(?:${CURRENCY})$`).test(unit);
}

function areWhole(bodies: readonly string[], notation: Notation): boolean {
  const pattern = new RegExp(`^[+-]?${wholeSource(notation)}$`);
  return bodies.every((body) => pattern.test(body));
}

/** The settings that are not the default. A comma that no number has is only said where points group digits. */
function charactersOf({ decimalChar, groupChar }: Notation, bodies: readonly string[]) {
  const needsComma = decimalChar === ',' && (groupChar === '.' || bodies.some((body) => body.includes(',')));
  return { ...(groupChar !== undefined && { groupChar }), ...(needsComma && { decimalChar }) };
}

interface NotationChoice {
  notation: Notation;
  fitting: number;
  confidence: number;
  note?: string;
}

function chooseNotation(tally: Tally, bodyOf: (text: string) => string, habits: FileHabits): NotationChoice {
  const counted = NOTATIONS.map((notation) => {
    const pattern = numberPattern(notation);
    return { notation, fitting: countWhere(tally, (text) => pattern.test(bodyOf(text))) };
  });
  const most = Math.max(...counted.map(({ fitting }) => fitting));
  const best = counted.filter(({ fitting }) => fitting === most).map(({ notation }) => notation);
  const isSeparated = [...tally.keys()].some((text) => /[.,]/.test(bodyOf(text)));
  const usual = best[0] ?? { decimalChar: '.' };
  const sure: NotationChoice = { notation: usual, fitting: most, confidence: 1 };
  if (!isSeparated) return sure;
  const decimal = best.find(({ groupChar }) => groupChar === undefined);
  const grouped = best.find(({ groupChar }) => groupChar !== undefined && groupChar === decimal?.decimalChar);
  if (!decimal || !grouped) return sure;
  return { ...chooseAmbiguous(decimal, grouped, tally, habits), fitting: most };
}

/** `1,234` and `1.234` are whole numbers or decimals: other columns decide, then what is usual. */
function chooseAmbiguous(
  decimal: Notation,
  grouped: Notation,
  tally: Tally,
  habits: FileHabits,
): Omit<NotationChoice, 'fitting'> {
  const example = [...tally.keys()].find((text) => /[.,]/.test(text)) ?? '';
  if (habits.decimalChar !== undefined) {
    const notation = habits.decimalChar === decimal.decimalChar ? decimal : grouped;
    return {
      notation,
      confidence: 0.8,
      note: `“${example}” is read with “${notation.decimalChar}” before its decimals, as in other columns.`,
    };
  }
  const isGrouped = decimal.decimalChar === ',' && habits.delimiter !== ';';
  const notation = isGrouped ? grouped : decimal;
  const meaning = isGrouped ? 'with a thousands separator' : 'with decimals';
  return {
    notation,
    confidence: 0.5,
    note: `“${example}” is taken for a number ${meaning}; it could be either.`,
  };
}

const patterns = new Map<Notation, RegExp>();

function numberPattern(notation: Notation): RegExp {
  let pattern = patterns.get(notation);
  if (!pattern) {
    const decimal = escapePattern(notation.decimalChar);
    const whole = wholeSource(notation);
    pattern = new RegExp(`^[+-]?(?:${whole}(?:${decimal}\\d*)?|${decimal}\\d+)(?:[eE][+-]?\\d+)?$`);
    patterns.set(notation, pattern);
  }
  return pattern;
}

function wholeSource({ groupChar }: Notation): string {
  return groupChar === undefined ? '\\d+' : `(?:\\d+|[1-9]\\d{0,2}(?:${escapePattern(groupChar)}\\d{3})+)`;
}

/** The value of a text that `guessNumber` took, or NaN. */
export function numberValue(
  text: string,
  field: { decimalChar?: string | undefined; groupChar?: string | undefined },
): number {
  let digits = readAmount(text)?.body ?? '';
  if (digits === '') return NaN;
  if (field.groupChar !== undefined) digits = digits.replaceAll(field.groupChar, '');
  return Number(digits.replace(field.decimalChar ?? '.', '.'));
}
