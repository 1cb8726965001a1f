import type { JsonObject } from '../assembly/json-value';

const FUNCTION_ARN = { Ref: 'functionArn' };

export const TINY_SCHEMA = `
type Counts @aws_iam @aws_cognito_user_pools { received: Int }
type Thing @aws_iam @aws_cognito_user_pools {
  id: ID!
  state: String!
  note: String @aws_iam
  counts: Counts
  when: AWSDateTime
}
type Report @aws_iam @aws_cognito_user_pools { event: AWSJSON! }
type Query @aws_iam {
  inspect(data: AWSJSON, fail: String): Report @aws_iam @aws_cognito_user_pools
}
type Mutation @aws_iam {
  touch(id: ID!, fail: String): Thing! @aws_iam @aws_cognito_user_pools
}
type Subscription @aws_iam {
  onTouch(id: ID): Thing @aws_subscribe(mutations: ["touch"]) @aws_iam @aws_cognito_user_pools(cognito_groups: ["admins"])
}
`;

const location = (name: string): JsonObject => ({ 'Fn::Sub': `s3://assets-\${AWS::AccountId}/${name}` });

/** One query, one mutation and its subscription. */
export function graphQlResources(): JsonObject {
  const authorize = (name: string): JsonObject => ({
    Type: 'AWS::AppSync::FunctionConfiguration',
    Properties: { DataSourceName: 'NONE_DS', RequestMappingTemplateS3Location: location(name) },
  });
  return {
    Api: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'tiny' } },
    Schema: {
      Type: 'AWS::AppSync::GraphQLSchema',
      Properties: { DefinitionS3Location: location('schema.graphql') },
    },
    Nothing: { Type: 'AWS::AppSync::DataSource', Properties: { Name: 'NONE_DS', Type: 'NONE' } },
    EchoSource: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        Name: 'EchoSource',
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: FUNCTION_ARN },
      },
    },
    AnyUser: authorize('any.vtl'),
    AdminsOnly: authorize('admins.vtl'),
    InvokeEcho: {
      Type: 'AWS::AppSync::FunctionConfiguration',
      Properties: {
        DataSourceName: { 'Fn::GetAtt': ['EchoSource', 'Name'] },
        RequestMappingTemplateS3Location: location('invoke.request.vtl'),
        ResponseMappingTemplateS3Location: location('invoke.response.vtl'),
      },
    },
    Listen: {
      Type: 'AWS::AppSync::FunctionConfiguration',
      Properties: { DataSourceName: 'NONE_DS', CodeS3Location: location('on-touch.js') },
    },
    ...resolvers(),
  };
}

function resolvers(): JsonObject {
  const resolver = (TypeName: string, FieldName: string, steps: string[]): JsonObject => ({
    Type: 'AWS::AppSync::Resolver',
    Properties: {
      TypeName,
      FieldName,
      Kind: 'PIPELINE',
      PipelineConfig: { Functions: steps.map((step) => ({ 'Fn::GetAtt': [step, 'FunctionId'] })) },
      RequestMappingTemplate: `## stash **\n$util.qr($ctx.stash.put("typeName", "${TypeName}"))\n{}`,
      ResponseMappingTemplateS3Location: location('resolver.response.vtl'),
    },
  });
  return {
    QueryInspect: resolver('Query', 'inspect', ['AnyUser', 'InvokeEcho']),
    MutationTouch: resolver('Mutation', 'touch', ['AdminsOnly', 'InvokeEcho']),
    SubscriptionOnTouch: {
      Type: 'AWS::AppSync::Resolver',
      Properties: {
        TypeName: 'Subscription',
        FieldName: 'onTouch',
        Kind: 'PIPELINE',
        PipelineConfig: { Functions: [{ 'Fn::GetAtt': ['Listen', 'FunctionId'] }] },
        Code: "export const request = (ctx) => {\n    ctx.stash.awsAppsyncApiId = 'tiny';\n    return {};\n};\nexport const response = (ctx) => {\n    return ctx.prev.result;\n};\n",
      },
    },
  };
}

/** One open route, the others behind a function that lets those with a header pass. */
export function httpApiResources(): JsonObject {
  const route = (RouteKey: string, guard: JsonObject): JsonObject => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      RouteKey,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
      ...guard,
    },
  });
  const guarded = { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } };
  return {
    HttpApi: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'tiny',
        ProtocolType: 'HTTP',
        CorsConfiguration: {
          AllowOrigins: ['https://portal.example'],
          AllowMethods: ['GET'],
          AllowHeaders: ['authorization'],
        },
      },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 0,
        AuthorizerUri: {
          'Fn::Sub':
            'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${functionArn}/invocations',
        },
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationType: 'AWS_PROXY', IntegrationUri: FUNCTION_ARN, PayloadFormatVersion: '2.0' },
    },
    RouteOpen: route('GET /open', { AuthorizationType: 'NONE' }),
    RouteThing: route('GET /things/{id}', guarded),
    RouteThings: route('POST /things', guarded),
    RouteRest: route('ANY /things/{id}/{rest+}', guarded),
  };
}
