import type { generateClient } from 'aws-amplify/data';
// The one place where the portal looks at the backend, and at its types only.
import type { Schema } from '@/amplify/data/resource';
import { ApiError, toApiError } from '@/components/api/api-error';

/** The operations alone: the models' part of the type, unused here, is too deep for the compiler to compare. */
export type Client = Pick<
  ReturnType<typeof generateClient<Schema>>,
  'queries' | 'mutations' | 'subscriptions'
>;

let loading: Promise<Client> | null = null;

/** The GraphQL client, loaded when the first page asks for data. */
export function loadClient(): Promise<Client> {
  loading ??= import('aws-amplify/data').then(({ generateClient }) => generateClient<Schema>());
  return loading;
}

interface Answer<Data> {
  data?: Data | null;
  errors?: readonly { message: string; errorType?: string }[] | undefined;
}

/**
 * Runs one operation and gives its data, which never is null: a field without data is an error of its own.
 * Throws ApiError with the server's code and words.
 */
export async function ask<Data>(
  operation: (client: Client) => Promise<Answer<Data>>,
): Promise<NonNullable<Data>> {
  const answer = await answerOf(operation);
  if (answer.data === null || answer.data === undefined) {
    throw new ApiError('internal', 'The server gave an empty answer. Try again.');
  }
  return answer.data;
}

/** As `ask`, for the fields whose answer may be nothing. */
export async function askMaybe<Data>(
  operation: (client: Client) => Promise<Answer<Data>>,
): Promise<NonNullable<Data> | null> {
  return (await answerOf(operation)).data ?? null;
}

async function answerOf<Data>(operation: (client: Client) => Promise<Answer<Data>>): Promise<Answer<Data>> {
  const client = await loadClient();
  const answer = await operation(client).catch((error: unknown) => {
    throw toApiError(error);
  });
  if (answer.errors && answer.errors.length > 0) throw toApiError({ errors: answer.errors });
  return answer;
}
