import type { z } from 'zod';
import { readAssemblyFiles, type AssemblyFiles, type Template } from './assembly-files';
import { evaluateCondition, evaluateIntrinsics, type TemplateScope } from './evaluate-intrinsics';
import { isJsonObject, type JsonObject, type JsonValue } from './json-value';
import type { PhysicalIds } from './physical-ids';
import { resourceAttributes } from './resource-attributes';
import { nameResources, type NameResource } from './resource-names';

/** One resource of the backend, every reference in its properties resolved. */
export interface Resource {
  type: string;
  logicalId: string;
  /** Logical ids from the root stack down, joined by `/`: where to look for it in the templates. */
  path: string;
  name: string;
  /** What `Ref` gives. */
  ref: string;
  properties: JsonObject;
  attribute(name: string): JsonValue;
}

/** The synthesized backend, nested stacks and all. */
export interface Assembly {
  dir: string;
  resources: Resource[];
  /** The root stack's outputs and metadata: what `amplify_outputs.json` is generated from. */
  outputs: Record<string, JsonValue>;
  metadata: JsonObject;
  ofType(...types: string[]): Resource[];
  /** Path of an asset, from its S3 key or an address that ends in it. */
  assetPath(location: string): string;
}

/**
 * Reads the cloud assembly in `dir` as CloudFormation would deploy it with these ids.
 *
 * @throws Error naming the place of anything it does not understand.
 */
export async function readAssembly(dir: string, ids: PhysicalIds): Promise<Assembly> {
  const files = await readAssemblyFiles(dir);
  const context: ReadContext = { files, ids, nameResource: nameResources(files.templates), resources: [] };
  const outputs = await readStack(context, files.rootTemplate, {}, '');
  const { resources } = context;
  return {
    dir,
    resources,
    outputs,
    metadata: files.rootTemplate.Metadata ?? {},
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    assetPath: files.assetPath,
  };
}

/** A resource's properties as `schema` describes them, with the resource named in the error. */
export function parseProperties<S extends z.ZodType>(resource: Resource, schema: S): z.infer<S> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`${resource.type} ${resource.path} is of an unknown shape: ${issues}`);
}

interface ReadContext {
  files: AssemblyFiles;
  ids: PhysicalIds;
  nameResource: NameResource;
  resources: Resource[];
}

async function readStack(
  context: ReadContext,
  template: Template,
  parameters: JsonObject,
  stackPath: string,
): Promise<Record<string, JsonValue>> {
  const nested = new Map<string, Record<string, JsonValue>>();
  const stack = new StackReader(context, template, parameters, stackPath, nested);
  // A nested stack's parameters may need the outputs of another one, so they are read in the order of those needs.
  for (const logicalId of stack.nestedStacksInOrder()) {
    const { TemplateURL, Parameters } = stack.resource(logicalId).properties;
    const nestedTemplate = await context.files.template(String(TemplateURL));
    const nestedParameters = isJsonObject(Parameters) ? Parameters : {};
    nested.set(
      logicalId,
      await readStack(context, nestedTemplate, nestedParameters, `${stackPath}${logicalId}/`),
    );
  }
  return stack.readAll();
}

/** Resolves the names of one template, each resource once and when first needed. */
class StackReader implements TemplateScope {
  private readonly known = new Map<string, Resource>();
  private readonly inProgress = new Set<string>();

  constructor(
    private readonly context: ReadContext,
    private readonly template: Template,
    private readonly parameters: JsonObject,
    private readonly stackPath: string,
    private readonly nestedOutputs: Map<string, Record<string, JsonValue>>,
  ) {}

  /** Reads the resources not yet needed by another one; returns the outputs. */
  readAll(): Record<string, JsonValue> {
    for (const logicalId of Object.keys(this.template.Resources)) {
      if (this.exists(logicalId)) this.resource(logicalId);
    }
    const outputs: Record<string, JsonValue> = {};
    for (const [name, output] of Object.entries(this.template.Outputs ?? {})) {
      if (output.Condition && !this.condition(output.Condition)) continue;
      const value = evaluateIntrinsics(output.Value, this, `${this.stackPath}Outputs.${name}`);
      if (value !== undefined) outputs[name] = value;
    }
    return outputs;
  }

  nestedStacksInOrder(): string[] {
    const stacks = Object.entries(this.template.Resources).filter(
      ([logicalId, { Type }]) => Type === 'AWS::CloudFormation::Stack' && this.exists(logicalId),
    );
    const ids = new Set(stacks.map(([logicalId]) => logicalId));
    const ordered: string[] = [];
    const visit = (logicalId: string, trail: string[]) => {
      if (ordered.includes(logicalId)) return;
      if (trail.includes(logicalId))
        throw new Error(`The nested stacks ${trail.join(', ')} need each other.`);
      const needed = referencedIds(this.template.Resources[logicalId]?.Properties ?? {}).filter((id) =>
        ids.has(id),
      );
      for (const id of needed) visit(id, [...trail, logicalId]);
      ordered.push(logicalId);
    };
    for (const id of ids) visit(id, []);
    return ordered;
  }

  resource(logicalId: string): Resource {
    const known = this.known.get(logicalId);
    if (known) return known;
    const path = `${this.stackPath}${logicalId}`;
    const declared = this.template.Resources[logicalId];
    if (!declared) throw new Error(`${path}: there is no such resource.`);
    if (this.inProgress.has(logicalId)) throw new Error(`${path}: its properties refer to itself.`);
    this.inProgress.add(logicalId);
    const evaluated = evaluateIntrinsics(declared.Properties ?? {}, this, path);
    const properties = isJsonObject(evaluated) ? evaluated : {};
    this.inProgress.delete(logicalId);
    const name = this.context.nameResource(declared.Type, logicalId, properties);
    const attributes = resourceAttributes({ type: declared.Type, logicalId, name }, this.context.ids);
    const resource: Resource = {
      type: declared.Type,
      logicalId,
      path,
      name,
      ref: attributes.ref,
      properties,
      attribute: (attribute) => {
        const value =
          this.nestedOutput(logicalId, attribute) ?? attributes.attribute(attribute) ?? properties[attribute];
        if (value === undefined)
          throw new Error(`${path} (${declared.Type}) has no attribute ${attribute} on a laptop.`);
        return value;
      },
    };
    this.known.set(logicalId, resource);
    this.context.resources.push(resource);
    return resource;
  }

  ref(name: string): JsonValue | undefined {
    if (name in this.pseudoParameters) return this.pseudoParameters[name];
    const parameter = this.template.Parameters?.[name];
    if (!parameter) return this.resource(name).ref;
    const value = this.parameters[name] ?? parameter.Default;
    if (value === undefined) throw new Error(`${this.stackPath}: the parameter ${name} has no value.`);
    return value;
  }

  attribute(logicalId: string, attribute: string): JsonValue {
    return this.resource(logicalId).attribute(attribute);
  }

  condition(name: string): boolean {
    const declared = this.template.Conditions?.[name];
    if (declared === undefined) throw new Error(`${this.stackPath}: there is no condition ${name}.`);
    return evaluateCondition(declared, this, `${this.stackPath}Conditions.${name}`);
  }

  mapping(map: string, key: string, attribute: string): JsonValue {
    const rows = this.template.Mappings?.[map];
    const row = isJsonObject(rows) ? rows[key] : undefined;
    const value = isJsonObject(row) ? row[attribute] : undefined;
    if (value === undefined)
      throw new Error(`${this.stackPath}: no ${map}.${key}.${attribute} among the mappings.`);
    return value;
  }

  private exists(logicalId: string): boolean {
    const condition = this.template.Resources[logicalId]?.Condition;
    return !condition || this.condition(condition);
  }

  private nestedOutput(logicalId: string, attribute: string): JsonValue | undefined {
    const [, output] = /^Outputs\.(.+)$/.exec(attribute) ?? [];
    return output === undefined ? undefined : this.nestedOutputs.get(logicalId)?.[output];
  }

  private get pseudoParameters(): Record<string, JsonValue | undefined> {
    const { region, accountId } = this.context.ids;
    const stackName = this.stackPath.replace(/\/$/, '').replaceAll('/', '-') || 'lakeport';
    return {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stackName,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
      'AWS::NoValue': undefined,
    };
  }
}

/** Logical ids that `value` refers to by Ref, Fn::GetAtt or Fn::Sub. */
function referencedIds(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(referencedIds);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'Ref' && typeof member === 'string') return [member];
    if (key === 'Fn::GetAtt') {
      const target = Array.isArray(member) ? member[0] : member;
      return typeof target === 'string' ? [target.split('.')[0] ?? target] : [];
    }
    if (key === 'Fn::Sub') {
      const pattern = Array.isArray(member) ? member[0] : member;
      const names = String(pattern).matchAll(/\$\{([^!}.]+)/g);
      return [
        ...[...names].map(([, name]) => name ?? ''),
        ...referencedIds(Array.isArray(member) ? member : []),
      ];
    }
    return referencedIds(member);
  });
}
