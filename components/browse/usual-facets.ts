import type { Dataset } from '@/components/api/datasets';
import type { BrowsedZone } from '@/components/api/records';
import type { LakeColumn } from '@/lib/lake/columns';

/** More of them would ask the server for much at once. */
const OWN_MAX = 5;

/**
 * The columns whose values are worth counting before anybody has said which: those with few values by their type or
 * their definition first, then texts and times; with flagged rows the rules, and always the imports.
 */
export function usualFacets(dataset: Dataset, own: readonly LakeColumn[], zone: BrowsedZone): string[] {
  const fields = new Map(dataset.definition.schema.fields.map((field) => [field.name, field]));
  const worth = ({ name, type }: LakeColumn): number => {
    if (type === 'boolean' || fields.get(name)?.constraints.enum !== undefined) return 3;
    if (type === 'string') return 2;
    return type === 'date' || type === 'datetime' || type === 'year' ? 1 : 0;
  };
  const ranked = own
    .filter((column) => worth(column) > 0)
    .sort((a, b) => worth(b) - worth(a))
    .slice(0, OWN_MAX)
    .map(({ name }) => name);
  const chosen = own.filter(({ name }) => ranked.includes(name)).map(({ name }) => name);
  return [...(zone === 'anomalies' ? ['_flags'] : []), ...chosen, '_import'];
}
