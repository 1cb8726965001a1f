import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { quoteName, type Relation } from '@/components/sql/editor/relations';
import { SQL_FUNCTIONS } from '@/components/sql/editor/sql-functions';

const WORD = /"[^"]*|[\p{L}_][\p{L}\p{N}_]*/u;
const AFTER_FROM = /\b(?:from|join)\s+(?:"[^"]*|[\p{L}\p{N}_]*)$/iu;
const AFTER_DOT = /([\p{L}_][\p{L}\p{N}_]*)\.(?:"[^"]*|[\p{L}\p{N}_]*)$/u;
const VALID = /^"?[\p{L}\p{N}_ ]*$/u;

/**
 * After FROM the relations, after a relation's name and a dot its columns, else the columns of what the query reads,
 * relations and functions. The editor adds the words of SQL.
 */
export function completeSql(relations: readonly Relation[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const text = context.state.sliceDoc(0, context.pos);
    if (isInsideText(text)) return null;
    const word = context.matchBefore(WORD);
    const from = word?.from ?? context.pos;
    if (AFTER_FROM.test(text)) return { from, options: relations.map(relationOption), validFor: VALID };
    const dotted = AFTER_DOT.exec(text)?.[1];
    const named = relations.find(({ name }) => name === dotted);
    if (named) return { from, options: columnOptions([named]), validFor: VALID };
    if (!word && !context.explicit) return null;
    const whole = context.state.doc.toString();
    const read = relations.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(whole));
    const options = [
      ...columnOptions(read.length > 0 ? read : relations),
      ...relations.map(relationOption),
      ...FUNCTION_OPTIONS,
    ];
    return { from, options, validFor: VALID };
  };
}

function relationOption({ name, words }: Relation): Completion {
  return { label: name, apply: quoteName(name), detail: words, type: 'class', boost: 1 };
}

/** The columns of some relations, each name once. */
function columnOptions(relations: readonly Relation[]): Completion[] {
  const columns = new Map(relations.flatMap((relation) => relation.columns).map((one) => [one.name, one]));
  return [...columns.values()].map(({ name, type, unit }) => ({
    label: name,
    apply: quoteName(name),
    detail: [type, unit].filter(Boolean).join(', '),
    type: 'property',
    boost: 2,
  }));
}

const FUNCTION_OPTIONS: readonly Completion[] = SQL_FUNCTIONS.map(([signature, words]) => {
  const name = signature.slice(0, signature.indexOf('('));
  return {
    label: signature === 'count(*)' ? signature : name,
    detail: signature === 'count(*)' ? '' : signature.slice(name.length),
    info: words,
    type: 'function',
    apply: signature === 'count(*)' ? signature : `${name}(`,
  };
});

/** Whether the cursor stands in a text, where nothing is a name. */
function isInsideText(before: string): boolean {
  return (before.match(/'/g)?.length ?? 0) % 2 === 1;
}
