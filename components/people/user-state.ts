import type { User } from '@/components/api/people';
import type { Tone } from '@/components/ui/badge';
import { INVITATION_DAYS } from '@/lib/sign-in-rules';

export interface UserState {
  word: string;
  tone: Tone;
  /** What it means, where the word alone does not say it. */
  meaning?: string;
}

const DAY_MS = 86_400_000;

/** Invited and not come yet: there is no password to reset and no session to end. */
export function isInvited({ status }: Pick<User, 'status'>): boolean {
  return status === 'FORCE_CHANGE_PASSWORD';
}

/** Whether a user can sign in, in a word. */
export function userState(user: Pick<User, 'enabled' | 'status' | 'updatedAt'>, now = new Date()): UserState {
  if (!user.enabled) return { word: 'Disabled', tone: 'neutral', meaning: 'Cannot sign in.' };
  if (isInvited(user)) {
    // The invitation may be older than the last change, and never is younger.
    const isOver = now.getTime() - new Date(user.updatedAt).getTime() > INVITATION_DAYS * DAY_MS;
    return isOver
      ? { word: 'Invitation expired', tone: 'warn', meaning: 'Send the invitation again.' }
      : { word: 'Invited', tone: 'accent', meaning: 'Has not signed in yet.' };
  }
  if (user.status === 'RESET_REQUIRED') {
    return { word: 'Must reset password', tone: 'warn', meaning: 'A code was sent by e-mail.' };
  }
  if (user.status === 'CONFIRMED' || user.status === 'EXTERNAL_PROVIDER') {
    return { word: 'Active', tone: 'good' };
  }
  return { word: 'Cannot sign in', tone: 'warn', meaning: `The user pool says ${user.status}.` };
}
