/** How the types of columns are kept in DuckDB and Parquet, and back. */
import { DUCKDB_TYPES } from '../../dataset/field';
import type { ColumnType } from '../columns';

export const SQL_TYPES = { ...DUCKDB_TYPES, list: 'VARCHAR[]' } as const satisfies Record<ColumnType, string>;

const INTEGER_TYPES = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|U?HUGEINT|DECIMAL\(\d+,0\))$/;
const NUMBER_TYPES = /^(FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/;

/** The type of a column whose DuckDB type is known: of a view's result, which no definition describes. */
export function columnTypeOf(sqlType: string): ColumnType {
  if (INTEGER_TYPES.test(sqlType)) return 'integer';
  if (NUMBER_TYPES.test(sqlType)) return 'number';
  if (sqlType === 'BOOLEAN') return 'boolean';
  if (sqlType === 'DATE') return 'date';
  if (sqlType === 'TIME') return 'time';
  if (sqlType.startsWith('TIMESTAMP')) return 'datetime';
  return sqlType === 'VARCHAR[]' ? 'list' : 'string';
}

/**
 * A stored column as its definition wants it. A part may hold another type when the definition has changed since
 * it was written; what does not fit the new type is then missing until the import is replayed.
 */
export function asColumnType(expression: string, storedType: string, type: ColumnType): string {
  if (storedType === 'TIMESTAMP WITH TIME ZONE' && type === 'datetime')
    return `timezone('UTC', ${expression})`;
  const stored = columnTypeOf(storedType);
  const isSame =
    stored === type || (stored === 'integer' && type === 'year') || (stored === 'string' && type === 'json');
  return isSame ? expression : `try_cast(${expression} as ${SQL_TYPES[type]})`;
}
