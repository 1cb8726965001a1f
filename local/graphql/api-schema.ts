import {
  buildASTSchema,
  isScalarType,
  parse,
  type DocumentNode,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { AWS_SCALARS, passThroughScalar } from './aws-scalars';

/** What AppSync adds to every schema before it reads it. */
const APPSYNC_DEFINITIONS = parse(
  [
    ...Object.keys(AWS_SCALARS).map((name) => `scalar ${name}`),
    'directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION',
    'directive @aws_auth(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION',
    'directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION',
    'directive @aws_iam on OBJECT | FIELD_DEFINITION',
    'directive @aws_api_key on OBJECT | FIELD_DEFINITION',
    'directive @aws_oidc on OBJECT | FIELD_DEFINITION',
    'directive @aws_lambda on OBJECT | FIELD_DEFINITION',
  ].join('\n'),
);

export interface ApiSchema {
  /** For queries and mutations: what functions return is turned into what clients get. */
  schema: GraphQLSchema;
  /** For what subscribers get: values come from a mutation's answer and are in their final form. */
  deliverySchema: GraphQLSchema;
  document: DocumentNode;
}

export function readApiSchema(source: string): ApiSchema {
  const document = parse(source);
  return {
    document,
    schema: buildSchema(document, (name) => AWS_SCALARS[name]),
    deliverySchema: buildSchema(document, passThroughScalar),
  };
}

function buildSchema(
  document: DocumentNode,
  scalarOf: (name: string) => GraphQLScalarType | undefined,
): GraphQLSchema {
  const base = buildASTSchema({
    kind: 'Document',
    definitions: [...APPSYNC_DEFINITIONS.definitions, ...document.definitions],
  });
  for (const name of Object.keys(AWS_SCALARS)) {
    const scalar = scalarOf(name);
    const declared = base.getType(name);
    if (!scalar || !isScalarType(declared)) continue;
    // The declared scalar is the one that all fields refer to, so it takes over the behaviour.
    Object.assign(declared, {
      serialize: scalar.serialize,
      parseValue: scalar.parseValue,
      parseLiteral: scalar.parseLiteral,
    });
  }
  return base;
}
