import { execute, Kind, type ExecutionResult } from 'graphql';
import type { Caller } from './caller';
import {
  ApiFailure,
  describeErrors,
  parseOperation,
  refuseUnlessAllowed,
  runDelivery,
  type GraphQlApi,
  type Operation,
  type ParsedOperation,
} from './run-operation';
import { isJsonObject, type JsonObject, type JsonValue } from '../assembly/json-value';

interface Subscription {
  caller: Caller;
  operation: Operation;
  parsed: ParsedOperation;
  fieldName: string;
  /** What is given filters by equality; what is left out does not. */
  filter: Record<string, unknown>;
  deliver(payload: JsonObject): void;
}

/** Who listens to which mutations. */
export class Subscriptions {
  private readonly active = new Set<Subscription>();
  /** Subscription fields by the mutation that feeds them. */
  private readonly fieldsByMutation: ReadonlyMap<string, readonly string[]>;

  constructor(private readonly api: GraphQlApi) {
    this.fieldsByMutation = readFeeds(api);
  }

  /** Begins to listen; what it returns ends it. @throws ApiFailure when the operation or the caller is refused. */
  start(operation: Operation, caller: Caller, deliver: (payload: JsonObject) => void): () => void {
    const parsed = parseOperation(this.api, operation);
    if (parsed.operation.operation !== 'subscription') {
      throw new ApiFailure('BadRequestException', 'Only subscriptions can be started here.');
    }
    const { fieldName, filter } = readRequest(this.api, parsed, operation, caller);
    const subscription: Subscription = { caller, operation, parsed, fieldName, filter, deliver };
    this.active.add(subscription);
    return () => void this.active.delete(subscription);
  }

  /** Sends what a mutation answered to those who subscribed to it: the selected fields and no others. */
  async publish({ operation }: ParsedOperation, result: ExecutionResult): Promise<void> {
    for (const selection of operation.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) continue;
      const value: unknown = result.data?.[selection.alias?.value ?? selection.name.value];
      if (value === null || value === undefined) continue;
      const payload: JsonValue = JSON.parse(JSON.stringify(value));
      const fields = this.fieldsByMutation.get(selection.name.value) ?? [];
      const receivers = [...this.active].filter(
        (one) => fields.includes(one.fieldName) && lets(one.filter, payload),
      );
      await Promise.all(receivers.map((receiver) => this.send(receiver, payload)));
    }
  }

  private async send(
    { caller, operation, parsed, fieldName, deliver }: Subscription,
    payload: JsonValue,
  ): Promise<void> {
    const rootValue = { [fieldName]: payload };
    const { data, errors } = await runDelivery(this.api, parsed.document, operation, caller, rootValue);
    const message: JsonObject = { data: JSON.parse(JSON.stringify(data ?? null)) };
    if (errors) message['errors'] = describeErrors(errors);
    deliver(message);
  }
}

function readFeeds({ apiSchema }: GraphQlApi): Map<string, string[]> {
  const feeds = new Map<string, string[]>();
  for (const field of Object.values(apiSchema.schema.getSubscriptionType()?.getFields() ?? {})) {
    const directive = field.astNode?.directives?.find(({ name }) => name.value === 'aws_subscribe');
    const mutations = directive?.arguments?.[0]?.value;
    if (mutations?.kind !== Kind.LIST)
      throw new Error(`The subscription ${field.name} says not what it listens to.`);
    for (const mutation of mutations.values) {
      if (mutation.kind !== Kind.STRING) continue;
      feeds.set(mutation.value, [...(feeds.get(mutation.value) ?? []), field.name]);
    }
  }
  return feeds;
}

/** Runs the subscription once without an event, as AppSync does at the start: this checks access and reads the arguments. */
function readRequest(
  api: GraphQlApi,
  { document }: ParsedOperation,
  { variables, operationName }: Operation,
  caller: Caller,
): { fieldName: string; filter: Record<string, unknown> } {
  let request: { fieldName: string; filter: Record<string, unknown> } | undefined;
  const result = execute({
    schema: api.apiSchema.deliverySchema,
    document,
    variableValues: variables ?? {},
    operationName: operationName ?? undefined,
    fieldResolver: (_source, args: Record<string, unknown>, _context, info) => {
      refuseUnlessAllowed({ api, caller }, info.parentType.name, info.fieldName);
      request = { fieldName: info.fieldName, filter: args };
      return null;
    },
  });
  if (request) return request;
  const [error] = 'errors' in result ? (result.errors ?? []) : [];
  const cause = error?.originalError ?? error;
  if (cause instanceof ApiFailure) throw cause;
  throw new ApiFailure('BadRequestException', error?.message ?? 'The subscription cannot be started.');
}

function lets(filter: Record<string, unknown>, payload: JsonValue): boolean {
  return Object.entries(filter).every(([name, expected]) => {
    if (expected === undefined) return true;
    const actual = isJsonObject(payload) ? (payload[name] ?? null) : undefined;
    return JSON.stringify(actual) === JSON.stringify(expected);
  });
}
