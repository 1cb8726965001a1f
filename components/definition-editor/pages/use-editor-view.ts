import { usePathname, useSearchParams } from 'next/navigation';
import type { EditorView } from '../definition-editor';

/** Form or JSON, as the address says. Choosing the other one changes the address and nothing else of the page. */
export function useEditorView(): [EditorView, (view: EditorView) => void] {
  const pathname = usePathname();
  const view = useSearchParams().get('as') === 'json' ? 'json' : 'form';
  return [
    view,
    (next) => window.history.replaceState(null, '', next === 'json' ? `${pathname}?as=json` : pathname),
  ];
}
