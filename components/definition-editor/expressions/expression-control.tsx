'use client';

import { useId, useMemo, type ReactNode } from 'react';
import { CodeEditor } from '@/components/ui/code-editor';
import { placeOf, type JsonPath } from '../draft/json-path';
import { useDraftPlace } from '../draft/use-draft';
import { showAsText } from '../controls/text-control';
import { locateProblem } from './locate-problem';
import { useCompletion, type ExpressionKind } from './use-completion';

interface ExpressionControlProps {
  path: JsonPath;
  label: string;
  hideLabel?: boolean;
  kind: ExpressionKind;
  /** Derived columns may use those before them only. */
  derivedBefore?: number;
  /** What it comes to on the sample. */
  result?: ReactNode;
  placeholder?: string;
}

/** An expression with the columns and functions it may use; what is wrong is underlined where it is. */
export function ExpressionControl(props: ExpressionControlProps): ReactNode {
  const { path, label, hideLabel = false, kind, derivedBefore, result, placeholder } = props;
  const { value, error, set } = useDraftPlace(path);
  const id = useId();
  const noteId = `${id}-note`;
  const text = showAsText(value);
  const complete = useCompletion(kind, derivedBefore);
  const problems = useMemo(() => (error ? [locateProblem(text, error)] : []), [error, text]);
  return (
    <div data-place={placeOf(path)} className="flex min-w-0 flex-col gap-1.5">
      <span aria-hidden className={hideLabel ? 'hidden' : 'text-sm font-medium'}>
        {label}
      </span>
      <CodeEditor
        id={id}
        label={label}
        language="expression"
        value={text}
        onChange={set}
        complete={complete}
        problems={problems}
        placeholder={placeholder ?? ''}
        aria-describedby={noteId}
        aria-invalid={error ? true : undefined}
      />
      <div id={noteId} className={result === undefined ? 'text-sm' : 'min-h-5 text-sm'}>
        {error ? <p className="break-words text-bad">{error}</p> : <div className="text-muted">{result}</div>}
      </div>
    </div>
  );
}
