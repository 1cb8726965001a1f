import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CognitoError } from './cognito-error';
import { mfaSettings, preferTotp } from './own-account-operations';
import { temporaryPassword } from './password-policy';
import {
  operation,
  seconds,
  sendResetCode,
  userAttributes,
  withPassword,
  type Operation,
  type UserPool,
} from './user-pool';
import type { User } from './user-store';

const PAGE_SIZE_MAX = 60;

const inPool = z.object({ UserPoolId: z.string() });
const onUser = inPool.extend({ Username: z.string() });
const onGroup = inPool.extend({ GroupName: z.string() });
const paged = { Limit: z.number().int().min(0).max(PAGE_SIZE_MAX).optional() };
const attributeList = z.array(z.object({ Name: z.string(), Value: z.string() }));

/** What an admin does; each call must be signed. */
export const adminOperations: Record<string, Operation> = {
  AdminCreateUser: operation(
    onUser.extend({
      UserAttributes: attributeList.default([]),
      TemporaryPassword: z.string().optional(),
      MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
    }),
    async (pool, { Username, UserAttributes, TemporaryPassword, MessageAction }) => {
      const existing = pool.store.find(Username);
      if (existing && MessageAction !== 'RESEND') {
        throw new CognitoError('UsernameExistsException', 'User account already exists');
      }
      if (existing && existing.status !== 'FORCE_CHANGE_PASSWORD') {
        throw new CognitoError(
          'UnsupportedUserStateException',
          'Resend not possible. User has already confirmed.',
        );
      }
      const password = TemporaryPassword ?? temporaryPassword(pool.settings.passwordPolicy);
      const base = existing ?? newUser(Username, UserAttributes);
      const user = withPassword(pool, base, password, 'FORCE_CHANGE_PASSWORD');
      await pool.store.save(user);
      if (MessageAction !== 'SUPPRESS') {
        const text = `Your username is ${user.email} and temporary password is ${password}`;
        pool.sendMessage({ to: user.email, subject: 'Your temporary password', text });
      }
      return { User: userSummary(user) };
    },
  ),
  AdminGetUser: operation(onUser, async (pool, { Username }) => {
    const user = findUser(pool, Username);
    const { Attributes: _attributes, ...summary } = userSummary(user);
    return { ...summary, UserAttributes: userAttributes(user), ...mfaSettings(user) };
  }),
  AdminDeleteUser: operation(onUser, async (pool, { Username }) => {
    await pool.store.remove(findUser(pool, Username));
    return {};
  }),
  AdminEnableUser: operation(onUser, async (pool, { Username }) => {
    await pool.store.save({ ...findUser(pool, Username), enabled: true });
    return {};
  }),
  AdminDisableUser: operation(onUser, async (pool, { Username }) => {
    await pool.store.signOut({ ...findUser(pool, Username), enabled: false });
    return {};
  }),
  AdminUserGlobalSignOut: operation(onUser, async (pool, { Username }) => {
    await pool.store.signOut(findUser(pool, Username));
    return {};
  }),
  AdminResetUserPassword: operation(onUser, async (pool, { Username }) => {
    const user = findUser(pool, Username);
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      throw new CognitoError('NotAuthorizedException', 'User password cannot be reset in the current state.');
    }
    await pool.store.signOut({ ...user, status: 'RESET_REQUIRED' });
    await sendResetCode(pool, findUser(pool, Username));
    return {};
  }),
  AdminSetUserPassword: operation(
    onUser.extend({ Password: z.string(), Permanent: z.boolean().default(false) }),
    async (pool, { Username, Password, Permanent }) => {
      const status = Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
      await pool.store.save(withPassword(pool, findUser(pool, Username), Password, status));
      return {};
    },
  ),
  AdminUpdateUserAttributes: operation(
    onUser.extend({ UserAttributes: attributeList }),
    async (pool, { Username, UserAttributes }) => {
      const user = findUser(pool, Username);
      const { email, ...changes } = Object.fromEntries(
        UserAttributes.map(({ Name, Value }) => [Name, Value]),
      );
      await pool.store.save({
        ...user,
        email: email === undefined ? user.email : freeAddress(pool, email, user),
        attributes: { ...user.attributes, ...changes },
      });
      return {};
    },
  ),
  AdminSetUserMFAPreference: operation(
    onUser.extend({ SoftwareTokenMfaSettings: z.object({ Enabled: z.boolean().default(false) }).optional() }),
    async (pool, { Username, SoftwareTokenMfaSettings }) => {
      const user = findUser(pool, Username);
      if (SoftwareTokenMfaSettings) await preferTotp(pool, user, SoftwareTokenMfaSettings.Enabled);
      return {};
    },
  ),
  AdminAddUserToGroup: operation(onUser.extend(onGroup.shape), async (pool, { Username, GroupName }) => {
    const user = findUser(pool, Username);
    findGroup(pool, GroupName);
    await pool.store.save({ ...user, groups: [...new Set([...user.groups, GroupName])] });
    return {};
  }),
  AdminRemoveUserFromGroup: operation(onUser.extend(onGroup.shape), async (pool, { Username, GroupName }) => {
    const user = findUser(pool, Username);
    findGroup(pool, GroupName);
    await pool.store.save({ ...user, groups: user.groups.filter((name) => name !== GroupName) });
    return {};
  }),
  AdminListGroupsForUser: operation(onUser, async (pool, { Username }) => {
    const { groups } = findUser(pool, Username);
    return { Groups: groups.map((name) => groupSummary(pool, name)) };
  }),
  ListGroups: operation(inPool, async (pool) => ({
    Groups: pool.settings.groups.map(({ name }) => groupSummary(pool, name)),
  })),
  ListUsers: operation(
    inPool.extend({ ...paged, Filter: z.string().optional(), PaginationToken: z.string().optional() }),
    async (pool, { Limit, Filter, PaginationToken }) => {
      const { page, next } = paginate(pool.store.all().filter(userFilter(Filter)), Limit, PaginationToken);
      return { Users: page.map(userSummary), ...(next === null ? {} : { PaginationToken: next }) };
    },
  ),
  ListUsersInGroup: operation(
    onGroup.extend({ ...paged, NextToken: z.string().optional() }),
    async (pool, { GroupName, Limit, NextToken }) => {
      findGroup(pool, GroupName);
      const members = pool.store.all().filter(({ groups }) => groups.includes(GroupName));
      const { page, next } = paginate(members, Limit, NextToken);
      return { Users: page.map(userSummary), ...(next === null ? {} : { NextToken: next }) };
    },
  ),
};

/** @throws CognitoError when the address is none. */
export function newUser(email: string, attributes: z.infer<typeof attributeList>): User {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new CognitoError('InvalidParameterException', 'Username should be an email.');
  }
  const {
    email: given,
    sub: _sub,
    ...others
  } = Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value]));
  const now = Date.now();
  return {
    username: randomUUID(),
    email: (given ?? email).toLowerCase(),
    attributes: others,
    enabled: true,
    status: 'FORCE_CHANGE_PASSWORD',
    password: { salt: '', verifier: '' },
    passwordSetMs: now,
    groups: [],
    totp: null,
    newTotpSecret: null,
    resetCode: null,
    signedOutMs: 0,
    createdMs: now,
    modifiedMs: now,
  };
}

function findUser(pool: UserPool, name: string): User {
  const user = pool.store.find(name);
  if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  return user;
}

function freeAddress(pool: UserPool, email: string, user: User): string {
  const owner = pool.store.find(email);
  if (owner && owner.username !== user.username) {
    throw new CognitoError('UsernameExistsException', 'An account with the given email already exists.');
  }
  return email.toLowerCase();
}

function findGroup(pool: UserPool, name: string) {
  const group = pool.settings.groups.find((one) => one.name === name);
  if (!group) throw new CognitoError('ResourceNotFoundException', 'Group not found.');
  return group;
}

function userSummary(user: User) {
  return {
    Username: user.username,
    Attributes: userAttributes(user),
    Enabled: user.enabled,
    UserStatus: user.status,
    UserCreateDate: seconds(user.createdMs),
    UserLastModifiedDate: seconds(user.modifiedMs),
  };
}

function groupSummary(pool: UserPool, name: string): object {
  const { precedence, description } = findGroup(pool, name);
  return {
    GroupName: name,
    UserPoolId: pool.identity.userPoolId,
    ...(precedence === null ? {} : { Precedence: precedence }),
    ...(description === null ? {} : { Description: description }),
  };
}

/** `email = "a@b"` or `email ^= "a"` over one attribute, as in Cognito. */
function userFilter(filter: string | undefined): (user: User) => boolean {
  if (!filter) return () => true;
  const [, name = '', operator, quoted = ''] =
    /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
  if (!operator) throw new CognitoError('InvalidParameterException', `Invalid filter: ${filter}`);
  const wanted = quoted.replace(/\\(.)/g, '$1');
  return (user) => {
    const values: Record<string, string | undefined> = {
      ...user.attributes,
      email: user.email,
      sub: user.username,
      username: user.username,
      'cognito:user_status': user.status,
      status: user.enabled ? 'Enabled' : 'Disabled',
    };
    const value = values[name];
    return operator === '=' ? value === wanted : (value?.startsWith(wanted) ?? false);
  };
}

function paginate(
  users: User[],
  limit: number | undefined,
  token: string | undefined,
): { page: User[]; next: string | null } {
  const after = token === undefined ? -1 : users.findIndex(({ username }) => username === decodeToken(token));
  const start = after + 1;
  const page = users.slice(start, start + (limit || PAGE_SIZE_MAX));
  const last = page.at(-1);
  const isEnd = !last || start + page.length >= users.length;
  return { page, next: isEnd ? null : Buffer.from(last.username).toString('base64url') };
}

function decodeToken(token: string): string {
  return Buffer.from(token, 'base64url').toString('utf8');
}
