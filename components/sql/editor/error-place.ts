import type { CodeProblem } from '@/components/ui/code-mirror';

/** The place that the words of a refusal begin with, both numbers from 1: `Line 2, column 7: …`. */
const PLACE = /^Line (\d+), column (\d+): /;

/** What the editor underlines: the word at the place that the server names; all of the text when it names none. */
export function errorPlace(sql: string, message: string): CodeProblem {
  const [, line, character] = PLACE.exec(message) ?? [];
  if (line === undefined || character === undefined) return { from: 0, to: sql.length, message };
  const before = sql.split('\n').slice(0, Number(line) - 1);
  const from = before.reduce((sum, text) => sum + text.length + 1, 0) + Number(character) - 1;
  const word = /^(?:"[^"]*"?|'[^']*'?|[\p{L}\p{N}_]+|\S)/u.exec(sql.slice(from))?.[0] ?? '';
  return { from, to: from + Math.max(1, word.length), message };
}
