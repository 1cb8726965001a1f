import { signOut as amplifySignOut } from 'aws-amplify/auth';
import { paths } from '@/lib/paths';

/**
 * Ends the session and leaves with a new document, so that nothing of the user's stays in memory.
 * `everywhere` also ends the sessions on all other devices.
 */
export async function signOut({ everywhere = false } = {}): Promise<void> {
  await amplifySignOut({ global: everywhere });
  window.location.assign(paths.signIn());
}
