import type { Role } from '@/lib/roles';

const TITLES: Record<Role, string> = { admins: 'Admin', operators: 'Operator', analysts: 'Analyst' };

const SENTENCES: Record<Role, string> = {
  admins: 'Does all that operators do, says what the datasets are, and manages people and API keys.',
  operators: 'Uploads and imports, repairs and reviews rows, and does all that analysts do.',
  analysts: 'Browses, queries and downloads.',
};

/** A role as one person has it: `Operator`. */
export function roleTitle(role: Role): string {
  return TITLES[role];
}

/** What somebody with the role does here. */
export function roleSentence(role: Role): string {
  return SENTENCES[role];
}
