import type { Role } from '@/lib/roles';

const TITLES: Record<Role, string> = { admins: 'Admin', operators: 'Operator', analysts: 'Analyst' };

/** A role as one person has it: `Operator`. */
export function roleTitle(role: Role): string {
  return TITLES[role];
}
