import { z } from 'zod';
import type { AuditEntry } from '@/components/api/people';
import { roleTitle } from '@/components/auth/role-title';
import { formatDateTime } from '@/lib/format';
import { paths } from '@/lib/paths';
import { ROLES, type Role } from '@/lib/roles';

/** An entry as a sentence without its subject: «invited» bob@example.org «as Analyst». */
export interface AuditSentence {
  verb: string;
  target: string;
  /** Where the target can be looked at; null when it is nowhere. */
  href: string | null;
  rest: string;
}

type Details = Readonly<Record<string, unknown>>;

const rolesSchema = z.array(z.enum(ROLES)).catch([]);
const textsSchema = z.array(z.string()).catch([]);

interface Wording {
  verb: string;
  rest?: (details: Details) => string;
}

const WORDINGS: Record<string, Wording> = {
  'user.invited': {
    verb: 'invited',
    rest: ({ roles, again }) => `${asRoles(roles)}${again === true ? ', again' : ''}`,
  },
  'user.roles-changed': {
    verb: 'changed the role of',
    rest: ({ before, after }) => `from ${rolesOf(before)} to ${rolesOf(after)}`,
  },
  'user.enabled': { verb: 'enabled' },
  'user.disabled': { verb: 'disabled' },
  'user.password-reset': { verb: 'reset the password of' },
  'user.mfa-reset': { verb: 'turned two-step sign-in off for' },
  'user.deleted': { verb: 'deleted', rest: ({ roles }) => `(${rolesOf(roles)})` },
  'key.created': { verb: 'made the API key', rest: describeKey },
  'key.revoked': { verb: 'revoked the API key' },
  'dataset.saved': {
    verb: 'saved the definition of',
    rest: ({ version }) => (typeof version === 'number' ? `as version ${version}` : ''),
  },
  'view.shared': { verb: 'shared the view', rest: inDataset },
  'view.deleted': { verb: 'deleted the view', rest: inDataset },
  'export.requested': { verb: 'exported rows of', rest: asFormat },
};

/** What was done, in words; an action this version does not know is shown by its name. */
export function auditSentence({ action, target, details }: AuditEntry): AuditSentence {
  const wording = WORDINGS[action];
  return {
    verb: wording?.verb ?? action,
    target,
    href: hrefOf(action, target),
    rest: wording?.rest?.(details ?? {}) ?? '',
  };
}

function hrefOf(action: string, target: string): string | null {
  if (action.startsWith('user.') && action !== 'user.deleted') return paths.people({ q: target });
  if (action === 'export.requested') return paths.dataset(target);
  if (action.startsWith('dataset.')) return paths.dataset(target, 'definition');
  return action.startsWith('key.') ? paths.apiKeys : null;
}

function rolesOf(value: unknown): string {
  const roles: Role[] = rolesSchema.parse(value);
  return roles.length > 0 ? roles.map(roleTitle).join(', ') : 'no role';
}

function asRoles(value: unknown): string {
  return `as ${rolesOf(value)}`;
}

function describeKey({ acts, datasets, expiresAt }: Details): string {
  const may = textsSchema.parse(acts).join(', ');
  const names = textsSchema.parse(datasets).join(', ');
  const parts = [
    may ? `to ${may}` : '',
    datasets === null ? 'for all datasets' : names ? `for ${names}` : '',
    typeof expiresAt === 'string' ? `until ${formatDateTime(expiresAt)}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function inDataset({ dataset }: Details): string {
  return typeof dataset === 'string' ? `of ${dataset}` : '';
}

function asFormat({ format }: Details): string {
  return typeof format === 'string' ? `as ${format}` : '';
}
