/** The calls of the sign-in page, loaded after the page stands: Amplify is the largest part of it. */
import {
  confirmResetPassword,
  confirmSignIn,
  fetchAuthSession,
  resetPassword,
  signIn,
  signOut,
  type SignInOutput,
} from 'aws-amplify/auth';
import { configureAmplify, type BrowserOutputs } from '@/components/auth/configure-amplify';

/** What the user pool wants next. */
export type NextStep = 'done' | 'new-password' | 'totp' | 'reset' | 'unsupported';

const NEXT_STEPS: Partial<Record<SignInOutput['nextStep']['signInStep'], NextStep>> = {
  DONE: 'done',
  CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: 'new-password',
  CONFIRM_SIGN_IN_WITH_TOTP_CODE: 'totp',
  RESET_PASSWORD: 'reset',
};

function stepOf({ nextStep }: SignInOutput): NextStep {
  return NEXT_STEPS[nextStep.signInStep] ?? 'unsupported';
}

export function createAuthFlow(outputs: BrowserOutputs) {
  configureAmplify(outputs);
  return {
    /** Signs in by SRP: the password itself never leaves the browser. */
    async signIn(username: string, password: string): Promise<NextStep> {
      // What is left of an older session would make Amplify refuse a new one.
      await signOut().catch(() => undefined);
      return stepOf(await signIn({ username, password }));
    },
    /** Answers what the user pool asked for: the new password, or the code. */
    async answer(challengeResponse: string): Promise<NextStep> {
      return stepOf(await confirmSignIn({ challengeResponse }));
    },
    async sendResetCode(username: string): Promise<void> {
      await resetPassword({ username });
    },
    async resetPassword(username: string, confirmationCode: string, newPassword: string): Promise<void> {
      await confirmResetPassword({ username, confirmationCode, newPassword });
    },
    /** New tokens for the session of the cookies; false when it cannot be renewed any more. */
    async renew(): Promise<boolean> {
      const { tokens } = await fetchAuthSession({ forceRefresh: true });
      return tokens !== undefined;
    },
  };
}

export type AuthFlow = ReturnType<typeof createAuthFlow>;
