import { autocompletion } from '@codemirror/autocomplete';
import { PostgreSQL, keywordCompletionSource } from '@codemirror/lang-sql';
import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** `expression` is SQL without the statements' words among its completions. */
export type CodeLanguage = 'sql' | 'expression' | 'json';

export function codeLanguage(language: CodeLanguage): Extension {
  if (language === 'json') return new LanguageSupport(json);
  // DuckDB's dialect is PostgreSQL's as far as colours are concerned.
  const keywords = PostgreSQL.language.data.of({ autocomplete: keywordCompletionSource(PostgreSQL, true) });
  return new LanguageSupport(PostgreSQL.language, language === 'sql' ? [keywords, autocompletion()] : []);
}

/** JSON by its tokens, which is all that colours need. */
const json = StreamLanguage.define<null>({
  name: 'json',
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) {
      return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
    }
    if (stream.match(/^-?\d[\d.eE+-]*/)) return 'number';
    if (stream.match(/^(?:true|false|null)\b/)) return 'keyword';
    if (stream.match(/^[{}[\],:]/)) return 'punctuation';
    stream.next();
    return null;
  },
});
