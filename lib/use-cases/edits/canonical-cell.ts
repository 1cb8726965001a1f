import type { Field } from '../../dataset/field';
import { LakeportError } from '../../errors';
import { canonicalValue } from '../../lake/query/filter-values';
import type { JsonValue } from '../../lake/query/json-values';

/**
 * A value of a row or of an edit as the canonical text of its field's type; null for a missing one, which for all but
 * texts an empty cell is too.
 * @throws LakeportError `invalid-request` when it is no such value
 */
export function canonicalCell({ name, type }: Field, value: JsonValue): string | null {
  if (value === null) return null;
  const text = String(value);
  if (text === '' && type !== 'string') return null;
  const canonical = canonicalValue(text, type);
  if (canonical !== null) return canonical;
  throw new LakeportError('invalid-request', `“${text.slice(0, 80)}” is no ${type}, which ${name} holds.`);
}
