import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Backend } from '../backend';
import { portalOrigins } from '../portal-origins';

/** The routes that read rows with DuckDB; every other route is answered by `api`. */
const QUERY_ROUTES: [path: string, ...methods: HttpMethod[]][] = [
  ['/v1/datasets/{slug}', HttpMethod.PUT],
  ['/v1/datasets/{slug}/records', HttpMethod.GET],
  ['/v1/datasets/{slug}/records/{key+}', HttpMethod.GET, HttpMethod.DELETE],
  ['/v1/datasets/{slug}/exports', HttpMethod.POST],
  ['/v1/datasets/{slug}/anomalies/{decision}', HttpMethod.POST],
  ['/v1/datasets/{slug}/views/{view}', HttpMethod.GET],
  ['/v1/datasets/{slug}/views/{view}/lineage', HttpMethod.GET],
  ['/v1/imports/{id}/rejects', HttpMethod.GET],
];

/** The REST API for programs: the authorizer says who calls, the functions check what that one may do. */
export function configureRestApi(backend: Backend): void {
  const stack = backend.createStack('rest');
  const authorizer = new HttpLambdaAuthorizer('Callers', backend.authorizer.resources.lambda, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    // A caller brings a token or a key: required of both, neither would do. Without a source nothing may be cached, so
    // that a key is closed with the request after its end.
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  });
  const httpApi = new HttpApi(stack, 'RestApi', {
    apiName: 'lakeport',
    defaultAuthorizer: authorizer,
    corsPreflight: {
      allowOrigins: portalOrigins(),
      allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
      allowHeaders: ['authorization', 'content-type', 'x-api-key'],
      maxAge: Duration.hours(1),
    },
  });
  const api = new HttpLambdaIntegration('Api', backend.api.resources.lambda);
  const query = new HttpLambdaIntegration('Query', backend.query.resources.lambda);
  for (const [path, ...methods] of QUERY_ROUTES) httpApi.addRoutes({ path, methods, integration: query });
  httpApi.addRoutes({
    path: '/v1/openapi.json',
    methods: [HttpMethod.GET],
    integration: api,
    authorizer: new HttpNoneAuthorizer(),
  });
  httpApi.addRoutes({
    path: '/v1/{proxy+}',
    methods: [HttpMethod.GET, HttpMethod.POST],
    integration: api,
  });
  backend.addOutput({ custom: { api: { url: httpApi.apiEndpoint } } });
}
