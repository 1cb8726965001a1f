import type { CodeProblem } from '@/components/ui/code-mirror';

/**
 * Where in an expression a problem is: what the message quotes, as DuckDB's and ours do, where the expression has it;
 * else the whole of it.
 */
export function locateProblem(expression: string, message: string): CodeProblem {
  const quoted = [...message.matchAll(/“([^”]+)”|"([^"]+)"|'([^']+)'/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
  for (const text of quoted) {
    const at = wordAt(expression, text);
    if (at >= 0) return { from: at, to: at + text.length, message };
  }
  if (/at end of input/i.test(message)) {
    const end = expression.trimEnd().length;
    return { from: Math.max(0, end - 1), to: end, message };
  }
  return { from: 0, to: expression.length, message };
}

/** As a word of its own where there is one: `a` is not meant in `max(a)`'s name. The case does not count. */
function wordAt(expression: string, text: string): number {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'iu').exec(expression);
  return word?.index ?? expression.toLowerCase().indexOf(text.toLowerCase());
}
