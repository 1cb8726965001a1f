/** Two-step sign-in of the one who is signed in: between the browser and the user pool, without the portal's API. */
import { queryOptions } from '@tanstack/react-query';
import { fetchMFAPreference, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth';

const ISSUER = 'Lakeport';

export interface NewAuthenticator {
  /** For typing it in; groups of four letters are easier to keep track of. */
  secret: string;
  /** What the picture says. */
  uri: string;
}

/** Whether a code is asked for. */
export function mfaQuery() {
  return queryOptions({
    queryKey: ['own-mfa'],
    queryFn: async () => {
      const { enabled = [] } = await fetchMFAPreference();
      return enabled.includes('TOTP');
    },
  });
}

/** Begins to set up an app. Until a code of it is confirmed, nothing changes. */
export async function beginMfa(email: string): Promise<NewAuthenticator> {
  const details = await setUpTOTP();
  return { secret: details.sharedSecret, uri: details.getSetupUri(ISSUER, email).toString() };
}

/** Proves that the app works, and asks for its codes from now on. */
export async function confirmMfa(code: string): Promise<void> {
  await verifyTOTPSetup({ code });
  await updateMFAPreference({ totp: 'PREFERRED' });
}

export async function turnMfaOff(): Promise<void> {
  await updateMFAPreference({ totp: 'DISABLED' });
}
