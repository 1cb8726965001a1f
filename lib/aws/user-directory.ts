/** Who a user name belongs to. Access tokens carry no e-mail address, and the import history shows one. */
import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

export type EmailOf = (userName: string) => Promise<string>;

export function createUserDirectory(client: CognitoIdentityProviderClient, userPoolId: string): EmailOf {
  const known = new Map<string, string>();
  return async (userName) => {
    const cached = known.get(userName);
    if (cached) return cached;
    const user = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: userName }));
    const email = user.UserAttributes?.find((attribute) => attribute.Name === 'email')?.Value ?? userName;
    known.set(userName, email);
    return email;
  };
}
