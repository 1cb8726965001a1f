import { handle } from 'hono/aws-lambda';
import { isAppSyncEvent, resolveField } from '../appsync-event';
import { apiFields } from './graphql-fields';
import { createApiRest } from './rest-api';
import { sharingFields } from './sharing-fields';
import { versionFields } from './version-fields';

const rest = handle(createApiRest());

/** Answers a field of the GraphQL API, or a request of the REST API. */
export const handler = async (event: unknown, context: unknown): Promise<unknown> =>
  isAppSyncEvent(event)
    ? resolveField(event, { ...apiFields, ...sharingFields, ...versionFields })
    : rest(event as Parameters<typeof rest>[0], context as Parameters<typeof rest>[1]);
