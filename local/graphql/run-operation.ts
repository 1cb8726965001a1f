import {
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type OperationDefinitionNode,
} from 'graphql';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../assembly/json-value';
import { mayAccess, type AccessRule } from './access-rule';
import type { ApiSchema } from './api-schema';
import { identityOf, type Caller } from './caller';
import type { FieldResolver } from './field-resolvers';

export const operationSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export type Operation = z.infer<typeof operationSchema>;

export interface GraphQlApi {
  apiSchema: ApiSchema;
  /** By `Type.field`. */
  directiveRules: ReadonlyMap<string, AccessRule>;
  resolvers: ReadonlyMap<string, FieldResolver>;
  accountId: string;
  /** Calls a function; `payload` and the answer are JSON text. */
  invoke(functionArn: string, payload: string): Promise<{ payload: string; failed: boolean }>;
}

export interface ParsedOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** An error as AppSync words it; `errorType` tells programs what `message` tells people. */
export class ApiFailure extends GraphQLError {
  constructor(
    readonly errorType: string,
    message: string,
  ) {
    super(message);
  }
}

interface OperationContext {
  api: GraphQlApi;
  caller: Caller;
  headers: JsonObject;
}

const functionErrorSchema = z.object({ errorMessage: z.string() });
/** Whatever a function throws, AppSync calls it this, and hands on the message alone. */
const FUNCTION_ERROR_TYPE = 'Lambda:Unhandled';

/** @throws ApiFailure when the text is no valid operation of the schema. */
export function parseOperation(api: GraphQlApi, { query, operationName }: Operation): ParsedOperation {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    throw new ApiFailure(
      'MalformedHttpRequestException',
      error instanceof Error ? error.message : String(error),
    );
  }
  const [problem] = validate(api.apiSchema.schema, document);
  if (problem) throw new ApiFailure('ValidationException', `Validation error: ${problem.message}`);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new ApiFailure('BadRequestException', 'The document names no operation to run.');
  return { document, operation };
}

/** Runs a query or mutation for a caller. */
export async function runOperation(
  api: GraphQlApi,
  { document }: ParsedOperation,
  { variables, operationName }: Operation,
  { caller, headers }: { caller: Caller; headers: JsonObject },
): Promise<ExecutionResult> {
  const contextValue: OperationContext = { api, caller, headers };
  return execute({
    schema: api.apiSchema.schema,
    document,
    contextValue,
    variableValues: variables ?? {},
    operationName: operationName ?? undefined,
    fieldResolver: resolveField,
  });
}

/** Fills a subscriber's selection from what a mutation answered. */
export async function runDelivery(
  api: GraphQlApi,
  document: DocumentNode,
  { variables, operationName }: Operation,
  caller: Caller,
  rootValue: Record<string, unknown>,
): Promise<ExecutionResult> {
  const contextValue: OperationContext = { api, caller, headers: {} };
  return execute({
    schema: api.apiSchema.deliverySchema,
    document,
    rootValue,
    contextValue,
    variableValues: variables ?? {},
    operationName: operationName ?? undefined,
    fieldResolver: (source, args, context, info) => {
      refuseUnlessAllowed(context, info.parentType.name, info.fieldName, false);
      return propertyOf(source, info.fieldName);
    },
  });
}

/** @throws ApiFailure of type Unauthorized, as AppSync words it. */
export function refuseUnlessAllowed(
  { api, caller }: { api: GraphQlApi; caller: Caller },
  typeName: string,
  fieldName: string,
  withStep = true,
): void {
  const field = `${typeName}.${fieldName}`;
  const directiveRule = api.directiveRules.get(field);
  const step = withStep ? api.resolvers.get(field)?.rule : null;
  if (directiveRule && mayAccess(directiveRule, caller) && (!step || mayAccess(step, caller))) return;
  throw new ApiFailure('Unauthorized', `Not Authorized to access ${fieldName} on type ${typeName}`);
}

const resolveField: GraphQLFieldResolver<unknown, OperationContext> = async (source, args, context, info) => {
  const { api, caller, headers } = context;
  const typeName = info.parentType.name;
  refuseUnlessAllowed(context, typeName, info.fieldName);
  const functionArn = api.resolvers.get(`${typeName}.${info.fieldName}`)?.functionArn;
  if (!functionArn) return propertyOf(source, info.fieldName);
  const payload = {
    typeName,
    fieldName: info.fieldName,
    arguments: args,
    identity: identityOf(caller, api.accountId),
    source: source ?? null,
    request: { headers, domainName: null },
    prev: { result: {} },
  };
  const answer = await api.invoke(functionArn, JSON.stringify(payload));
  const result: JsonValue = JSON.parse(answer.payload);
  if (!answer.failed) return result;
  throw new ApiFailure(FUNCTION_ERROR_TYPE, functionErrorSchema.parse(result).errorMessage);
};

function propertyOf(source: unknown, name: string): unknown {
  return typeof source === 'object' && source !== null
    ? Object.entries(source).find(([key]) => key === name)?.[1]
    : undefined;
}

/** The errors of a result, each with AppSync's keys. */
export function describeErrors(errors: readonly GraphQLError[]): JsonObject[] {
  return errors.map((error) => {
    const cause = error.originalError ?? error;
    return {
      path: error.path ? [...error.path] : null,
      data: null,
      errorType: cause instanceof ApiFailure ? cause.errorType : null,
      errorInfo: null,
      locations: error.locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null,
      message: error.message,
    };
  });
}
