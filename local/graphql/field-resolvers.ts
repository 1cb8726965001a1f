import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseProperties, type Assembly, type Resource } from '../assembly/read-assembly';
import type { AccessRule } from './access-rule';
import { meaningfulLines, readAuthorizationTemplate } from './authorization-template';

/** How a field is answered: by a function, or, for a subscription, by the events that its arguments let through. */
export interface FieldResolver {
  /** The rule of the field's authorization step; null where the schema's directives alone decide. */
  rule: AccessRule | null;
  functionArn: string | null;
}

const resolverSchema = z.object({
  TypeName: z.string(),
  FieldName: z.string(),
  Kind: z.literal('PIPELINE'),
  PipelineConfig: z.object({ Functions: z.array(z.string()).min(1) }),
  RequestMappingTemplate: z.string().optional(),
  ResponseMappingTemplateS3Location: z.string().optional(),
  Code: z.string().optional(),
});

const functionSchema = z.object({
  DataSourceName: z.string(),
  RequestMappingTemplateS3Location: z.string().optional(),
  ResponseMappingTemplateS3Location: z.string().optional(),
  CodeS3Location: z.string().optional(),
});

const dataSourceSchema = z.object({
  Name: z.string(),
  Type: z.string(),
  LambdaConfig: z.object({ LambdaFunctionArn: z.string() }).optional(),
});

/** The templates around a function, without blanks: all fields are answered with the same two. */
const INVOKE_REQUEST =
  '{"version":"2018-05-29","operation":"Invoke","payload":{"typeName":$util.toJson($ctx.stash.get("typeName")),' +
  '"fieldName":$util.toJson($ctx.stash.get("fieldName")),"arguments":$util.toJson($ctx.arguments),' +
  '"identity":$util.toJson($ctx.identity),"source":$util.toJson($ctx.source),"request":$util.toJson($ctx.request),' +
  '"prev":$util.toJson($ctx.prev)},"invocationType":"RequestResponse"}';
const INVOKE_RESPONSE =
  '#if($ctx.error)$util.error($ctx.error.message,$ctx.error.type)#end$util.toJson($ctx.result)';
const RESOLVER_RESPONSE = '$util.toJson($ctx.prev.result)';

/**
 * The resolvers of the GraphQL API, by `Type.field`.
 *
 * @throws Error naming the resolver when one is not of the shape that Amplify generates for a function-backed
 *   field: what it does cannot be known then.
 */
export function readFieldResolvers(assembly: Assembly): Map<string, FieldResolver> {
  const read = (location: string) => readFileSync(assembly.assetPath(location), 'utf8');
  const functions = new Map(
    assembly.ofType('AWS::AppSync::FunctionConfiguration').map((one) => [one.attribute('FunctionId'), one]),
  );
  const dataSources = new Map(
    assembly.ofType('AWS::AppSync::DataSource').map((resource) => {
      const source = parseProperties(resource, dataSourceSchema);
      return [source.Name, source];
    }),
  );
  const resolvers = new Map<string, FieldResolver>();
  for (const resource of assembly.ofType('AWS::AppSync::Resolver')) {
    const properties = parseProperties(resource, resolverSchema);
    const steps = properties.PipelineConfig.Functions.map((id) => {
      const step = functions.get(id);
      if (!step) throw new Error(`${resource.path}: its function ${id} does not exist.`);
      return readStep(step, dataSources, read);
    });
    const field = `${properties.TypeName}.${properties.FieldName}`;
    resolvers.set(field, readResolver(resource, properties, steps, read));
  }
  return resolvers;
}

type Step =
  { kind: 'authorize'; rule: AccessRule } | { kind: 'invoke'; functionArn: string } | { kind: 'nothing' };

function readStep(
  resource: Resource,
  dataSources: Map<string, z.infer<typeof dataSourceSchema>>,
  read: (location: string) => string,
): Step {
  const properties = parseProperties(resource, functionSchema);
  const { RequestMappingTemplateS3Location: request, ResponseMappingTemplateS3Location: response } =
    properties;
  const source = dataSources.get(properties.DataSourceName);
  if (source?.Type === 'NONE' && properties.CodeS3Location) {
    checkIdleCode(read(properties.CodeS3Location), resource.path);
    return { kind: 'nothing' };
  }
  if (source?.Type === 'NONE' && request) {
    return { kind: 'authorize', rule: readAuthorizationTemplate(read(request), resource.path) };
  }
  const functionArn = source?.LambdaConfig?.LambdaFunctionArn;
  const isPlain =
    request &&
    compact(read(request)) === INVOKE_REQUEST &&
    response &&
    compact(read(response)) === INVOKE_RESPONSE;
  if (source?.Type !== 'AWS_LAMBDA' || !functionArn || !isPlain) {
    throw new Error(`${resource.path}: this step of a resolver is of an unknown shape.`);
  }
  return { kind: 'invoke', functionArn };
}

function readResolver(
  { path }: Resource,
  {
    TypeName,
    RequestMappingTemplate,
    ResponseMappingTemplateS3Location,
    Code,
  }: z.infer<typeof resolverSchema>,
  steps: Step[],
  read: (location: string) => string,
): FieldResolver {
  const [first, second] = steps;
  if (TypeName === 'Subscription' && steps.length === 1 && first?.kind === 'nothing' && Code) {
    checkIdleCode(
      Code.replace(/^\s*ctx\.stash\.\w+ = '[^']*';$/gm, '').replace('return ctx.prev.result;', ''),
      path,
    );
    return { rule: null, functionArn: null };
  }
  const isPlain =
    RequestMappingTemplate &&
    meaningfulLines(RequestMappingTemplate).every(
      (line) => line === '{}' || line.startsWith('$util.qr($ctx.stash.put('),
    ) &&
    ResponseMappingTemplateS3Location &&
    compact(read(ResponseMappingTemplateS3Location)) === RESOLVER_RESPONSE;
  if (!isPlain || steps.length !== 2 || first?.kind !== 'authorize' || second?.kind !== 'invoke') {
    throw new Error(
      `${path}: a resolver must authorize, then call a function; this one is of an unknown shape.`,
    );
  }
  return { rule: first.rule, functionArn: second.functionArn };
}

/**
 * JavaScript resolvers are not run. One that only returns, consulting neither the request nor AppSync's
 * functions, has no effect: AppSync then filters a subscription by its arguments alone.
 */
function checkIdleCode(code: string, path: string): void {
  const statements = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  if (/\bctx\.|\b(?:util|extensions|runtime|import|throw)\b/.test(statements)) {
    throw new Error(
      `${path}: a JavaScript resolver that does more than return a constant cannot be run on a laptop.`,
    );
  }
}

function compact(template: string): string {
  return meaningfulLines(template).join('').replace(/\s+/g, '');
}
