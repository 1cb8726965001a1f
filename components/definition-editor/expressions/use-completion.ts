import type { CompletionSource } from '@codemirror/autocomplete';
import { useMemo } from 'react';
import { draftColumns, type DraftColumn } from '../draft/draft-columns';
import { useDraft } from '../draft/use-draft';
import { completeExpression } from './complete-expression';
import { functionsFor } from './functions-for';

/** `row`: of the row as it is read. `group` and `measure`: of the rows as they come out. */
export type ExpressionKind = 'row' | 'group' | 'measure';

/** What views call a row that a rule flagged. */
const ANOMALOUS: DraftColumn = {
  name: 'anomalous',
  type: 'boolean',
  title: 'Whether a rule flagged the row',
  hidden: false,
  origin: 'derived',
};

export function useCompletion(kind: ExpressionKind, derivedBefore?: number): CompletionSource {
  const draft = useDraft();
  return useMemo(() => {
    const columns = draftColumns(draft);
    const derived = columns.filter(({ origin }) => origin === 'derived').slice(0, derivedBefore);
    const others = columns.filter(({ origin }) => origin !== 'derived');
    const usable =
      kind === 'row'
        ? [...others, ...derived]
        : [...others.filter(({ hidden }) => !hidden), ...derived, ANOMALOUS];
    return completeExpression(usable, functionsFor(kind === 'measure'));
  }, [draft, kind, derivedBefore]);
}
