/** Moments written as one number: the seconds or milliseconds since 1970. */
import type { Tally } from './tally';
import { totalOf } from './tally';
import type { TypeGuess } from './type-guess';

/** Ten digits are seconds from 2001 to 2286, thirteen the same in milliseconds. */
const FORMATS = [
  { format: '%s', pattern: /^[12]\d{9}$/ },
  { format: '%Q', pattern: /^[12]\d{12}$/ },
] as const;
const LABEL = /time|zeit|date|datum|epoch|stamp|(?:^|_)(?:ts|at|created|updated|modified)$|[a-z]At$/i;

/** Only where the label speaks of time: phone numbers and identifiers have as many digits. */
export function guessEpoch(tally: Tally, label: string): TypeGuess | null {
  if (!LABEL.test(label)) return null;
  const found = FORMATS.find(({ pattern }) => [...tally.keys()].every((text) => pattern.test(text)));
  if (!found) return null;
  const unit = found.format === '%s' ? 'seconds' : 'milliseconds';
  return {
    field: { type: 'datetime', format: found.format },
    fitting: totalOf(tally),
    confidence: 0.9,
    note: `These are taken for the ${unit} since 1970.`,
  };
}
