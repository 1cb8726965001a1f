import { useSearchParams } from 'next/navigation';
import type { User } from '@/components/api/people';
import { paths } from '@/lib/paths';
import { ROLES, type Role } from '@/lib/roles';

/** Which users are shown. */
export interface UsersState {
  /** A part of the e-mail address. */
  q: string;
  role: Role | 'none' | null;
  /** First is 1. */
  page: number;
}

/** The state of the list as the address has it, and the way to change it without a question to the server. */
export function useUsersState(): [UsersState, (change: Partial<UsersState>) => void] {
  const search = useSearchParams();
  const role = search.get('role');
  const state: UsersState = {
    q: search.get('q') ?? '',
    role: role === 'none' ? role : (ROLES.find((known) => known === role) ?? null),
    page: Math.max(1, Math.trunc(Number(search.get('page'))) || 1),
  };
  const apply = (change: Partial<UsersState>) => {
    const { page, ...filter } = { ...state, page: 1, ...change };
    window.history.replaceState(null, '', paths.people({ ...filter, page: page > 1 ? page : null }));
  };
  return [state, apply];
}

export function fittingUsers(users: readonly User[], { q, role }: UsersState): User[] {
  const part = q.trim().toLowerCase();
  const hasRole = ({ roles }: User) =>
    role === null || (role === 'none' ? roles.length === 0 : roles.includes(role));
  return users.filter((user) => user.email.includes(part) && hasRole(user));
}
