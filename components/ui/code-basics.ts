import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, tooltips } from '@codemirror/view';
import { tags } from '@lezer/highlight';

interface EditorOptions {
  singleLine: boolean;
  lineNumbers: boolean;
  complete: CompletionSource;
}

/** What each editor has, whatever is written in it. The colours are the theme's, which may change under it. */
export function editorBasics(options: EditorOptions): Extension[] {
  return [
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    overtypeParenthesis,
    autocompletion({ icons: false }),
    // Outside of what scrolls or is clipped around the editor.
    tooltips({ position: 'fixed', parent: document.body }),
    EditorState.languageData.of(() => [{ autocomplete: options.complete }]),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
    EditorView.lineWrapping,
    options.lineNumbers ? lineNumbers() : [],
    options.singleLine ? EditorView.clipboardInputFilter.of((text) => text.replaceAll(/\s*\n\s*/g, ' ')) : [],
    syntaxHighlighting(colours),
    look,
  ];
}

/** A completed function brings its closing parenthesis; typing it steps over it. */
const overtypeParenthesis = EditorView.inputHandler.of((view, from, to, text) => {
  const code = view.state.doc.toString();
  const isClosed = code.split(')').length >= code.split('(').length;
  if (text !== ')' || from !== to || code[from] !== ')' || !isClosed) return false;
  view.dispatch({ selection: { anchor: from + 1 }, userEvent: 'input.type' });
  return true;
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword], color: 'var(--anomalies-ink)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: tags.number, color: 'var(--bronze-ink)' },
  { tag: [tags.propertyName, tags.typeName, tags.standard(tags.name)], color: 'var(--accent)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--faint)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--ink)', fontSize: '0.8125rem', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.25rem' },
  '.cm-content': { padding: '0.4375rem 0', caretColor: 'var(--ink)', outline: 'none' },
  '.cm-line': { padding: '0 0.625rem' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-placeholder': { color: 'var(--faint)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--faint)', border: 'none' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft) !important',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: 'none' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-soft)', outline: 'none' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow)',
    zIndex: '60',
    // Also over a window that keeps the pointer away from everything behind it.
    pointerEvents: 'auto',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.8125rem',
    maxWidth: 'min(34rem, 92vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.625rem', lineHeight: '1.25rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--accent-strong)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--faint)', fontStyle: 'normal', marginLeft: '0.75rem' },
  '.cm-tooltip.cm-completionInfo': {
    padding: '0.5rem 0.625rem',
    fontFamily: 'var(--font-sans)',
    fontSize: '0.8125rem',
    maxWidth: '20rem',
  },
  '.cm-diagnostic': { padding: '0.375rem 0.625rem', fontSize: '0.8125rem', borderLeft: 'none' },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px solid var(--bad)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', borderBottom: '2px solid var(--warn)' },
});
