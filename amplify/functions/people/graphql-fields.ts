/** The fields of the GraphQL schema that `people` answers: arguments in, use case, shape out. */
import { apiKeyFields } from './api-key-fields';
import { auditFields } from './audit-fields';
import { userFields } from './user-fields';
import type { FieldResolver } from '../appsync-event';

export const peopleFields: Record<string, FieldResolver> = { ...userFields, ...apiKeyFields, ...auditFields };
