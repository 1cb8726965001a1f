import { useId, type ReactNode } from 'react';
import { roleSentence, roleTitle } from '@/components/auth/role-title';
import { ROLES, type Role } from '@/lib/roles';

/** Each role allows what the one before it does, and more: one is enough for anybody. */
const LEAST_FIRST = [...ROLES].reverse();

interface RoleChoiceProps {
  value: Role | null;
  onValueChange: (role: Role | null) => void;
  /** Offers to take every role away. */
  withNone?: boolean;
}

/** Which role somebody gets, with what it allows. */
export function RoleChoice({ value, onValueChange, withNone = false }: RoleChoiceProps): ReactNode {
  const name = useId();
  const options = LEAST_FIRST.map((role) => ({
    role: role as Role | null,
    title: roleTitle(role),
    sentence: roleSentence(role),
  }));
  if (withNone) {
    options.unshift({ role: null, title: 'No role', sentence: 'May sign in, and sees nothing.' });
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Role</legend>
      {options.map(({ role, title, sentence }) => (
        <label
          key={title}
          className="flex gap-3 rounded-md border border-line-strong px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name={name}
            checked={value === role}
            onChange={() => onValueChange(role)}
            className="mt-1 size-4 shrink-0 accent-accent"
          />
          <span>
            <span className="block font-medium">{title}</span>
            <span className="block text-sm text-muted">{sentence}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
