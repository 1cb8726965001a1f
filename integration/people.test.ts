/** Admins manage people: who may, what it does to sessions, that nobody is locked out, and what is noted of it. */
import {
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInForToken } from '../cli/portal/session';
import type { Role } from '../lib/roles';
import { startBackend, type Backend } from './start-backend';

const PASSWORD = 'A-long-Passw0rd!';

interface ToldUser {
  id: string;
  email: string;
  roles: Role[];
  enabled: boolean;
  status: string;
  mfa: boolean | null;
}

interface ToldEntry {
  id: string;
  actor: string;
  action: string;
  target: string;
  details: string | null;
}

const USER = 'id email roles enabled status mfa';

let backend: Backend;
const messages: { to: string; text: string }[] = [];

beforeAll(async () => {
  backend = await startBackend({ onMessage: (message) => messages.push(message) });
});

afterAll(() => backend.stop());

const asAdmin = () => backend.tokens.admins;

async function change(call: string, token = asAdmin()): Promise<ToldUser> {
  const answer = await backend.graphql<Record<string, ToldUser>>(token, `mutation { ${call} { ${USER} } }`);
  const [user] = Object.values(answer);
  if (!user) throw new Error('The mutation answered no user.');
  return user;
}

async function listUsers(token = asAdmin()): Promise<ToldUser[]> {
  const query = `{ listUsers { isCut items { ${USER} } } }`;
  const { listUsers: list } = await backend.graphql<{ listUsers: { items: ToldUser[]; isCut: boolean } }>(
    token,
    query,
  );
  expect(list.isCut).toBe(false);
  return list.items;
}

async function audit(args = 'limit: 200'): Promise<{ items: ToldEntry[]; cursor: string | null }> {
  const query = `{ listAuditEntries(${args}) { cursor items { id actor action target details } } }`;
  const answer = await backend.graphql<{ listAuditEntries: { items: ToldEntry[]; cursor: string | null } }>(
    asAdmin(),
    query,
  );
  return answer.listAuditEntries;
}

/** A user who has signed in before, with the id that the pool gave. */
async function addUser(name: string, role: Role): Promise<ToldUser> {
  const email = `${name}@example.com`;
  await backend.laptop.ensureUser({ email, password: PASSWORD, groups: [role] });
  const user = (await listUsers()).find((one) => one.email === email);
  if (!user) throw new Error(`${email} is not listed.`);
  return user;
}

const tokenOf = (email: string) => signInForToken(backend.laptop.amplifyOutputs, email, PASSWORD);

/** Whether a session that was begun now survives what is done in between. */
async function sessionSurvives(email: string, act: () => Promise<unknown>): Promise<boolean> {
  const { RefreshToken } = await backend.laptop.issueTokens(email);
  await act();
  const { endpoints } = backend.laptop;
  const visitor = new CognitoIdentityProviderClient({
    endpoint: endpoints.aws,
    region: endpoints.region,
    credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
  });
  const request = new GetTokensFromRefreshTokenCommand({
    ClientId: endpoints.userPoolClientId,
    RefreshToken,
  });
  return visitor.send(request).then(
    () => true,
    () => false,
  );
}

describe('who may', () => {
  it.each(['operators', 'analysts', 'nobody'] as const)('refuses %s', async (role) => {
    const token = backend.tokens[role];
    await expect(listUsers(token)).rejects.toThrow();
    await expect(change('inviteUser(email: "x@example.com", roles: [admins])', token)).rejects.toThrow();
    await expect(backend.graphql(token, '{ listAuditEntries { items { id } } }')).rejects.toThrow();
  });

  it('refuses an admin of an hour ago, whose token still says admin', async () => {
    const former = await addUser('former', 'admins');
    const token = await tokenOf(former.email);
    expect(await listUsers(token)).not.toHaveLength(0);
    await change(`setUserRoles(id: "${former.id}", roles: [analysts])`);
    await expect(listUsers(token)).rejects.toMatchObject({ name: 'forbidden' });
    await expect(change(`setUserRoles(id: "${former.id}", roles: [admins])`, token)).rejects.toMatchObject({
      name: 'forbidden',
    });
    const makeKey = 'mutation { createApiKey(title: "Back door", acts: ["define"]) { key } }';
    await expect(backend.graphql(token, makeKey)).rejects.toMatchObject({ name: 'forbidden' });
    await change(`setUserRoles(id: "${former.id}", roles: [admins])`);
    await change(`setUserEnabled(id: "${former.id}", enabled: false)`);
    await expect(change(`setUserEnabled(id: "${former.id}", enabled: true)`, token)).rejects.toMatchObject({
      name: 'forbidden',
    });
  });
});

describe('an invitation', () => {
  const email = 'newcomer@example.com';
  const lastPassword = () => / password is (\S+)$/.exec(messages.at(-1)?.text ?? '')?.[1] ?? '';

  it('leads to a first sign-in with the roles it was made for', async () => {
    const invited = await change('inviteUser(email: "Newcomer@Example.com", roles: [analysts])');
    expect(invited).toMatchObject({
      email,
      roles: ['analysts'],
      status: 'FORCE_CHANGE_PASSWORD',
      mfa: false,
    });
    expect(messages.at(-1)?.to).toBe(email);
    const first = lastPassword();

    const again = await change(`inviteUser(email: "${email}", roles: [operators])`);
    expect(again).toMatchObject({ id: invited.id, roles: ['operators'] });
    expect(lastPassword()).not.toBe(first);

    // Points Amplify at this laptop; the demo of a wrong password is in the user pool's own tests.
    await tokenOf('admins@example.com');
    expect(Amplify.getConfig().Auth).toBeDefined();
    const { nextStep } = await signIn({ username: email, password: lastPassword() });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
    await confirmSignIn({ challengeResponse: PASSWORD });
    const { tokens } = await fetchAuthSession();
    expect(tokens?.accessToken.payload['cognito:groups']).toEqual(['operators']);
    await signOut();
    expect((await listUsers()).find((user) => user.email === email)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('is refused for who is there, for no role and for no address', async () => {
    await expect(change(`inviteUser(email: "${email}", roles: [admins])`)).rejects.toMatchObject({
      name: 'conflict',
    });
    await expect(change('inviteUser(email: "b@example.com", roles: [])')).rejects.toMatchObject({
      name: 'invalid-request',
    });
    await expect(change('inviteUser(email: "not an address", roles: [admins])')).rejects.toThrow();
  });
});

describe('nobody is locked out', () => {
  it('an admin cannot change, disable or delete themselves', async () => {
    const me = (await listUsers()).find((user) => user.email === 'admins@example.com');
    for (const call of [
      `setUserRoles(id: "${me?.id}", roles: [analysts])`,
      `setUserEnabled(id: "${me?.id}", enabled: false)`,
      `deleteUser(id: "${me?.id}")`,
      `resetUserPassword(id: "${me?.id}")`,
      `resetUserMfa(id: "${me?.id}")`,
    ]) {
      await expect(change(call), call).rejects.toMatchObject({ name: 'conflict' });
    }
  });

  it('two admins who take each other’s place at the same moment leave one', async () => {
    const rivals = await Promise.all([addUser('rival-1', 'admins'), addUser('rival-2', 'admins')]);
    const tokens = [await tokenOf(rivals[0].email), await tokenOf(rivals[1].email)];
    // From here on these two are the only ones.
    const others = (await listUsers()).filter(
      (user) => user.roles.includes('admins') && !rivals.some(({ id }) => id === user.id),
    );
    for (const { email } of others)
      await backend.laptop.ensureUser({ email, password: PASSWORD, groups: [] });
    const fight = (call: (id: string) => string) =>
      Promise.allSettled([change(call(rivals[1].id), tokens[0]), change(call(rivals[0].id), tokens[1])]);
    for (const call of [
      (id: string) => `setUserEnabled(id: "${id}", enabled: false)`,
      (id: string) => `setUserRoles(id: "${id}", roles: [operators])`,
      (id: string) => `deleteUser(id: "${id}")`,
    ]) {
      await fight(call);
      await backend.laptop.ensureUser({
        email: 'admins@example.com',
        password: PASSWORD,
        groups: ['admins'],
      });
      const standing = (await listUsers()).filter(
        ({ id, enabled, roles }) =>
          enabled && roles.includes('admins') && rivals.some((rival) => rival.id === id),
      );
      expect(standing.length, call('…')).toBeGreaterThan(0);
      for (const { id, email } of rivals) {
        await backend.laptop.ensureUser({ email, password: PASSWORD, groups: ['admins'] });
        await change(`setUserEnabled(id: "${id}", enabled: true)`).catch(() => undefined);
      }
      await backend.laptop.ensureUser({ email: 'admins@example.com', password: PASSWORD, groups: [] });
    }
    await backend.laptop.ensureUser({ email: 'admins@example.com', password: PASSWORD, groups: ['admins'] });
  });
});

describe('sessions', () => {
  it('end when the user is disabled, loses a role or gets a new password, and not when one is added', async () => {
    const { id, email } = await addUser('session', 'operators');
    const lives = (call: string) => sessionSurvives(email, () => change(call));
    expect(await lives(`setUserRoles(id: "${id}", roles: [operators, admins])`)).toBe(true);
    expect(await lives(`setUserRoles(id: "${id}", roles: [analysts])`)).toBe(false);
    expect(await lives(`setUserEnabled(id: "${id}", enabled: false)`)).toBe(false);
    await expect(tokenOf(email)).rejects.toThrow(/disabled/);
    await change(`setUserEnabled(id: "${id}", enabled: true)`);
    await tokenOf(email);
    expect(await lives(`resetUserPassword(id: "${id}")`)).toBe(false);
    expect(messages.at(-1)).toMatchObject({ to: email, text: expect.stringMatching(/code is \d{6}$/) });
    expect((await listUsers()).find((user) => user.id === id)).toMatchObject({ status: 'RESET_REQUIRED' });
  });

  it('of a deleted user end, and the address can be invited anew', async () => {
    const { id, email } = await addUser('leaver', 'operators');
    expect(await sessionSurvives(email, () => change(`deleteUser(id: "${id}")`))).toBe(false);
    await expect(change(`deleteUser(id: "${id}")`)).rejects.toMatchObject({ name: 'not-found' });
    const anew = await change(`inviteUser(email: "${email}", roles: [analysts])`);
    expect(anew.id).not.toBe(id);
  });
});

describe('the audit trail', () => {
  it('has every act, newest first, with who did what to whom', async () => {
    const { id, email } = await addUser('noted', 'operators');
    await change(`setUserRoles(id: "${id}", roles: [analysts])`);
    await change(`setUserEnabled(id: "${id}", enabled: false)`);
    await change(`setUserEnabled(id: "${id}", enabled: true)`);
    await change(`resetUserMfa(id: "${id}")`);
    await change(`resetUserPassword(id: "${id}")`);
    await change(`deleteUser(id: "${id}")`);
    const entries = (await audit()).items.filter(({ target }) => target === email);
    expect(entries.map(({ action }) => action)).toEqual([
      'user.deleted',
      'user.password-reset',
      'user.mfa-reset',
      'user.enabled',
      'user.disabled',
      'user.roles-changed',
    ]);
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['admins@example.com']));
    expect(JSON.parse(entries.at(-1)?.details ?? '')).toEqual({ before: ['operators'], after: ['analysts'] });
  });

  it('is read by pages that together are the whole, and by actor, action and time', async () => {
    const whole = (await audit()).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await audit(`limit: 4${cursor ? `, cursor: "${cursor}"` : ''}`);
      expect(page.items.length).toBeLessThanOrEqual(4);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor);
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(8);

    const invited = (await audit('action: "user.invited"')).items;
    expect(new Set(invited.map(({ action }) => action))).toEqual(new Set(['user.invited']));
    const byRival = (await audit('actor: "RIVAL"')).items;
    expect(byRival.length).toBeGreaterThan(0);
    expect(byRival.every(({ actor }) => actor.startsWith('rival-'))).toBe(true);
    expect((await audit('actor: "stranger"')).items).toEqual([]);
    expect((await audit('from: "2099-01-01T00:00:00Z"')).items).toEqual([]);
    expect((await audit('to: "2020-01-01T00:00:00Z"')).items).toEqual([]);
    await expect(audit('cursor: "nonsense"')).rejects.toMatchObject({ name: 'invalid-cursor' });
  });
});
