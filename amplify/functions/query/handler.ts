import { handle } from 'hono/aws-lambda';
import { isAppSyncEvent, resolveField } from '../appsync-event';
import { changeFields } from './change-fields';
import { exploreFields } from './explore-fields';
import { exportFields } from './export-fields';
import { queryFields } from './graphql-fields';
import { previewFields } from './preview-fields';
import { createQueryRest } from './rest-api';

const fields = { ...queryFields, ...changeFields, ...exploreFields, ...previewFields, ...exportFields };
const rest = handle(createQueryRest());

/** Answers a field of the GraphQL API, or a request of the REST API, that DuckDB is needed for. */
export const handler = async (event: unknown, context: unknown): Promise<unknown> =>
  isAppSyncEvent(event)
    ? resolveField(event, fields)
    : rest(event as Parameters<typeof rest>[0], context as Parameters<typeof rest>[1]);
