'use client';

import type { ReactNode } from 'react';
import type { Draft } from '@/components/browse/conditions';
import type { FacetScope } from '@/components/browse/facet-scope';
import { TypedInput } from '@/components/browse/typed-input';
import { ValueChoice } from '@/components/browse/value-choice';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { LakeColumn } from '@/lib/lake/columns';

interface ValueFieldsProps {
  column: LakeColumn | undefined;
  draft: Draft;
  problem: string | null;
  scope: FacetScope;
  onChange: (next: Partial<Draft>) => void;
}

/** The values of a condition, each in the control that suits the column's type. */
export function ValueFields({ column, draft, problem, scope, onChange }: ValueFieldsProps): ReactNode {
  const type = column?.type ?? 'string';
  const unit = type === 'datetime' ? 'UTC' : column?.unit;
  const named = (name: string) => (unit ? `${name}, ${unit}` : name);
  switch (draft.condition) {
    case 'empty':
      return <p className="text-sm text-muted">Missing values and empty texts.</p>;
    case 'present':
      return <p className="text-sm text-muted">All but missing values and empty texts.</p>;
    case 'in':
      return (
        <ValueChoice
          column={draft.column}
          type={type}
          values={draft.values}
          problem={problem}
          scope={scope}
          onChange={(values) => onChange({ values })}
        />
      );
    case 'range':
      return (
        <>
          <div className="grid grid-cols-2 gap-2">
            <Field label={named('From')}>
              {(control) => (
                <TypedInput
                  {...control}
                  autoFocus
                  type={type}
                  value={draft.from}
                  placeholder="any"
                  onText={(from) => onChange({ from })}
                />
              )}
            </Field>
            <Field label={named('To')}>
              {(control) => (
                <TypedInput
                  {...control}
                  type={type}
                  value={draft.to}
                  placeholder="any"
                  onText={(to) => onChange({ to })}
                />
              )}
            </Field>
          </div>
          <Problem
            text={problem ?? 'Both ends belong to it; one of them may stay open.'}
            isBad={problem !== null}
          />
        </>
      );
    default:
      return (
        <Field label={named('Value')} error={problem}>
          {(control) =>
            type === 'boolean' ? (
              <Select
                {...control}
                value={draft.text}
                options={[
                  { value: 'true', label: 'true' },
                  { value: 'false', label: 'false' },
                ]}
                onValueChange={(text) => onChange({ text })}
              />
            ) : (
              <TypedInput
                {...control}
                autoFocus
                type={draft.condition === 'contains' ? 'string' : type}
                value={draft.text}
                onText={(text) => onChange({ text })}
              />
            )
          }
        </Field>
      );
  }
}

function Problem({ text, isBad }: { text: string; isBad: boolean }): ReactNode {
  return (
    <p role={isBad ? 'alert' : undefined} className={isBad ? 'text-sm text-bad' : 'text-sm text-faint'}>
      {text}
    </p>
  );
}
