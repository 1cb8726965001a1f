import { z } from 'zod';
import { parseProperties, type Assembly } from '../assembly/read-assembly';

/** One function of the backend as the laptop runs it. */
export interface FunctionDefinition {
  name: string;
  arn: string;
  codeDir: string;
  /** `<module>.<export>` */
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
  /** Events at once; null when the template reserves nothing. */
  reservedConcurrency: number | null;
  /** Times a failed asynchronous event is tried again. */
  retries: number;
  /** An asynchronous event older than this is not tried again. */
  eventAgeMaxMs: number;
  /** ARN of the function that hears of an asynchronous event that was given up; null when nobody does. */
  onFailure: string | null;
}

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/** Functions are the only destinations there are on a laptop. */
const destinationSchema = z.strictObject({
  Destination: z.string().startsWith('arn:aws:lambda:', 'Only a function can be the destination.'),
});

const eventInvokeSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  MaximumEventAgeInSeconds: z.number().default(6 * 3600),
  DestinationConfig: z.strictObject({ OnFailure: destinationSchema.optional() }).default({}),
});

const parameterSchema = z.object({ Name: z.string(), Value: z.string() });

/** Amplify's `defineFunction` names the SSM parameters that hold values known only after deployment. */
const SSM_CONFIG = 'AMPLIFY_SSM_ENV_CONFIG';
const ssmConfigSchema = z.record(
  z.string(),
  z.object({ path: z.string(), sharedPath: z.string().optional() }),
);

/** The functions the product consists of; those that CloudFormation itself calls for custom resources are left out. */
export function readFunctionDefinitions(assembly: Assembly): FunctionDefinition[] {
  const providers = new Set(assembly.resources.map(({ properties }) => properties['ServiceToken']));
  const parameters = new Map(
    assembly.ofType('AWS::SSM::Parameter').map((resource) => {
      const { Name, Value } = parseProperties(resource, parameterSchema);
      return [Name, Value];
    }),
  );
  const invokeConfigs = assembly
    .ofType('AWS::Lambda::EventInvokeConfig')
    .map((resource) => parseProperties(resource, eventInvokeSchema));
  const functions = assembly.ofType('AWS::Lambda::Function');
  return functions
    .filter((resource) => !providers.has(resource.attribute('Arn')))
    .map((resource) => {
      const properties = parseProperties(resource, functionSchema);
      const invokeConfig = invokeConfigs.find(
        ({ FunctionName }) => functionNameOf(FunctionName) === resource.name,
      );
      return {
        name: resource.name,
        arn: String(resource.attribute('Arn')),
        codeDir: assembly.assetPath(properties.Code.S3Key),
        handler: properties.Handler,
        environment: resolveEnvironment(properties.Environment?.Variables ?? {}, parameters, resource.path),
        timeoutMs: properties.Timeout * 1000,
        memoryMb: properties.MemorySize,
        reservedConcurrency: properties.ReservedConcurrentExecutions ?? null,
        retries: invokeConfig?.MaximumRetryAttempts ?? 2,
        eventAgeMaxMs: (invokeConfig?.MaximumEventAgeInSeconds ?? 6 * 3600) * 1000,
        onFailure: invokeConfig?.DestinationConfig.OnFailure?.Destination ?? null,
      };
    });
}

/** The function's name, from its ARN (a version or alias at the end is left out) or from its name. */
export function functionNameOf(nameOrArn: string): string {
  const [, fromArn] = /^arn:aws:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(nameOrArn) ?? [];
  return fromArn ?? nameOrArn.split(':')[0] ?? nameOrArn;
}

function resolveEnvironment(
  variables: Record<string, string>,
  parameters: Map<string, string>,
  place: string,
): Record<string, string> {
  const { [SSM_CONFIG]: config, ...environment } = variables;
  if (config === undefined) return environment;
  for (const [name, { path, sharedPath }] of Object.entries(ssmConfigSchema.parse(JSON.parse(config)))) {
    const value = parameters.get(path) ?? parameters.get(sharedPath ?? '');
    if (value === undefined) throw new Error(`${place}: no parameter ${path} holds the value of ${name}.`);
    environment[name] = value;
  }
  return environment;
}
