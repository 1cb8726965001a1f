import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

const DATE = /^\d{4}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2}(?::\d{2})?)?$/;
const TIME = /^\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}(?::\d{2})?)?$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}(?::\d{2})?)$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+?[\d -]{5,20}$/;
const IP_ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]+)(?:\/\d{1,3})?$/;

/** AppSync's own scalars, by name. */
export const AWS_SCALARS: Record<string, GraphQLScalarType> = {
  AWSDate: textScalar('AWSDate', (text) => DATE.test(text) && isRealDate(text)),
  AWSTime: textScalar('AWSTime', (text) => TIME.test(text)),
  AWSDateTime: textScalar('AWSDateTime', (text) => DATE_TIME.test(text) && isRealDate(text)),
  AWSEmail: textScalar('AWSEmail', (text) => EMAIL.test(text)),
  AWSPhone: textScalar('AWSPhone', (text) => PHONE.test(text)),
  AWSIPAddress: textScalar('AWSIPAddress', (text) => IP_ADDRESS.test(text)),
  AWSURL: textScalar('AWSURL', (text) => URL.canParse(text)),
  AWSTimestamp: new GraphQLScalarType({
    name: 'AWSTimestamp',
    serialize: toInteger,
    parseValue: toInteger,
    parseLiteral: (node) => toInteger(literal(node)),
  }),
  // A resolver gets the parsed value; a client gets and sends JSON text.
  AWSJSON: new GraphQLScalarType({
    name: 'AWSJSON',
    serialize: (value) => (typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)),
    parseValue: parseJson,
    parseLiteral: (node) => parseJson(literal(node)),
  }),
};

/** A scalar whose values are passed on as they are: what a mutation answered is already in its final form. */
export function passThroughScalar(name: string): GraphQLScalarType {
  return new GraphQLScalarType({ name, serialize: (value) => value });
}

function textScalar(name: string, isValid: (text: string) => boolean): GraphQLScalarType {
  const check = (value: unknown) => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`Can't serialize value: ${JSON.stringify(value)} is not a valid ${name}.`);
  };
  return new GraphQLScalarType({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node) => check(literal(node)),
  });
}

function literal(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT ? valueFromASTUntyped(node) : undefined;
}

function toInteger(value: unknown): number {
  const number = typeof value === 'number' ? value : Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new GraphQLError(`${JSON.stringify(value)} is not a valid AWSTimestamp.`);
}

function parseJson(value: unknown): unknown {
  if (typeof value === 'string' && isJson(value)) return JSON.parse(value);
  throw new GraphQLError(
    `Variable has an invalid value. Unable to parse ${JSON.stringify(value)} as valid JSON.`,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isRealDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
