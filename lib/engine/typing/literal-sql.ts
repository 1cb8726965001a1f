/** SQL for the values in a field's constraints. */
import { DUCKDB_TYPES } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import { castSql } from './cast-sql';
import type { SqlParameters } from './sql-parameters';

/**
 * A value of a constraint as the field's type. A number or boolean is what JSON says; a text is read as a cell of
 * the field would be (`31.12.2025` where the format is `%d.%m.%Y`) and else in the default form of the type. It is
 * NULL where that gives nothing, which `checkDefinition` refuses.
 */
export function literalSql(
  field: Field,
  value: string | number | boolean,
  parameters: SqlParameters,
): string {
  if (typeof value === 'number' && (field.type === 'number' || field.type === 'integer')) {
    return numberLiteral(field, value, parameters);
  }
  const text = parameters.text(String(value));
  if (field.type === 'string') return text;
  const standard = castSql(inStandardForm(field), text, parameters);
  if (typeof value !== 'string') return standard;
  return `coalesce(${castSql(field, text, parameters)}, ${standard})`;
}

/** A whole number that JSON cannot hold exactly is NULL: it has to be written as a text. */
function numberLiteral(field: Field, value: number, parameters: SqlParameters): string {
  const isExact = field.type === 'number' || Number.isSafeInteger(value);
  const text = isExact ? parameters.text(String(value)) : 'NULL';
  return `CAST(${text} AS ${DUCKDB_TYPES[field.type]})`;
}

function inStandardForm(field: Field): Field {
  return {
    ...field,
    format: 'default',
    decimalChar: '.',
    groupChar: undefined,
    bareNumber: true,
    trueValues: ['true'],
    falseValues: ['false'],
  };
}
