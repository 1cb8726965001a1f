/**
 * The parts of the definition format that the engine does not act on yet. They are refused here, in one
 * place: a setting that is silently ignored would change what the data mean.
 */
import { patternOfDateFormat } from './date-format';
import type { DatasetDefinition } from './definition';
import type { Field, FieldType } from './field';

const PATTERN_TYPES: readonly FieldType[] = ['date', 'time', 'datetime'];

/** The settings as sentences that begin with their place. */
export function findUnsupported(definition: DatasetDefinition): string[] {
  const places = [
    ...unsupportedDialect(definition),
    ...(/^utf-?8$/i.test(definition.encoding) ? [] : [`encoding: ${JSON.stringify(definition.encoding)}`]),
    ...(['quarantine', 'freeze'].includes(definition.contract)
      ? []
      : [`contract: ${JSON.stringify(definition.contract)}`]),
    ...definition.schema.fields.flatMap(unsupportedFormat),
  ];
  return places.map((place) => `${place} is not supported yet.`);
}

function unsupportedDialect({ dialect }: DatasetDefinition): string[] {
  if (dialect === 'auto') return ['dialect: "auto"'];
  const { delimiter, headerRows, commentRows, doubleQuote, escapeChar } = dialect;
  const places: string[] = [];
  if (!/^[\x01-\x7f]$/.test(delimiter)) places.push(`dialect.delimiter: ${JSON.stringify(delimiter)}`);
  if (headerRows.length !== 1 || headerRows[0] !== 1) {
    places.push(`dialect.headerRows: ${JSON.stringify(headerRows)}`);
  }
  if (commentRows.length > 0) places.push(`dialect.commentRows: ${JSON.stringify(commentRows)}`);
  if (!doubleQuote) places.push('dialect.doubleQuote: false');
  if (escapeChar !== undefined) places.push(`dialect.escapeChar: ${JSON.stringify(escapeChar)}`);
  return places;
}

function unsupportedFormat(field: Field, index: number): string[] {
  const isPattern = PATTERN_TYPES.includes(field.type) && field.format.includes('%');
  if (field.format === 'default' || (isPattern && patternOfDateFormat(field.format) !== null)) return [];
  return [`schema.fields[${index}].format: ${JSON.stringify(field.format)} for a ${field.type}`];
}
