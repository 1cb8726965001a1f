import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLaptopAws } from './laptop-aws';
import { writeProject, type Fixture } from './testing/fixture-project';
import { PORTAL_ORIGIN } from './testing/start-tiny-laptop';
import { tinyBackend } from './testing/tiny-backend';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-refused-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

/** Starts the tiny backend after its text has been changed. */
async function startChanged(change: (text: string) => string) {
  const fixture: Fixture = JSON.parse(change(JSON.stringify(tinyBackend())));
  await writeProject(path.join(dir, 'project'), fixture);
  const aws = await startLaptopAws({
    projectDir: path.join(dir, 'project'),
    homeDir: path.join(dir, 'home'),
    port: 0,
    portalOrigin: PORTAL_ORIGIN,
  });
  await aws.stop();
}

describe('a backend whose guards are not understood does not start', () => {
  it.each([
    [
      'a JavaScript resolver that decides something',
      (text: string) =>
        text.replace('export const response = () => null', 'export const response = (ctx) => ctx.error'),
      /Listen: a JavaScript resolver that does more/,
    ],
    [
      'a field without an authorization step',
      (text: string) => text.replace('{"Fn::GetAtt":["AdminsOnly","FunctionId"]},', ''),
      /MutationTouch: a resolver must authorize/,
    ],
    [
      'an authorization step of another kind',
      (text: string) => text.replaceAll('#set( $isAuthorized = false )', '#set( $isAuthorized = $default )'),
      /authorization template is of an unknown shape/,
    ],
    [
      'a function step that does more than call the function',
      (text: string) => text.replace('$util.toJson($ctx.identity)', '{}'),
      /InvokeEcho: this step of a resolver is of an unknown shape/,
    ],
    [
      'an unknown directive',
      (text: string) =>
        text.replace('type Query @aws_iam', 'directive @mystery on OBJECT type Query @mystery @aws_iam'),
      /@mystery is not known/,
    ],
    [
      'an authorizer whose answers are kept',
      (text: string) =>
        text.replace('"AuthorizerResultTtlInSeconds":0', '"AuthorizerResultTtlInSeconds":300'),
      /Authorizer is of an unknown shape/,
    ],
    [
      'an authorizer for tokens',
      (text: string) => text.replace('"AuthorizerType":"REQUEST"', '"AuthorizerType":"JWT"'),
      /Authorizer is of an unknown shape/,
    ],
    [
      'a route with AWS signatures',
      (text: string) => text.replace('"AuthorizationType":"NONE"', '"AuthorizationType":"AWS_IAM"'),
      /RouteOpen is of an unknown shape/,
    ],
    [
      'compulsory MFA',
      (text: string) => text.replace('"MfaConfiguration":"OPTIONAL"', '"MfaConfiguration":"ON"'),
      /UserPool .* is of an unknown shape: MfaConfiguration/,
    ],
    [
      'triggers of the user pool',
      (text: string) =>
        text.replace('"MfaConfiguration"', '"LambdaConfig":{"PreSignUp":"arn"},"MfaConfiguration"'),
      /UserPool .* is of an unknown shape: LambdaConfig/,
    ],
    [
      'a destination of failed events that is no function',
      (text: string) =>
        text.replace(
          '"Destination":{"Fn::GetAtt":["Hear5566AABB","Arn"]}',
          '"Destination":"arn:aws:sqs:us-east-1:000000000000:failed"',
        ),
      /EchoRetries77CCDDEE is of an unknown shape: DestinationConfig.OnFailure.Destination: Only a function/,
    ],
    [
      'an event pattern with another operator',
      (text: string) => text.replace('{"prefix":"in/"}', '{"cidr":"10.0.0.0/8"}'),
      /operator .*cidr.* is not supported/,
    ],
  ])('%s', async (_what, change, message) => {
    await expect(startChanged(change)).rejects.toThrow(message);
  });

  it('unchanged it starts', async () => {
    await startChanged((text) => text);
  });
});
