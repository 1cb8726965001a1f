/** Columns of two words such as yes and no. */
import type { Tally } from './tally';
import { totalOf } from './tally';
import type { TypeGuess } from './type-guess';

/** True first, in lower case. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['on', 'off'],
  ['ja', 'nein'],
  ['j', 'n'],
  ['wahr', 'falsch'],
  ['oui', 'non'],
  ['vrai', 'faux'],
  ['sí', 'no'],
  ['si', 'no'],
  ['sim', 'não'],
  ['verdadero', 'falso'],
  ['da', 'nu'],
  ['tak', 'nie'],
  ['ja', 'nej'],
  ['ja', 'nee'],
  ['1', '0'],
];
/** Labels of columns in which 1 and 0 mean yes and no. */
const YES_NO_LABEL = /^(?:is|has|can)[A-Z_\s-]|(?:^|[_\s-])(?:flag|active|enabled|deleted|valid|aktiv)$/i;
/** Words that are booleans even where the other one is not in the sample. */
const UNMISTAKABLE = ['true', 'false'];

/** All cells must be of one pair, and both words be there. */
export function guessBoolean(tally: Tally, label: string): TypeGuess | null {
  const words = new Set([...tally.keys()].map((text) => text.toLowerCase()));
  const pair = PAIRS.find(([yes, no]) => [...words].every((word) => word === yes || word === no));
  if (!pair || words.size === 0) return null;
  const [yes, no] = pair;
  if (words.size === 1 && !UNMISTAKABLE.includes(yes)) return null;
  if (yes === '1' && !YES_NO_LABEL.test(label)) return null;
  const isDefault = [...tally.keys()].every((text) => DEFAULT_WORDS.test(text));
  return {
    field: {
      type: 'boolean',
      ...(!isDefault && { trueValues: spellings(yes), falseValues: spellings(no) }),
    },
    fitting: totalOf(tally),
    confidence: words.size === 1 ? 0.8 : 1,
  };
}

/** What Table Schema takes for a boolean unless told otherwise. */
const DEFAULT_WORDS = /^(?:true|True|TRUE|false|False|FALSE|0|1)$/;

function spellings(word: string): string[] {
  const title = word.slice(0, 1).toUpperCase() + word.slice(1);
  return [...new Set([word, title, word.toUpperCase()])];
}
