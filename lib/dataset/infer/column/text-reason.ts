/** Digits that are a name rather than a quantity: as numbers they would lose zeros, precision or their meaning. */
import { countWhere, totalOf } from './tally';
import type { Tally } from './tally';

/** From so many digits on, a double no longer tells neighbours apart. */
const LONG_DIGITS = /^[+-]?\d{16,}$/;
const LEADING_ZERO = /^[+-]?0\d+$/;
const INTERNATIONAL_PHONE = /^(?:\+|00)\d[\d ()./-]{6,}$/;
const PHONE_LABEL = /(?:^|[_\s.-])(?:phone|tel|telefon|telephone|mobile|mobil|handy|fax|cell|gsm)/i;
const POSTCODE_LABEL = /(?:^|[_\s.-])(?:zip|plz|postal|post_?code|postleitzahl|cap|cep)(?:$|[_\s.-]|code)/i;
const NUMBER_NAME_LABEL =
  /(?:^|[_\s.-])(?:iban|bic|isbn|issn|ean|gtin|upc|barcode|imei|ssn|vat|tax_?id|passport|account|konto|card)(?:$|[_\s.-])/i;
/** Numbers of this length under the label of an identifier are not counted with. */
const ID_LABEL = /(?:^|[_\s.-])(?:id|key|code|no|nr|number|nummer)$|[a-z]I[dD]$/i;
const FIXED_ID_DIGITS = 10;

/** Why the texts of a column stay text although they look like numbers; null where nothing speaks for that. */
export function textReason(tally: Tally, label: string): string | null {
  const total = totalOf(tally);
  const count = (pattern: RegExp) => countWhere(tally, (text) => pattern.test(text));
  if (count(/^[+\d(]/) < total / 2) return null;
  if (count(INTERNATIONAL_PHONE) > total / 2) return 'These look like phone numbers.';
  if (count(LEADING_ZERO) > 0) return 'Some have leading zeros, which numbers would lose.';
  if (count(LONG_DIGITS) > 0) return 'Some have more digits than a number keeps exactly.';
  if (count(/\d/) < total) return null;
  if (PHONE_LABEL.test(label)) return 'The label says that these are phone numbers.';
  if (POSTCODE_LABEL.test(label)) return 'The label says that these are postcodes.';
  if (NUMBER_NAME_LABEL.test(label)) return 'The label says that these are names made of digits.';
  const lengths = new Set([...tally.keys()].map((text) => text.length));
  const isFixed = lengths.size === 1 && [...lengths].every((length) => length >= FIXED_ID_DIGITS);
  if (isFixed && ID_LABEL.test(label)) return 'These are identifiers of a fixed length.';
  return null;
}
