import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyLaptop, type TinyLaptop } from '../testing/start-tiny-laptop';
import { totpCode } from './totp';

const PASSWORD = 'Correct-horse-1';

let laptop: TinyLaptop;
let admin: CognitoIdentityProviderClient;
let visitor: CognitoIdentityProviderClient;
let ClientId: string;
let UserPoolId: string;

beforeAll(async () => {
  laptop = await startTinyLaptop();
  connect();
}, 60_000);

afterAll(() => laptop.remove());

function connect(): void {
  const { endpoint, region } = laptop.clientOptions;
  admin = new CognitoIdentityProviderClient(laptop.clientOptions);
  visitor = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
  });
  ClientId = laptop.aws.endpoints.userPoolClientId;
  UserPoolId = laptop.aws.endpoints.userPoolId;
  const { user_pool_endpoint: _none, ...auth } = { user_pool_endpoint: null, ...laptop.aws.endpoints };
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: auth.userPoolId,
        userPoolClientId: auth.userPoolClientId,
        userPoolEndpoint: endpoint,
      },
    },
  });
}

async function addUser(name: string, groups: string[] = []): Promise<string> {
  const email = `${name}@example.org`;
  await laptop.aws.ensureUser({ email, password: PASSWORD, groups });
  return email;
}

function signInWithPassword(email: string, password = PASSWORD) {
  return visitor.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
}

/** Signs in, sets up an authenticator app and asks for its codes from now on; gives its secret. */
async function setUpApp(email: string): Promise<string> {
  const { AuthenticationResult: tokens } = await signInWithPassword(email);
  const AccessToken = tokens?.AccessToken ?? '';
  const { SecretCode = '' } = await visitor.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = totpCode(SecretCode, Date.now());
  await visitor.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await visitor.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
  return SecretCode;
}

/** Signs in with the password and the code that the app with this secret shows now. */
async function answerCode(email: string, secret: string) {
  const { Session } = await signInWithPassword(email);
  const code = totpCode(secret, Date.now());
  return visitor.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session,
      ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );
}

describe('signing in', () => {
  it('by SRP gives tokens with the real issuer and the groups', async () => {
    const email = await addUser('srp', ['readers', 'admins']);
    expect((await signIn({ username: email, password: PASSWORD })).isSignedIn).toBe(true);
    const { tokens } = await fetchAuthSession();
    expect(tokens?.accessToken.payload).toMatchObject({
      iss: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
      'cognito:groups': ['admins', 'readers'],
    });
    const renewed = await fetchAuthSession({ forceRefresh: true });
    expect(renewed.tokens?.accessToken.toString()).not.toBe(tokens?.accessToken.toString());
    await signOut();
  });

  it('by SRP refuses a wrong password and an unknown address with the same words', async () => {
    const email = await addUser('wrong');
    const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(signIn({ username: email, password: 'Wrong-horse-1' })).rejects.toMatchObject(refusal);
    await expect(signIn({ username: 'none@example.org', password: PASSWORD })).rejects.toMatchObject(refusal);
    await expect(signInWithPassword(email, 'Wrong-horse-1')).rejects.toMatchObject(refusal);
  });

  it('with an invitation demands a new password that the policy accepts', async () => {
    await admin.send(new AdminCreateUserCommand({ UserPoolId, Username: 'Invited@Example.org' }));
    const invitation = laptop.messages.at(-1);
    expect(invitation?.to).toBe('invited@example.org');
    const temporary = /temporary password is (\S+)$/.exec(invitation?.text ?? '')?.[1] ?? '';
    await expect(
      signIn({ username: 'invited@example.org', password: `${temporary}x` }),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const first = await signIn({ username: 'invited@example.org', password: temporary });
    expect(first.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
    await expect(confirmSignIn({ challengeResponse: 'short' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    });
    const second = await signIn({ username: 'invited@example.org', password: temporary });
    expect(second.isSignedIn).toBe(false);
    expect((await confirmSignIn({ challengeResponse: PASSWORD })).isSignedIn).toBe(true);
    await signOut();
  });

  it('asks for the code of an authenticator app once one is set up', async () => {
    const email = await addUser('careful');
    const { AuthenticationResult: tokens } = await signInWithPassword(email);
    const AccessToken = tokens?.AccessToken ?? '';
    const { SecretCode = '' } = await visitor.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    await expect(
      visitor.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: '000000x' })),
    ).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException' });
    await visitor.send(
      new VerifySoftwareTokenCommand({ AccessToken, UserCode: totpCode(SecretCode, Date.now()) }),
    );
    await visitor.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const { ChallengeName, Session } = await signInWithPassword(email);
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const answerWith = (code: string) =>
      visitor.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session,
          ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code },
        }),
      );
    await expect(answerWith('no code')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const answer = await answerWith(totpCode(SecretCode, Date.now()));
    expect(answer.AuthenticationResult?.IdToken).toBeTruthy();
    await expect(answerWith(totpCode(SecretCode, Date.now()))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('keeps asking for the app that works while another one is being set up', async () => {
    const email = await addUser('moving');
    const first = await setUpApp(email);
    const { AccessToken = '' } = (await answerCode(email, first))?.AuthenticationResult ?? {};
    const { SecretCode: second = '' } = await visitor.send(
      new AssociateSoftwareTokenCommand({ AccessToken }),
    );
    expect((await answerCode(email, first))?.AuthenticationResult).toBeTruthy();
    await visitor.send(
      new VerifySoftwareTokenCommand({ AccessToken, UserCode: totpCode(second, Date.now()) }),
    );
    await expect(answerCode(email, first)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    expect((await answerCode(email, second))?.AuthenticationResult).toBeTruthy();
  });

  it('is closed to visitors who sign up and to flows the client does not allow', async () => {
    await expect(
      visitor.send(new SignUpCommand({ ClientId, Username: 'me@example.org', Password: PASSWORD })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(
      visitor.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'a@b' } }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('a session', () => {
  it('is renewed by its refresh token until the user signs out everywhere', async () => {
    const email = await addUser('session');
    const { AuthenticationResult: tokens } = await signInWithPassword(email);
    const RefreshToken = tokens?.RefreshToken ?? '';
    const renewed = await visitor.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    const AccessToken = renewed.AuthenticationResult?.AccessToken ?? '';
    expect(renewed.AuthenticationResult?.RefreshToken).toBeUndefined();
    await visitor.send(new GlobalSignOutCommand({ AccessToken }));
    await expect(
      visitor.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('ends for a disabled user, who cannot sign in until enabled again', async () => {
    const email = await addUser('disabled');
    const { AuthenticationResult: tokens } = await signInWithPassword(email);
    await admin.send(new AdminDisableUserCommand({ UserPoolId, Username: email }));
    await expect(signInWithPassword(email)).rejects.toMatchObject({ message: 'User is disabled.' });
    await expect(signIn({ username: email, password: PASSWORD })).rejects.toMatchObject({
      message: 'User is disabled.',
    });
    await expect(
      visitor.send(
        new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: tokens?.RefreshToken ?? '' }),
      ),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(
      visitor.send(new GetUserCommand({ AccessToken: tokens?.AccessToken ?? '' })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await admin.send(new AdminEnableUserCommand({ UserPoolId, Username: email }));
    expect((await signInWithPassword(email)).AuthenticationResult).toBeTruthy();
  });

  it('accepts no token signed by somebody else', async () => {
    const email = await addUser('forged');
    const { AuthenticationResult: tokens } = await signInWithPassword(email);
    const [header, , signature] = (tokens?.AccessToken ?? '').split('.');
    const claims = {
      ...JSON.parse(Buffer.from(tokens?.AccessToken?.split('.')[1] ?? '', 'base64url').toString()),
    };
    claims['username'] = 'somebody-else';
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    await expect(visitor.send(new GetUserCommand({ AccessToken: forged }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});

describe('passwords', () => {
  it('are changed only by who knows the old one', async () => {
    const email = await addUser('changing');
    const { AuthenticationResult: tokens } = await signInWithPassword(email);
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      visitor.send(
        new ChangePasswordCommand({ AccessToken: tokens?.AccessToken, PreviousPassword, ProposedPassword }),
      );
    await expect(change('Wrong-horse-1', 'Battery-staple-2')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(change(PASSWORD, 'battery')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await change(PASSWORD, 'Battery-staple-2');
    await expect(signInWithPassword(email)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect((await signInWithPassword(email, 'Battery-staple-2')).AuthenticationResult).toBeTruthy();
  });

  it('reset by an admin are set anew with the code that was sent', async () => {
    const email = await addUser('resetting');
    await admin.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: email }));
    await expect(signInWithPassword(email)).rejects.toMatchObject({ name: 'PasswordResetRequiredException' });
    const code = /\d{6}$/.exec(laptop.messages.at(-1)?.text ?? '')?.[0] ?? '';
    const confirm = (ConfirmationCode: string) =>
      visitor.send(
        new ConfirmForgotPasswordCommand({
          ClientId,
          Username: email,
          ConfirmationCode,
          Password: 'Battery-staple-2',
        }),
      );
    await expect(confirm('no code')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await confirm(code);
    await expect(confirm(code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    expect((await signInWithPassword(email, 'Battery-staple-2')).AuthenticationResult).toBeTruthy();
  });
});

describe('administration', () => {
  it('needs a signature of the installation’s key', async () => {
    await expect(visitor.send(new ListUsersCommand({ UserPoolId }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    const unsigned = await fetch(laptop.aws.endpoints.aws, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers' },
      body: JSON.stringify({ UserPoolId }),
    });
    expect(unsigned.status).toBe(400);
    expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  it('lists users page by page and by filter', async () => {
    for (const name of ['page-1', 'page-2', 'page-3']) await addUser(name);
    const seen: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await admin.send(
        new ListUsersCommand({
          UserPoolId,
          Limit: 2,
          Filter: 'email ^= "page-"',
          ...(PaginationToken ? { PaginationToken } : {}),
        }),
      );
      seen.push(
        ...(page.Users ?? []).map((user) => user.Attributes?.find(({ Name }) => Name === 'email')?.Value),
      );
      PaginationToken = page.PaginationToken;
    } while (PaginationToken);
    expect(seen).toEqual(['page-1@example.org', 'page-2@example.org', 'page-3@example.org']);
  });

  it('tells who asks for a code, and turns that off for a lost phone', async () => {
    const email = await addUser('lost-phone');
    await setUpApp(email);
    const mfaOf = async () =>
      (await admin.send(new AdminGetUserCommand({ UserPoolId, Username: email }))).UserMFASettingList ?? [];
    expect(await mfaOf()).toEqual(['SOFTWARE_TOKEN_MFA']);
    const off = { Enabled: false, PreferredMfa: false };
    await admin.send(
      new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: email, SoftwareTokenMfaSettings: off }),
    );
    expect(await mfaOf()).toEqual([]);
    expect((await signInWithPassword(email)).AuthenticationResult).toBeTruthy();
  });

  it('invites again whoever has not come yet, with another password, and nobody else', async () => {
    const Username = 'late@example.org';
    const again = () =>
      admin.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'RESEND' }));
    const passwordSent = () => / password is (\S+)$/.exec(laptop.messages.at(-1)?.text ?? '')?.[1] ?? '';
    const first = await admin.send(new AdminCreateUserCommand({ UserPoolId, Username }));
    const firstPassword = passwordSent();
    expect((await again()).User?.Username).toBe(first.User?.Username);
    await expect(signInWithPassword(Username, firstPassword)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    expect((await signInWithPassword(Username, passwordSent())).ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    await addUser('late');
    await expect(again()).rejects.toMatchObject({ name: 'UnsupportedUserStateException' });
  });

  it('lists a group page by page, and no deleted user', async () => {
    for (const name of ['group-1', 'group-2', 'group-3']) await addUser(name, ['readers']);
    await admin.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'group-2@example.org' }));
    const emails: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const request = { UserPoolId, GroupName: 'readers', Limit: 1, ...(NextToken ? { NextToken } : {}) };
      const page = await admin.send(new ListUsersInGroupCommand(request));
      emails.push(
        ...(page.Users ?? []).map(
          ({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value,
        ),
      );
      NextToken = page.NextToken;
    } while (NextToken);
    expect(emails.filter((email) => email?.startsWith('group-'))).toEqual([
      'group-1@example.org',
      'group-3@example.org',
    ]);
    await expect(
      admin.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'group-2@example.org' })),
    ).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it('signs a user out everywhere and lists the groups', async () => {
    const email = await addUser('member', ['readers']);
    const { AuthenticationResult: tokens } = await signInWithPassword(email);
    const groups = await admin.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: email }));
    expect(groups.Groups?.map(({ GroupName }) => GroupName)).toEqual(['readers']);
    await admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: email }));
    await expect(
      visitor.send(
        new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: tokens?.RefreshToken ?? '' }),
      ),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});

it('keeps its users, their sessions and its key over a restart', async () => {
  const email = await addUser('lasting', ['admins']);
  const { AuthenticationResult: tokens } = await signInWithPassword(email);
  await laptop.restart();
  connect();
  const user = await visitor.send(new GetUserCommand({ AccessToken: tokens?.AccessToken ?? '' }));
  expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: email });
  const renewed = await visitor.send(
    new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: tokens?.RefreshToken ?? '' }),
  );
  expect(renewed.AuthenticationResult?.AccessToken).toBeTruthy();
});
