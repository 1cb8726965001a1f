import { isAppSyncEvent, resolveField } from '../appsync-event';
import { peopleFields } from './graphql-fields';

/** Answers a field of the GraphQL API that is for admins. */
export const handler = async (event: unknown): Promise<unknown> => {
  if (!isAppSyncEvent(event)) throw new Error('This function answers AppSync only.');
  return resolveField(event, peopleFields);
};
