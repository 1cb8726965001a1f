import { isJsonObject, type JsonObject, type JsonValue } from './json-value';

/** What the names inside a template stand for. */
export interface TemplateScope {
  /** `undefined` for AWS::NoValue: the property is left out. */
  ref(name: string): JsonValue | undefined;
  attribute(logicalId: string, attribute: string): JsonValue;
  condition(name: string): boolean;
  mapping(map: string, key: string, attribute: string): JsonValue;
}

/**
 * `value` with every CloudFormation function in it replaced by its result; `undefined` when it is AWS::NoValue.
 * `place` names the value in errors.
 *
 * @throws Error on a function this does not know: a guess would start something else than what is deployed.
 */
export function evaluateIntrinsics(
  value: JsonValue,
  scope: TemplateScope,
  place: string,
): JsonValue | undefined {
  if (Array.isArray(value)) return evaluateList(value, scope, place);
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'))) {
    const evaluate = INTRINSICS[key];
    const argument = value[key];
    if (!evaluate || argument === undefined) throw new Error(`${place}: ${key} is not supported.`);
    return evaluate(argument, scope, `${place}.${key}`);
  }
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (name.startsWith('Fn::')) throw new Error(`${place}: ${name} stands beside other keys.`);
    const evaluated = evaluateIntrinsics(member, scope, `${place}.${name}`);
    if (evaluated !== undefined) result[name] = evaluated;
  }
  return result;
}

/** A value of a template's `Conditions`, or of one of the functions that take a condition. */
export function evaluateCondition(value: JsonValue, scope: TemplateScope, place: string): boolean {
  if (isJsonObject(value) && typeof value['Condition'] === 'string')
    return scope.condition(value['Condition']);
  const result = evaluateIntrinsics(value, scope, place);
  if (result === true || result === 'true') return true;
  if (result === false || result === 'false') return false;
  throw new Error(`${place}: ${JSON.stringify(value)} is no condition.`);
}

type Intrinsic = (argument: JsonValue, scope: TemplateScope, place: string) => JsonValue | undefined;

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (argument, scope, place) => scope.ref(text(argument, place)),
  'Fn::GetAtt': (argument, scope, place) => {
    const [logicalId, ...attribute] = Array.isArray(argument)
      ? argument.map((part) => text(part, place))
      : text(argument, place).split('.');
    return scope.attribute(text(logicalId, place), attribute.join('.'));
  },
  'Fn::Join': (argument, scope, place) => {
    const [separator, parts] = list(argument, place);
    const evaluated = list(evaluateIntrinsics(parts ?? [], scope, place), place);
    return evaluated.map((part) => text(part, place)).join(text(separator, place));
  },
  'Fn::Select': (argument, scope, place) => {
    const [index, choices] = list(evaluateIntrinsics(argument, scope, place), place);
    const chosen = list(choices, place)[Number(index)];
    if (chosen === undefined) throw new Error(`${place}: there is no element ${index}.`);
    return chosen;
  },
  'Fn::Split': (argument, scope, place) => {
    const [separator, whole] = list(evaluateIntrinsics(argument, scope, place), place);
    return text(whole, place).split(text(separator, place));
  },
  'Fn::Sub': substitute,
  'Fn::If': (argument, scope, place) => {
    const [name, whenTrue, whenFalse] = list(argument, place);
    const branch = scope.condition(text(name, place)) ? whenTrue : whenFalse;
    return branch === undefined ? undefined : evaluateIntrinsics(branch, scope, place);
  },
  'Fn::FindInMap': (argument, scope, place) => {
    const [map, key, attribute] = list(evaluateIntrinsics(argument, scope, place), place);
    return scope.mapping(text(map, place), text(key, place), text(attribute, place));
  },
  'Fn::Base64': (argument, scope, place) =>
    Buffer.from(text(evaluateIntrinsics(argument, scope, place), place)).toString('base64'),
  'Fn::Equals': (argument, scope, place) => {
    const [left, right] = list(evaluateIntrinsics(argument, scope, place), place);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope, place) => !evaluateCondition(list(argument, place)[0] ?? null, scope, place),
  'Fn::And': (argument, scope, place) =>
    list(argument, place).every((part) => evaluateCondition(part, scope, place)),
  'Fn::Or': (argument, scope, place) =>
    list(argument, place).some((part) => evaluateCondition(part, scope, place)),
};

function substitute(argument: JsonValue, scope: TemplateScope, place: string): string {
  const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}];
  return text(pattern, place).replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const variable = isJsonObject(variables) ? variables[name] : undefined;
    if (variable !== undefined) return text(evaluateIntrinsics(variable, scope, place), place);
    const [logicalId = '', ...attribute] = name.split('.');
    return text(
      attribute.length > 0 ? scope.attribute(logicalId, attribute.join('.')) : scope.ref(name),
      place,
    );
  });
}

function evaluateList(values: JsonValue[], scope: TemplateScope, place: string): JsonValue[] {
  return values.flatMap((value, index) => {
    const evaluated = evaluateIntrinsics(value, scope, `${place}[${index}]`);
    return evaluated === undefined ? [] : [evaluated];
  });
}

function text(value: JsonValue | undefined, place: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${place}: expected text, found ${JSON.stringify(value)}.`);
}

function list(value: JsonValue | undefined, place: string): JsonValue[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${place}: expected a list, found ${JSON.stringify(value)}.`);
}
