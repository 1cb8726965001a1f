import type { Completion, CompletionSource } from '@codemirror/autocomplete';
import type { ExpressionFunction } from '@/lib/dataset/expression-functions';
import type { DraftColumn } from '../draft/draft-columns';

/** Words that an expression may have beside columns and functions. */
const WORDS = [
  'AND',
  'OR',
  'NOT',
  'IS NULL',
  'IS NOT NULL',
  'IN',
  'BETWEEN',
  'LIKE',
  'CASE WHEN',
  'THEN',
  'ELSE',
  'END',
];

/** Columns first, then functions, then words. */
export function completeExpression(
  columns: readonly DraftColumn[],
  functions: readonly ExpressionFunction[],
): CompletionSource {
  const options: Completion[] = [
    ...columns.map(({ name, type, title }): Completion => ({
      label: name,
      apply: quotedName(name),
      detail: type,
      type: 'property',
      boost: 2,
      ...(title ? { info: title } : {}),
    })),
    ...functions.map(({ name, signature, description }): Completion => ({
      label: name,
      detail: signature.startsWith(name) ? signature.slice(name.length) : signature,
      info: description,
      type: 'function',
      apply: (view, _, from, to) => {
        const hasParenthesis = view.state.sliceDoc(to, to + 1) === '(';
        const insert = hasParenthesis ? name : `${name}()`;
        view.dispatch({
          changes: { from, to, insert },
          selection: { anchor: from + name.length + 1 },
          userEvent: 'input.complete',
        });
      },
    })),
    ...WORDS.map((label): Completion => ({ label, type: 'keyword', boost: -1 })),
  ];
  return (context) => {
    const word = context.matchBefore(/"[^"]*|[\p{L}_][\p{L}\p{N}_]*/u);
    if (!word && !context.explicit) return null;
    if (insideText(context.state.sliceDoc(0, context.pos))) return null;
    return { from: word?.from ?? context.pos, options, validFor: /^"?[\p{L}\p{N}_ ]*$/u };
  };
}

/** A name that SQL would not take for one word needs quotes. */
export function quotedName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Whether the cursor stands in a text, where nothing is a name. */
function insideText(before: string): boolean {
  return (before.match(/'/g)?.length ?? 0) % 2 === 1;
}
