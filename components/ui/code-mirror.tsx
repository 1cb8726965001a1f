'use client';

import { closeCompletion, type CompletionSource } from '@codemirror/autocomplete';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { editorBasics } from '@/components/ui/code-basics';
import { codeLanguage, type CodeLanguage } from '@/components/ui/code-language';

/** What is wrong with a part of the text, in characters from its beginning. */
export interface CodeProblem {
  from: number;
  to: number;
  message: string;
  severity?: 'error' | 'warning' | 'info';
}

export interface CodeMirrorProps {
  /** Put on the text itself, so that it can be found and focused. */
  id?: string;
  /** Its name for screen readers. */
  label: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  value: string;
  onChange?: (value: string) => void;
  language: CodeLanguage;
  /** What can be written at the cursor. */
  complete?: CompletionSource | undefined;
  problems?: readonly CodeProblem[];
  placeholder?: string;
  singleLine?: boolean;
  lineNumbers?: boolean;
  readOnly?: boolean;
  /** Ctrl+Enter, and Enter where there is a single line. */
  onSubmit?: () => void;
}

/** Marks a change that comes from the page, which the page need not be told. */
const fromOutside = Annotation.define<boolean>();
const NO_PROBLEMS: readonly CodeProblem[] = [];

/** The editor itself, with all that it weighs: pages show it through CodeEditor. */
export function CodeMirror(props: CodeMirrorProps): ReactNode {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const attributes = useRef(new Compartment());
  const { value, language, singleLine = false, lineNumbers = false, readOnly = false } = props;
  const { problems = NO_PROBLEMS, placeholder = '' } = props;

  const changed = useEffectEvent((text: string) => props.onChange?.(text));
  const submitted = useEffectEvent(() => {
    props.onSubmit?.();
    return props.onSubmit !== undefined;
  });
  const completed = useEffectEvent<CompletionSource>((context) => props.complete?.(context) ?? null);
  const initial = useEffectEvent(() => ({ doc: value, attributes: contentAttributes(props) }));

  useEffect(() => {
    if (!parent.current) return;
    const { doc, attributes: content } = initial();
    const submit = (editor: EditorView) => {
      closeCompletion(editor);
      return submitted();
    };
    const created = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc,
        extensions: [
          // Before all others, or Enter would break the line first.
          keymap.of([
            { key: 'Mod-Enter', run: submit },
            ...(singleLine ? [{ key: 'Enter', run: (editor: EditorView) => submit(editor) || true }] : []),
          ]),
          ...editorBasics({ singleLine, lineNumbers, complete: (context) => completed(context) }),
          codeLanguage(language),
          attributes.current.of(content),
          EditorState.readOnly.of(readOnly),
          placeholder ? placeholderText(placeholder) : [],
          EditorView.updateListener.of((update) => {
            const isOurs = update.transactions.some((one) => one.annotation(fromOutside));
            if (update.docChanged && !isOurs) changed(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = created;
    return () => {
      view.current = null;
      created.destroy();
    };
  }, [language, singleLine, lineNumbers, readOnly, placeholder]);

  useEffect(() => {
    const text = view.current?.state.doc;
    if (!text || text.toString() === value) return;
    view.current?.dispatch({
      changes: { from: 0, to: text.length, insert: value },
      annotations: fromOutside.of(true),
    });
  }, [value]);

  const { id, label, 'aria-describedby': describedBy, 'aria-invalid': invalid } = props;
  useEffect(() => {
    const content = contentAttributes({
      id,
      label,
      'aria-describedby': describedBy,
      'aria-invalid': invalid,
    });
    view.current?.dispatch({ effects: attributes.current.reconfigure(content) });
  }, [id, label, describedBy, invalid]);

  useEffect(() => {
    const current = view.current;
    if (!current) return;
    const { length } = current.state.doc;
    const marks = problems.map(({ from, to, message, severity = 'error' }) => {
      const start = Math.min(Math.max(0, from), length);
      return { from: start, to: Math.min(Math.max(start, to), length), message, severity };
    });
    current.dispatch(setDiagnostics(current.state, marks));
  }, [problems, value]);

  return <div ref={parent} className="h-full" />;
}

type Described = Pick<CodeMirrorProps, 'id' | 'label' | 'aria-describedby' | 'aria-invalid'>;

function contentAttributes({ id, label, ...aria }: Described) {
  return EditorView.contentAttributes.of({
    'aria-label': label,
    ...(id ? { id } : {}),
    ...(aria['aria-describedby'] ? { 'aria-describedby': aria['aria-describedby'] } : {}),
    ...(aria['aria-invalid'] ? { 'aria-invalid': 'true' } : {}),
  });
}
