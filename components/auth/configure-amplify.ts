import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger, CookieStorage, parseAmplifyConfig } from 'aws-amplify/utils';
import type { Outputs } from '@/lib/outputs';

/** The part of the outputs that the browser needs; the sign-in page goes without the API. */
export type BrowserOutputs = Pick<Outputs, 'auth' | 'custom'> & { version?: unknown; data?: Outputs['data'] };

let configured: 'auth' | 'all' | null = null;

/** Tells Amplify which backend it works with. Does nothing on the server and nothing twice. */
export function configureAmplify(outputs: BrowserOutputs): void {
  const wanted = outputs.data ? 'all' : 'auth';
  if (typeof window === 'undefined' || configured === wanted) return;
  configured = wanted;
  const resources = parseAmplifyConfig({ ...outputs, version: String(outputs.version ?? '1.4') });
  const endpoint = outputs.custom?.local?.userPoolEndpoint;
  if (endpoint && resources.Auth?.Cognito) {
    resources.Auth.Cognito.userPoolEndpoint = endpoint;
    // Amplify warns of every address that is not AWS's own; here it is meant.
    ConsoleLogger.LOG_LEVEL = 'ERROR';
  }
  const graphql = resources.API?.GraphQL;
  if (graphql) {
    // Amplify always turns «http://» into «wss://» for the live channel; it leaves «HTTP://» alone.
    graphql.endpoint = graphql.endpoint.replace(/^http:/, 'HTTP:');
  }
  Amplify.configure(resources, { ssr: true });
  // Browsers other than Chrome refuse secure cookies on a laptop's plain http.
  cognitoUserPoolsTokenProvider.setKeyValueStorage(
    new CookieStorage({ sameSite: 'lax', secure: window.location.protocol === 'https:' }),
  );
}
