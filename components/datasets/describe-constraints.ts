import type { Constraints } from '@/lib/dataset/field';

/** A field's constraints as short texts, in the order one reads them. */
export function describeConstraints(constraints: Constraints): string[] {
  const { required, unique, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const { minLength, maxLength, pattern } = constraints;
  const texts: string[] = [];
  if (required) texts.push('required');
  if (unique) texts.push('unique');
  if (minimum !== undefined) texts.push(`≥ ${minimum}`);
  if (exclusiveMinimum !== undefined) texts.push(`> ${exclusiveMinimum}`);
  if (maximum !== undefined) texts.push(`≤ ${maximum}`);
  if (exclusiveMaximum !== undefined) texts.push(`< ${exclusiveMaximum}`);
  if (minLength !== undefined) texts.push(`at least ${minLength} characters`);
  if (maxLength !== undefined) texts.push(`at most ${maxLength} characters`);
  if (pattern !== undefined) texts.push(`matches ${pattern}`);
  if (constraints.enum) texts.push(`one of ${constraints.enum.join(', ')}`);
  return texts;
}
