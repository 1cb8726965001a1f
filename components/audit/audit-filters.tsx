'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { AUDIT_KINDS, type AuditState } from '@/components/audit/audit-state';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

const TYPING_PAUSE_MS = 350;

interface AuditFiltersProps {
  state: AuditState;
  apply: (change: Partial<AuditState>) => void;
}

/** Who, what kind of act, and from which day to which. */
export function AuditFilters({ state, apply }: AuditFiltersProps): ReactNode {
  return (
    <div className="flex flex-wrap items-end gap-2">
      {/* A name that comes from elsewhere, a link for instance, replaces what was typed. */}
      <ActorInput key={state.actor} actor={state.actor} onActorChange={(actor) => apply({ actor })} />
      <Select
        aria-label="Kind"
        value={state.kind}
        options={[{ value: '', label: 'All kinds' }, ...AUDIT_KINDS]}
        onValueChange={(kind) => apply({ kind })}
      />
      <DayInput label="From" value={state.from} max={state.to} onValueChange={(from) => apply({ from })} />
      <DayInput label="To" value={state.to} min={state.from} onValueChange={(to) => apply({ to })} />
    </div>
  );
}

/** Asks for entries when typing pauses, not at every letter. */
function ActorInput({
  actor,
  onActorChange,
}: {
  actor: string;
  onActorChange: (actor: string) => void;
}): ReactNode {
  const [text, setText] = useState(actor);
  useEffect(() => {
    if (text === actor) return undefined;
    const timer = setTimeout(() => onActorChange(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, actor, onActorChange]);
  return (
    <Input
      type="search"
      aria-label="Who"
      placeholder="Who: e-mail or key"
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="min-w-52 flex-1 sm:max-w-72"
    />
  );
}

function DayInput({
  label,
  value,
  min,
  max,
  onValueChange,
}: {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onValueChange: (day: string) => void;
}): ReactNode {
  return (
    <label className="inline-flex items-center gap-2 text-sm text-muted max-sm:w-full">
      <span className="max-sm:w-10">{label}</span>
      <Input
        type="date"
        value={value}
        min={min}
        max={max}
        onChange={(event) => onValueChange(event.target.value)}
        className="max-sm:flex-1"
      />
    </label>
  );
}
