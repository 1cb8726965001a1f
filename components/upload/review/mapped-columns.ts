import type { Dataset } from '@/components/api/datasets';

interface MissingField {
  name: string;
  title: string;
  isRequired: boolean;
}

/** The fields that a file's header lacks, the needed ones first. */
export function missingFields(
  { definition }: Pick<Dataset, 'definition'>,
  names: readonly string[],
): MissingField[] {
  const fields = new Map(definition.schema.fields.map((field) => [field.name, field]));
  const { primaryKey } = definition.schema;
  return names
    .map((name) => ({
      name,
      title: fields.get(name)?.title ?? name,
      isRequired: primaryKey.includes(name) || fields.get(name)?.constraints?.required === true,
    }))
    .sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

/** What is to be remembered: each label stands for one field, the first that chose it. */
export function fieldsByLabel(
  missing: readonly MissingField[],
  labels: Readonly<Record<string, string>>,
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { name } of missing) {
    const label = labels[name];
    if (label && !(label in fields)) fields[label] = name;
  }
  return fields;
}
