import { expect, it } from 'vitest';
import { userState } from '@/components/people/user-state';

const NOW = new Date('2026-11-20T12:00:00Z');
const word = (status: string, { enabled = true, updatedAt = '2026-11-20T00:00:00Z' } = {}) =>
  userState({ status, enabled, updatedAt }, NOW).word;

it('says of every user whether they can sign in', () => {
  expect(word('CONFIRMED')).toBe('Active');
  expect(word('RESET_REQUIRED')).toBe('Must reset password');
  expect(word('FORCE_CHANGE_PASSWORD')).toBe('Invited');
  expect(word('UNCONFIRMED')).toBe('Cannot sign in');
});

it('says disabled whatever else is so', () => {
  for (const status of ['CONFIRMED', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD']) {
    expect(word(status, { enabled: false })).toBe('Disabled');
  }
});

it('calls an invitation expired only once it surely is', () => {
  expect(word('FORCE_CHANGE_PASSWORD', { updatedAt: '2026-11-13T12:00:00Z' })).toBe('Invited');
  expect(word('FORCE_CHANGE_PASSWORD', { updatedAt: '2026-11-13T11:59:59Z' })).toBe('Invitation expired');
});
