/** What the tests ask of the running laptop beside the portal: its addresses, and the user pool as an admin has it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { z } from 'zod';

const endpointsSchema = z.object({
  api: z.url(),
  graphql: z.url(),
  aws: z.url(),
  userPoolId: z.string(),
  region: z.string(),
});
const accessKeySchema = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
const messageSchema = z.object({ to: z.string(), text: z.string() });

function readHomeText(name: string): Promise<string> {
  return readFile(path.join(process.env.LAKEPORT_HOME ?? '.lakeport', name), 'utf8');
}

async function readHome<Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(JSON.parse(await readHomeText(name)));
}

export function readEndpoints(): Promise<z.infer<typeof endpointsSchema>> {
  return readHome('endpoints.json', endpointsSchema);
}

/** Does something in the user pool as an admin of the AWS account. */
async function inUserPool(
  work: (pool: CognitoIdentityProviderClient, userPoolId: string) => Promise<unknown>,
): Promise<void> {
  const { aws, region, userPoolId } = await readEndpoints();
  const credentials = await readHome('access-key.json', accessKeySchema);
  const pool = new CognitoIdentityProviderClient({ endpoint: aws, region, credentials });
  try {
    await work(pool, userPoolId);
  } finally {
    pool.destroy();
  }
}

/** Invites a user as an admin does in the user pool: with a password for one use, and in no group. */
export async function inviteUser(email: string, temporaryPassword: string): Promise<void> {
  await inUserPool((pool, UserPoolId) =>
    pool.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        TemporaryPassword: temporaryPassword,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    ),
  );
}

/** A user with a role who has signed in before: nobody else uses the account, so a test may change it. */
export async function addUser(email: string, password: string, group: string): Promise<void> {
  await inviteUser(email, password);
  await inUserPool(async (pool, UserPoolId) => {
    const Username = email;
    await pool.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
    );
    await pool.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: group }));
  });
}

/** The text of the last e-mail to an address; null when there is none. */
export async function readLastMail(email: string): Promise<string | null> {
  const lines = (await readHomeText('mail.jsonl')).trim().split('\n');
  const messages = lines.map((line) => messageSchema.parse(JSON.parse(line)));
  return messages.findLast(({ to }) => to === email)?.text ?? null;
}
