import { problemOfDateFormat } from './date-format';
import type { DefinitionIssue } from './definition-issue';
import { STRING_FORMATS } from './field';
import type { Constraints, Field, FieldType } from './field';
import { comparableLabel } from './labels';

const LENGTH_TYPES: readonly FieldType[] = ['string', 'json'];
const BOUND_TYPES: readonly FieldType[] = ['integer', 'number', 'date', 'time', 'datetime', 'year'];
const DATE_TYPES: readonly FieldType[] = ['date', 'time', 'datetime'];

/** Settings of fields that contradict each other or their type. */
export function findFieldConflicts(fields: readonly Field[]): DefinitionIssue[] {
  return [
    ...fields.flatMap((field, index) => [
      ...constraintConflicts(field, `schema.fields[${index}].constraints`),
      ...formatConflicts(field, `schema.fields[${index}]`),
    ]),
    ...aliasConflicts(fields),
  ];
}

/** A label that two fields lay claim to would go to one of them by chance. */
function aliasConflicts(fields: readonly Field[]): DefinitionIssue[] {
  return fields.flatMap((field, index) =>
    field.aliases.flatMap((alias, position) => {
      const label = comparableLabel(alias);
      const other = fields.find(
        ({ name, aliases }, at) =>
          at !== index && [name, ...aliases].some((one) => comparableLabel(one) === label),
      );
      if (!other) return [];
      const path = `schema.fields[${index}].aliases[${position}]`;
      const message = `“${alias}” also belongs to “${other.name}” (case and spaces do not count).`;
      return [{ path, message }];
    }),
  );
}

function constraintConflicts(field: Field, place: string): DefinitionIssue[] {
  const { minLength, maxLength } = field.constraints;
  const conflicts = boundConstraints(field.constraints)
    .filter(() => !BOUND_TYPES.includes(field.type))
    .map((name) => ({ path: `${place}.${name}`, message: `does not apply to a ${field.type}.` }));
  for (const name of ['minLength', 'maxLength', 'pattern'] as const) {
    if (LENGTH_TYPES.includes(field.type) || field.constraints[name] === undefined) continue;
    const message = `lengths and patterns apply to strings, not to a ${field.type}.`;
    conflicts.push({ path: `${place}.${name}`, message });
  }
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    conflicts.push({ path: `${place}.minLength`, message: 'is above maxLength, so nothing would fit.' });
  }
  if (field.hidden && field.constraints.unique) {
    conflicts.push({ path: `${place}.unique`, message: 'does not apply to a hidden field.' });
  }
  return conflicts;
}

function formatConflicts(field: Field, place: string): DefinitionIssue[] {
  const problem = problemOfFormat(field.type, field.format);
  const conflicts = problem === null ? [] : [{ path: `${place}.format`, message: problem }];
  const { decimalChar, groupChar } = field;
  const notPart = 'must not be part of a number itself.';
  if (!isSeparator(decimalChar)) conflicts.push({ path: `${place}.decimalChar`, message: notPart });
  if (groupChar !== undefined && !isSeparator(groupChar)) {
    conflicts.push({ path: `${place}.groupChar`, message: notPart });
  }
  if (groupChar === decimalChar) {
    conflicts.push({ path: `${place}.groupChar`, message: 'must differ from decimalChar.' });
  }
  const both = field.trueValues.filter((value) => field.falseValues.includes(value));
  if (both.length > 0) {
    conflicts.push({ path: `${place}.trueValues`, message: `“${both.join('”, “')}” is false as well.` });
  }
  return conflicts;
}

function problemOfFormat(type: FieldType, format: string): string | null {
  if (format === 'default') return null;
  if (type === 'string') {
    if (STRING_FORMATS.some((known) => known === format)) return null;
    return `“${format}” is none of ${STRING_FORMATS.join(', ')}.`;
  }
  if (!DATE_TYPES.includes(type)) return `“${format}” is no format of a ${type}; there is “default” only.`;
  return format === 'any' ? null : problemOfDateFormat(format, type);
}

/** Digits, signs and letters mean something else in a number, and a line break ends a record. */
function isSeparator(text: string): boolean {
  return !/[\p{L}\p{N}+\r\n-]/u.test(text);
}

function boundConstraints(constraints: Constraints): string[] {
  const names = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;
  return names.filter((name) => constraints[name] !== undefined);
}
