import type { ReactNode } from 'react';
import { Select } from '@/components/ui/select';
import type { Rule } from '@/lib/dataset/definition';
import type { Filter } from '@/lib/lake/query/filters';

const ALL = '';

interface RuleFilterProps {
  rules: readonly Rule[];
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
}

/** Only rows that one rule has flagged. It is the filter on `_flags`, under the rules' titles. */
export function RuleFilter({ rules, filters, onChange }: RuleFilterProps): ReactNode {
  const flagging = rules.filter(({ route }) => route === 'anomalies');
  if (flagging.length < 2) return null;
  const isRule = (filter: Filter) => filter.column === '_flags' && filter.op === 'eq';
  const current = filters.find(isRule);
  const value = typeof current?.value === 'string' ? current.value : ALL;
  return (
    <Select
      aria-label="Rule"
      value={value}
      options={[
        { value: ALL, label: 'All rules' },
        ...flagging.map(({ name, title }) => ({ value: name, label: title ?? name })),
      ]}
      onValueChange={(rule) => {
        const others = filters.filter((filter) => !isRule(filter));
        onChange(rule === ALL ? others : [...others, { column: '_flags', op: 'eq', value: rule }]);
      }}
      className="[&_select]:h-8 [&_select]:text-sm"
    />
  );
}
