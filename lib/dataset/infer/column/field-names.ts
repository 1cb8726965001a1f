/** Names for fields, from the labels of a header. */
import { columnNameSchema } from '../../field';
import { comparableLabel } from '../../labels';

export interface NamedField {
  name: string;
  /** The label where it is more than another spelling of the name. */
  alias?: string;
  /** The label where it reads better than the name. */
  title?: string;
}

const ALIAS_CHARS_MAX = 256;
const TITLE_CHARS_MAX = 128;

/**
 * One valid name for each label, none twice, and none that is another column's label; a column without a label is
 * named by its place.
 */
export function fieldNames(labels: readonly string[]): NamedField[] {
  const comparable = labels.map(comparableLabel);
  const taken = new Set<string>();
  const isFree = (name: string, index: number) => {
    const label = comparableLabel(name);
    const owner = comparable.indexOf(label);
    return !taken.has(label) && (owner === -1 || owner === index);
  };
  return labels.map((label, index) => {
    const wanted = nameOf(label) ?? `column_${index + 1}`;
    let name = wanted;
    for (let copy = 2; !isFree(name, index); copy++) name = `${wanted}_${copy}`;
    taken.add(comparableLabel(name));
    return describe(name, label.trim());
  });
}

function describe(name: string, label: string): NamedField {
  if (label === '' || label === name) return { name };
  const isAlias = comparableLabel(label) !== comparableLabel(name) && label.length <= ALIAS_CHARS_MAX;
  return {
    name,
    ...(isAlias && { alias: label }),
    ...(label.length <= TITLE_CHARS_MAX && { title: label.replaceAll(/\s+/g, ' ') }),
  };
}

/** Lower case with underscores, so that expressions need no quotes; `deviceId` stays as it is. Null if nothing is left. */
function nameOf(label: string): string | null {
  const words = label
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 100);
  const isCamelCase = /^\p{Ll}+\d*(?:\p{Lu}\p{Ll}*\d*)+$/u.test(words);
  const name = isCamelCase ? words : words.toLowerCase();
  const begun = /^\p{N}/u.test(name) ? `column_${name}` : name;
  if (name === '') return null;
  return columnNameSchema.safeParse(begun).success ? begun : `${begun}_column`;
}
