import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { PORTAL_ORIGIN, startTinyLaptop, type TinyLaptop } from '../testing/start-tiny-laptop';

let laptop: TinyLaptop;
let adminToken: string;
let readerToken: string;

beforeAll(async () => {
  laptop = await startTinyLaptop();
  const password = 'Correct-horse-1';
  await laptop.aws.ensureUser({ email: 'admin@example.org', password, groups: ['admins'] });
  await laptop.aws.ensureUser({ email: 'reader@example.org', password, groups: ['readers'] });
  adminToken = (await laptop.aws.issueTokens('admin@example.org')).AccessToken;
  readerToken = (await laptop.aws.issueTokens('reader@example.org')).IdToken;
});

afterAll(() => laptop.remove());

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string(), errorType: z.string().nullish() })).optional(),
});

async function ask(query: string, authorization?: string, variables: object = {}) {
  const response = await fetch(laptop.aws.endpoints.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...answerSchema.parse(await response.json()) };
}

/** As a function asks: signed for the service `appsync`, or for another one. */
async function askSigned(query: string, service = 'appsync') {
  const { graphql, region } = laptop.aws.endpoints;
  const { hostname, port, pathname } = new URL(graphql);
  const signer = new SignatureV4({ service, region, credentials: laptop.aws.credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: pathname,
    headers: { host: `${hostname}:${port}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const response = await fetch(graphql, {
    method: 'POST',
    headers: signed.headers,
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...answerSchema.parse(await response.json()) };
}

/** A client of the real-time protocol as aws-amplify is one; `received` has the messages but keep-alives. */
async function connect(token: string) {
  const header = Buffer.from(JSON.stringify({ Authorization: token, host: 'localhost' })).toString(
    'base64url',
  );
  const url = `${laptop.aws.endpoints.graphql.replace('http:', 'ws:')}/realtime`;
  const socket = new WebSocket(url, ['graphql-ws', `header-${header}`]);
  const received: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on('message', (raw) => {
    const message = JSON.parse(String(raw));
    if (message.type !== 'ka') received.push(message);
  });
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  const start = (id: string, query: string, authorization = token, variables: object = {}) =>
    send({
      id,
      type: 'start',
      payload: {
        data: JSON.stringify({ query, variables }),
        extensions: { authorization: { Authorization: authorization, host: 'localhost' } },
      },
    });
  const waitFor = (type: string, id: string) =>
    vi.waitFor(() => {
      const message = received.find((one) => one.type === type && one.id === id);
      if (!message) throw new Error(`No ${type} for ${id} among ${JSON.stringify(received)}`);
      return message;
    });
  return { socket, received, send, start, waitFor };
}

describe('access', () => {
  it('is refused without a valid token or signature', async () => {
    expect((await ask('{ inspect { event } }')).status).toBe(401);
    expect((await ask('{ inspect { event } }', `${adminToken}x`)).status).toBe(401);
    expect((await askSigned('{ inspect { event } }', 's3')).status).toBe(401);
  });

  it('is refused to a user outside the groups of the field’s authorization step', async () => {
    const { data, errors } = await ask('mutation { touch(id: "1") { id } }', readerToken);
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      {
        errorType: 'Unauthorized',
        message: 'Not Authorized to access touch on type Mutation',
        path: ['touch'],
      },
    ]);
    expect((await ask('mutation { touch(id: "1") { id } }', adminToken)).data).toEqual({
      touch: { id: '1' },
    });
  });

  it('is refused by a directive on a single field', async () => {
    const query = 'mutation { touch(id: "1") { id note } }';
    const asUser = await ask(query, adminToken);
    expect(asUser.data).toEqual({ touch: { id: '1', note: null } });
    expect(asUser.errors).toMatchObject([{ errorType: 'Unauthorized', path: ['touch', 'note'] }]);
    expect((await askSigned(query)).data).toEqual({ touch: { id: '1', note: 'told to nobody' } });
  });
});

describe('a field', () => {
  it('reaches its function with arguments, identity and request as AppSync sends them', async () => {
    const query = 'query ($data: AWSJSON) { inspect(data: $data) { event } }';
    const { data } = await ask(query, readerToken, { data: '{"n":[1]}' });
    const report = z.object({ inspect: z.object({ event: z.string() }) }).parse(data);
    expect(JSON.parse(report.inspect.event)).toMatchObject({
      typeName: 'Query',
      fieldName: 'inspect',
      arguments: { data: { n: [1] } },
      source: null,
      identity: {
        groups: ['readers'],
        claims: { email: 'reader@example.org', token_use: 'id' },
        issuer: `https://cognito-idp.us-east-1.amazonaws.com/${laptop.aws.endpoints.userPoolId}`,
        sourceIp: ['127.0.0.1'],
        defaultAuthStrategy: 'ALLOW',
      },
      request: { headers: { 'content-type': 'application/json' }, domainName: null },
      prev: { result: {} },
    });
    const signed = await askSigned('{ inspect { event } }');
    const own = z.object({ inspect: z.object({ event: z.string() }) }).parse(signed.data);
    expect(JSON.parse(own.inspect.event).identity).toMatchObject({
      accountId: '000000000000',
      userArn: expect.stringContaining(laptop.aws.credentials.accessKeyId),
      cognitoIdentityId: null,
    });
  });

  it('turns a function’s error into one of the field', async () => {
    const { errors } = await ask('{ inspect(fail: "There is no such thing.") { event } }', readerToken);
    expect(errors).toMatchObject([
      { message: 'There is no such thing.', errorType: 'Lambda:Unhandled', path: ['inspect'] },
    ]);
  });

  it('refuses what the schema does not allow', async () => {
    expect((await ask('{ nothing }', adminToken)).errors).toMatchObject([
      { errorType: 'ValidationException' },
    ]);
    const badJson = await ask('query ($data: AWSJSON) { inspect(data: $data) { event } }', adminToken, {
      data: '{',
    });
    expect(badJson.errors?.[0]?.message).toContain('Unable to parse');
  });
});

describe('a subscription', () => {
  it('gets what a mutation selected, when its arguments fit', async () => {
    const client = await connect(adminToken);
    client.send({ type: 'connection_init' });
    await vi.waitFor(() => expect(client.received[0]).toMatchObject({ type: 'connection_ack' }));
    const query = 'subscription ($id: ID) { onTouch(id: $id) { id state when counts { received } } }';
    client.start('all', query);
    client.start('seven', query, adminToken, { id: '7' });
    await client.waitFor('start_ack', 'all');
    await client.waitFor('start_ack', 'seven');

    await askSigned('mutation { touch(id: "1") { id state counts { received } } }');
    const first = await client.waitFor('data', 'all');
    expect(first.payload).toEqual({
      data: { onTouch: { id: '1', state: 'RUNNING', when: null, counts: { received: 3 } } },
    });
    expect(client.received.some(({ type, id }) => type === 'data' && id === 'seven')).toBe(false);

    await askSigned('mutation { touch(id: "7") { id } }');
    const seventh = await client.waitFor('data', 'seven');
    expect(seventh.payload).toMatchObject({
      data: { onTouch: null },
      errors: [{ message: expect.stringContaining('non-nullable') }],
    });

    client.send({ type: 'stop', id: 'all' });
    await client.waitFor('complete', 'all');
    const before = client.received.length;
    await askSigned('mutation { touch(id: "2") { id state } }');
    expect(client.received).toHaveLength(before);
    client.socket.close();
  });

  it('is refused at the handshake without a token and at each start without the group', async () => {
    await expect(connect('no token')).rejects.toThrow(/401/);
    const client = await connect(readerToken);
    client.start('one', 'subscription { onTouch { id } }');
    expect(await client.waitFor('error', 'one')).toMatchObject({
      payload: { errors: [{ errorType: 'Unauthorized' }] },
    });
    client.start('two', 'subscription { onTouch { id } }', 'expired');
    expect(await client.waitFor('error', 'two')).toMatchObject({
      payload: { errors: [{ errorType: 'UnauthorizedException' }] },
    });
    client.socket.close();
  });
});

it('lets only the portal’s pages read answers', async () => {
  const preflight = (origin: string) =>
    fetch(laptop.aws.endpoints.graphql, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-headers': 'authorization,content-type' },
    });
  const allowed = await preflight(PORTAL_ORIGIN);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(PORTAL_ORIGIN);
  expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
  expect(
    (await preflight('https://elsewhere.example')).headers.get('access-control-allow-origin'),
  ).toBeNull();
});
