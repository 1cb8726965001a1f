/** What the tests ask of the running laptop beside the portal: its addresses, and the user pool as an admin has it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AdminCreateUserCommand,
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

async function readHome<Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> {
  const home = process.env.LAKEPORT_HOME ?? '.lakeport';
  return schema.parse(JSON.parse(await readFile(path.join(home, name), 'utf8')));
}

export function readEndpoints(): Promise<z.infer<typeof endpointsSchema>> {
  return readHome('endpoints.json', endpointsSchema);
}

/** Invites a user as an admin does in the user pool: with a password for one use, and in no group. */
export async function inviteUser(email: string, temporaryPassword: string): Promise<void> {
  const { aws, region, userPoolId } = await readEndpoints();
  const credentials = await readHome('access-key.json', accessKeySchema);
  const pool = new CognitoIdentityProviderClient({ endpoint: aws, region, credentials });
  await pool.send(
    new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: email,
      TemporaryPassword: temporaryPassword,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  pool.destroy();
}
