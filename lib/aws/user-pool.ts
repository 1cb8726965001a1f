/** The user pool as an admin of the portal uses it. Changes can be repeated: what is so already stays so. */
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { rolesOf, type Role } from '../roles';
import { parsePoolUser, type PoolUser } from './pool-user';
import { explainPoolFailure } from './user-pool-failure';

/** Cognito's own bound. */
const PAGE_SIZE = 60;

export interface UserPool {
  /** Up to `max` users, and whether there are more. */
  list(max: number): Promise<{ users: PoolUser[]; isCut: boolean }>;
  /** Up to `max` users with the role. */
  listMembers(role: Role, max: number): Promise<PoolUser[]>;
  get(id: string): Promise<PoolUser>;
  /** Whether the code of an authenticator app is asked for. Lists do not tell: this is one call a user. */
  hasMfa(id: string): Promise<boolean>;
  roles(id: string): Promise<Role[]>;
  /** Invites by e-mail, with a password for the first sign-in; null when the address has a user already. */
  create(email: string): Promise<PoolUser | null>;
  /** Sends somebody who has never signed in the invitation again, with a new password. */
  inviteAgain(email: string): Promise<PoolUser>;
  addRole(id: string, role: Role): Promise<void>;
  removeRole(id: string, role: Role): Promise<void>;
  enable(id: string): Promise<void>;
  disable(id: string): Promise<void>;
  /** Ends all sessions: none can be renewed any more. */
  signOut(id: string): Promise<void>;
  resetPassword(id: string): Promise<void>;
  resetMfa(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export function createUserPool(client: CognitoIdentityProviderClient, UserPoolId: string): UserPool {
  const on = (id: string) => ({ UserPoolId, Username: id });
  const act = async (work: Promise<unknown>): Promise<void> => {
    await work.catch(explainPoolFailure);
  };
  const describe = (id: string) => client.send(new AdminGetUserCommand(on(id))).catch(explainPoolFailure);
  return {
    list: (max) =>
      collectPages(max, async (token) => {
        const request = { UserPoolId, Limit: PAGE_SIZE, PaginationToken: token };
        const page = await client.send(new ListUsersCommand(request)).catch(explainPoolFailure);
        return { users: page.Users, next: page.PaginationToken };
      }),
    listMembers: async (role, max) => {
      const { users } = await collectPages(max, async (token) => {
        const request = { UserPoolId, GroupName: role, Limit: PAGE_SIZE, NextToken: token };
        const page = await client.send(new ListUsersInGroupCommand(request)).catch(explainPoolFailure);
        return { users: page.Users, next: page.NextToken };
      });
      return users;
    },
    get: async (id) => parsePoolUser(await describe(id)),
    hasMfa: async (id) => ((await describe(id)).UserMFASettingList ?? []).length > 0,
    roles: async (id) => {
      const request = new AdminListGroupsForUserCommand(on(id));
      const { Groups = [] } = await client.send(request).catch(explainPoolFailure);
      return rolesOf(Groups.map(({ GroupName }) => GroupName ?? ''));
    },
    create: (email) => createUser(client, UserPoolId, email),
    inviteAgain: async (email) => {
      const request = new AdminCreateUserCommand({ ...on(email), MessageAction: 'RESEND' });
      return parsePoolUser((await client.send(request).catch(explainPoolFailure)).User);
    },
    addRole: (id, role) => act(client.send(new AdminAddUserToGroupCommand({ ...on(id), GroupName: role }))),
    removeRole: (id, role) =>
      act(client.send(new AdminRemoveUserFromGroupCommand({ ...on(id), GroupName: role }))),
    enable: (id) => act(client.send(new AdminEnableUserCommand(on(id)))),
    disable: (id) => act(client.send(new AdminDisableUserCommand(on(id)))),
    signOut: (id) => act(client.send(new AdminUserGlobalSignOutCommand(on(id)))),
    resetPassword: (id) => act(client.send(new AdminResetUserPasswordCommand(on(id)))),
    resetMfa: (id) => {
      const off = { Enabled: false, PreferredMfa: false };
      return act(
        client.send(new AdminSetUserMFAPreferenceCommand({ ...on(id), SoftwareTokenMfaSettings: off })),
      );
    },
    remove: (id) => act(client.send(new AdminDeleteUserCommand(on(id)))),
  };
}

async function createUser(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  email: string,
): Promise<PoolUser | null> {
  const request = new AdminCreateUserCommand({
    UserPoolId,
    Username: email,
    DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [
      { Name: 'email', Value: email },
      // The invitation proves it; without this no code could be sent for a forgotten password.
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  try {
    return parsePoolUser((await client.send(request)).User);
  } catch (error) {
    if (error instanceof Error && error.name === 'UsernameExistsException') return null;
    return explainPoolFailure(error);
  }
}

/** Reads page after page until there is none or there are enough. */
async function collectPages(
  max: number,
  readPage: (
    token: string | undefined,
  ) => Promise<{ users: unknown[] | undefined; next: string | undefined }>,
): Promise<{ users: PoolUser[]; isCut: boolean }> {
  const users: PoolUser[] = [];
  let token: string | undefined;
  do {
    const page = await readPage(token);
    for (const user of page.users ?? []) users.push(parsePoolUser(user));
    token = page.next;
  } while (token && users.length < max);
  return { users: users.slice(0, max), isCut: token !== undefined || users.length > max };
}
