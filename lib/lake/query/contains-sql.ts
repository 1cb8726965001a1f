/**
 * “Contains this text, in any case”, for a column of any type: of values that are no texts, their canonical text counts
 * (numbers as JavaScript writes them, except those so large or small that they have an exponent).
 */
import { quoteIdentifier } from '../../duckdb';
import type { ColumnType, LakeColumn } from '../columns';
import type { SqlParameters } from './sql-parameters';

/** Below it, every whole number fits into 64 bits. */
const WHOLE_NUMBER_MAX = '1e18';

/** The condition that the text is somewhere in a row; `true` for an empty one. */
export function searchSql(search: string, columns: readonly LakeColumn[], parameters: SqlParameters): string {
  if (search === '') return 'true';
  const needle = new Needle(search, parameters);
  const conditions = columns.map(({ name, type }) => needle.inSql(quoteIdentifier(name), type));
  const possible = conditions.filter((condition) => condition !== NEVER);
  return possible.length === 0 ? NEVER : `(${possible.join(' or ')})`;
}

/** The condition that the text is in one column, which is no list. */
export function containsSql(
  text: string,
  column: string,
  type: ColumnType,
  parameters: SqlParameters,
): string {
  return new Needle(text, parameters).inSql(column, type);
}

const NEVER = 'false';

/**
 * What is looked for. A column whose values can never have such a text is not read at all, which is most of the speed
 * of a search for a word.
 */
class Needle {
  readonly #given: string;
  readonly #text: string;
  readonly #parameters: SqlParameters;
  readonly #placeholders = new Map<string, string>();

  constructor(text: string, parameters: SqlParameters) {
    this.#given = text;
    this.#text = text.toLowerCase();
    this.#parameters = parameters;
  }

  inSql(column: string, type: ColumnType): string {
    switch (type) {
      case 'string':
      case 'json':
      case 'list':
        // DuckDB's idea of lower case counts on both sides; it differs from JavaScript's in a few letters.
        return this.#inText(`lower(${type === 'list' ? `${column}::varchar` : column})`, this.#given);
      case 'integer':
      case 'year':
      case 'date':
        return /^[-\d]+$/.test(this.#text) ? this.#inText(`${column}::varchar`, this.#text) : NEVER;
      case 'number':
        return /^[-+.e\d]+$/.test(this.#text) ? this.#inText(numberText(column), this.#text) : NEVER;
      case 'time':
        return /^[:.\d]+$/.test(this.#text) ? this.#inText(`${column}::varchar`, this.#text) : NEVER;
      case 'datetime':
        return this.#inDatetime(column);
      case 'boolean':
        return this.#inBoolean(column);
    }
  }

  /** DuckDB writes a blank where ISO 8601 has its T, and no Z. Neither of them alone is worth finding in every row. */
  #inDatetime(column: string): string {
    if (!/^[-:.\dt ]+z?$/.test(this.#text) || /^[tz ]+$/.test(this.#text)) return NEVER;
    const text = this.#text.endsWith('z') ? `${column}::varchar || 'z'` : `${column}::varchar`;
    return this.#inText(text, this.#text.replace('t', ' '));
  }

  #inBoolean(column: string): string {
    const fitting = ['true', 'false'].filter((value) => value.includes(this.#text));
    return fitting.length === 0 ? NEVER : `${column} in (${fitting.join(', ')})`;
  }

  #inText(text: string, needle: string): string {
    const placeholder = this.#placeholders.get(needle) ?? this.#parameters.add(needle);
    this.#placeholders.set(needle, placeholder);
    return `contains(${text}, lower(${placeholder}))`;
  }
}

/** DuckDB writes 5 as `5.0`, in which one would find a 0 that nobody sees. */
function numberText(column: string): string {
  return `case when abs(${column}) < ${WHOLE_NUMBER_MAX} and ${column} = trunc(${column})
    then ${column}::bigint::varchar else ${column}::varchar end`;
}
