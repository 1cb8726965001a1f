import { isRefusedFileColumn } from '../../problems';
import type { DatasetDefinition } from '../definition';
import { comparableLabel } from '../labels';

export interface LabelMatch {
  /** From 0 to 1; 1 for all fields and nothing else. */
  score: number;
  /** Names of fields that no label stands for. */
  missing: string[];
  /** Labels that stand for no field. */
  extra: string[];
}

/** How well a header's labels fit a dataset's fields, by their names and aliases. */
export function matchLabels(definition: DatasetDefinition, labels: readonly string[]): LabelMatch {
  const { fields } = definition.schema;
  const fieldOf = fieldsByLabel(definition);
  // The engine leaves these columns out of any file.
  const ours = labels.filter((label) => !isRefusedFileColumn(label));
  const found = new Set(ours.map(fieldOf));
  const missing = fields.filter(({ name }) => !found.has(name)).map(({ name }) => name);
  const extra = ours.filter((label) => fieldOf(label) === null);
  return {
    score: (fields.length - missing.length) / (fields.length + extra.length),
    missing,
    extra,
  };
}

/** Tells the name of the field that a header's label stands for; null where there is none. */
export function fieldsByLabel(definition: DatasetDefinition): (label: string) => string | null {
  const comparable = definition.strictHeader ? (text: string) => text : comparableLabel;
  const names = new Map<string, string>();
  for (const { name, aliases } of definition.schema.fields) {
    for (const alias of aliases) names.set(comparable(alias), name);
  }
  for (const { name } of definition.schema.fields) names.set(comparable(name), name);
  return (label) => names.get(comparable(label)) ?? null;
}
