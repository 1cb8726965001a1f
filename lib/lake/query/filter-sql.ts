/** Filters as a condition of DuckDB's SQL. Columns are quoted identifiers, values parameters. */
import { quoteIdentifier } from '../../duckdb';
import type { LakeColumn } from '../columns';
import { containsSql } from './contains-sql';
import type { Filter } from './filters';
import type { SqlParameters } from './sql-parameters';
import { SQL_TYPES } from './sql-types';

const COMPARISONS = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=', ne: 'is distinct from' } as const;

/** The condition that all filters hold, which `checkFilter` has passed; `true` without filters. */
export function filterSql(
  filters: readonly Filter[],
  columns: readonly LakeColumn[],
  parameters: SqlParameters,
): string {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const conditions = filters.map((filter) => {
    const type = byName.get(filter.column)?.type ?? 'string';
    const column = quoteIdentifier(filter.column);
    return type === 'list'
      ? listCondition(filter, column, parameters)
      : condition(filter, column, type, parameters);
  });
  return conditions.length === 0 ? 'true' : conditions.map((sql) => `(${sql})`).join(' and ');
}

function condition(
  filter: Filter,
  column: string,
  type: LakeColumn['type'],
  parameters: SqlParameters,
): string {
  const typed = (text: string) => `cast(${parameters.add(text)} as ${SQL_TYPES[type]})`;
  switch (filter.op) {
    case 'empty': {
      const isEmpty = type === 'string' ? `${column} is null or ${column} = ''` : `${column} is null`;
      return filter.value ? isEmpty : `not (${isEmpty})`;
    }
    case 'in':
      return `${column} in (${filter.value.map(typed).join(', ')})`;
    case 'contains':
      return containsSql(filter.value, column, type, parameters);
    default:
      return `${column} ${COMPARISONS[filter.op]} ${typed(filter.value)}`;
  }
}

/** On the marks of a row, a value means “one of them is …”. */
function listCondition(filter: Filter, column: string, parameters: SqlParameters): string {
  if (filter.op === 'empty') return `coalesce(len(${column}), 0) ${filter.value ? '=' : '>'} 0`;
  const values = Array.isArray(filter.value) ? filter.value : [filter.value];
  const hasAny = `list_has_any(${column}, [${values.map((value) => parameters.add(value)).join(', ')}])`;
  return filter.op === 'ne' ? `not coalesce(${hasAny}, false)` : `coalesce(${hasAny}, false)`;
}
