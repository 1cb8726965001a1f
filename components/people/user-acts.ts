import { Ban, KeyRound, MailPlus, ShieldOff, UserCheck, type LucideIcon } from 'lucide-react';
import {
  inviteUser,
  resetUserMfa,
  resetUserPassword,
  setUserEnabled,
  type User,
} from '@/components/api/people';
import { isInvited } from '@/components/people/user-state';
import { INVITATION_DAYS, TOKEN_MINUTES } from '@/lib/sign-in-rules';

/** Something that is done with a user after one question. */
export interface UserAct {
  label: string;
  icon: LucideIcon;
  title: string;
  /** What will happen. */
  consequence: string;
  confirmLabel: string;
  danger?: boolean;
  run: () => Promise<User>;
  /** Said once the server has done it. */
  done: string;
  /** Said when the server has not. */
  failed: string;
}

/** The acts that make sense in the state the user is in. */
export function actsOn(user: User): UserAct[] {
  if (!user.enabled) return [enable(user)];
  return isInvited(user)
    ? [inviteAgain(user), disable(user)]
    : [resetPassword(user), ...(user.mfa === false ? [] : [resetMfa(user)]), disable(user)];
}

function inviteAgain({ email, roles }: User): UserAct {
  return {
    label: 'Send the invitation again',
    icon: MailPlus,
    title: `Invite ${email} again?`,
    consequence: `A new password for the first sign-in is sent by e-mail. It is good for ${INVITATION_DAYS} days; the one before it no longer works.`,
    confirmLabel: 'Send the invitation',
    run: () => inviteUser(email, roles),
    done: `The invitation of ${email} was sent again`,
    failed: 'The invitation was not sent',
  };
}

function resetPassword({ id, email }: User): UserAct {
  return {
    label: 'Reset the password',
    icon: KeyRound,
    title: `Reset the password of ${email}?`,
    consequence: `The present password no longer works, and they are signed out everywhere; an open page can go on for up to ${TOKEN_MINUTES} minutes. A code to set a new password is sent by e-mail.`,
    confirmLabel: 'Reset the password',
    danger: true,
    run: () => resetUserPassword(id),
    done: `A code for a new password was sent to ${email}`,
    failed: 'The password was not reset',
  };
}

function resetMfa({ id, email }: User): UserAct {
  return {
    label: 'Turn two-step sign-in off',
    icon: ShieldOff,
    title: `Turn two-step sign-in off for ${email}?`,
    consequence:
      'For somebody who has lost their phone: the next sign-in asks for the password alone. Be sure that it is them who ask. They can set up another authenticator app under Account.',
    confirmLabel: 'Turn it off',
    danger: true,
    run: () => resetUserMfa(id),
    done: `${email} signs in with the password alone`,
    failed: 'Two-step sign-in was not turned off',
  };
}

function disable({ id, email }: User): UserAct {
  return {
    label: 'Disable',
    icon: Ban,
    title: `Disable ${email}?`,
    consequence: `They are signed out everywhere and cannot sign in until somebody enables them again; an open page can go on for up to ${TOKEN_MINUTES} minutes. API keys that they made go on working until somebody revokes them.`,
    confirmLabel: 'Disable the user',
    danger: true,
    run: () => setUserEnabled(id, false),
    done: `${email} is disabled and signed out everywhere`,
    failed: 'The user was not disabled',
  };
}

function enable({ id, email }: User): UserAct {
  return {
    label: 'Enable',
    icon: UserCheck,
    title: `Enable ${email}?`,
    consequence: 'They can sign in again, with the password and the role that they had.',
    confirmLabel: 'Enable the user',
    run: () => setUserEnabled(id, true),
    done: `${email} can sign in again`,
    failed: 'The user was not enabled',
  };
}
