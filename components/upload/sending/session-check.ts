/** Whose session the tab had first: uploads do not go on under another name. */
let firstUser: string | null = null;

/** Notes who is signed in; called as soon as an upload begins. */
export async function noteUser(): Promise<void> {
  firstUser ??= (await currentUser(false)) ?? null;
}

/** Whether the user who began is signed in. */
export async function hasSession({ renew }: { renew: boolean }): Promise<boolean> {
  const user = await currentUser(renew);
  return user !== null && (firstUser === null || user === firstUser);
}

async function currentUser(renew: boolean): Promise<string | null> {
  const { fetchAuthSession } = await import('aws-amplify/auth');
  try {
    const session = await fetchAuthSession({ forceRefresh: renew });
    return session.tokens ? (session.userSub ?? null) : null;
  } catch {
    // Out of reach or refused: either way there is no session now, and the question is asked again.
    return null;
  }
}
