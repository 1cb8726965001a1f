/** `<noun>.<verb>`; docs/people.md lists them. */
export const AUDIT_ACTIONS = [
  'dataset.saved',
  'view.shared',
  'view.deleted',
  'export.requested',
  'user.invited',
  'user.roles-changed',
  'user.enabled',
  'user.disabled',
  'user.password-reset',
  'user.mfa-reset',
  'user.deleted',
  'key.created',
  'key.revoked',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
