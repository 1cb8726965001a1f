import { expect, it } from 'vitest';
import type { AuditEntry } from '@/components/api/people';
import { auditSentence } from '@/components/audit/audit-words';
import { AUDIT_ACTIONS } from '@/lib/audit-actions';

const entry = (action: string, target: string, details: AuditEntry['details'] = null): AuditEntry => ({
  id: '1',
  at: '2026-11-20T08:00:00Z',
  actor: 'anna@example.org',
  action,
  target,
  details,
});

function words(action: string, target: string, details?: AuditEntry['details']): string {
  const { verb, rest } = auditSentence(entry(action, target, details));
  return [verb, target, rest].filter(Boolean).join(' ');
}

it('says what was done with its facts', () => {
  expect(words('user.invited', 'bob@example.org', { roles: ['operators'] })).toBe(
    'invited bob@example.org as Operator',
  );
  expect(words('user.invited', 'bob@example.org', { roles: ['operators'], again: true })).toBe(
    'invited bob@example.org as Operator, again',
  );
  expect(words('user.roles-changed', 'bob@example.org', { before: ['admins', 'analysts'], after: [] })).toBe(
    'changed the role of bob@example.org from Admin, Analyst to no role',
  );
  expect(words('dataset.saved', 'weather', { version: 3 })).toBe(
    'saved the definition of weather as version 3',
  );
  expect(words('key.created', 'Robot', { acts: ['read'], datasets: ['weather'] })).toBe(
    'made the API key Robot to read for weather',
  );
  expect(words('key.created', 'Robot', { acts: ['read', 'import'], datasets: null, expiresAt: null })).toBe(
    'made the API key Robot to read, import for all datasets',
  );
  expect(words('export.requested', 'weather', { format: 'csv' })).toBe('exported rows of weather as csv');
});

it('has words for every action, and survives facts of another shape', () => {
  for (const action of AUDIT_ACTIONS) {
    expect(auditSentence(entry(action, 'x')).verb, action).not.toBe(action);
    expect(() => auditSentence(entry(action, 'x', { roles: 7, acts: {}, version: 'x' }))).not.toThrow();
  }
  expect(words('moon.landed', 'x')).toBe('moon.landed x');
});

it('leads to what it is about, while that exists', () => {
  expect(auditSentence(entry('user.disabled', 'bob@example.org')).href).toBe('/people?q=bob%40example.org');
  expect(auditSentence(entry('user.deleted', 'bob@example.org')).href).toBeNull();
  expect(auditSentence(entry('dataset.saved', 'weather')).href).toBe('/datasets/weather/definition');
});
