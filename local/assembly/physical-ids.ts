/** What the laptop decides and a template can only refer to. */
export interface PhysicalIds {
  region: string;
  /** Twelve digits. */
  accountId: string;
  userPoolId: string;
  userPoolClientId: string;
  identityPoolId: string;
  /** Where functions and programs reach the GraphQL API. */
  graphqlUrl: string;
  /** Where the HTTP API's routes begin, without a slash at the end. */
  httpApiUrl: string;
  /** Where every other service answers. */
  awsUrl: string;
}
