import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3 } from './s3/s3-service';
import {
  makeTestDir,
  startTestStack,
  TEST_CREDENTIAL_MAP,
  TEST_CREDENTIALS,
  type TestStack,
} from './start-test-stack';

const Bucket = 'lake';
const Key = 'bronze/set/1/a b+ü.csv';
const ORIGIN = 'http://localhost:3000';

let s3: S3Client;
let stack: TestStack;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;

beforeAll(async () => {
  testDir = await makeTestDir();
  const service = await createS3({
    dir: testDir.dir,
    region: 'eu-central-1',
    buckets: [
      {
        name: Bucket,
        versioned: false,
        corsRules: [
          {
            allowedOrigins: [ORIGIN, 'https://*.example.com'],
            allowedMethods: ['GET', 'PUT'],
            allowedHeaders: ['content-*'],
            exposedHeaders: ['ETag'],
            maxAgeSeconds: 600,
          },
        ],
      },
    ],
    credentials: TEST_CREDENTIAL_MAP,
    onObjectEvent: () => undefined,
  });
  stack = await startTestStack([service]);
  s3 = new S3Client({ ...stack.clientConfig, requestChecksumCalculation: 'WHEN_REQUIRED' });
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'content' }));
});

afterAll(async () => {
  await stack.stop();
  await testDir.remove();
});

async function errorCode(response: Response): Promise<string | undefined> {
  return /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1];
}

function clientWith(
  credentials: { accessKeyId: string; secretAccessKey: string },
  systemClockOffset = 0,
): S3Client {
  return new S3Client({ ...stack.clientConfig, credentials, systemClockOffset });
}

/** A signed GET of the object, whose date and headers the test chooses. */
async function signedGet(
  options: { signingDate?: Date; headers?: Record<string, string> } = {},
): Promise<Response> {
  const signer = new SignatureV4({
    credentials: TEST_CREDENTIALS,
    region: 'eu-central-1',
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const path = `/${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;
  const { hostname, host, port } = new URL(stack.gateway.address);
  const signed = await signer.sign(
    { method: 'GET', protocol: 'http:', hostname, port: Number(port), path, headers: { host }, query: {} },
    { signingDate: options.signingDate },
  );
  return fetch(`${stack.gateway.address}${path}`, { headers: { ...signed.headers, ...options.headers } });
}

describe('a signature in the header', () => {
  it('lets a request in, and without it nobody', async () => {
    expect((await signedGet()).status).toBe(200);
    const anonymous = await fetch(`${stack.gateway.address}/${Bucket}/${encodeURIComponent(Key)}`);
    expect([anonymous.status, await errorCode(anonymous)]).toEqual([403, 'AccessDenied']);
  });

  it.each([
    [{ accessKeyId: 'STRANGER', secretAccessKey: 'x' }, 'InvalidAccessKeyId'],
    [{ ...TEST_CREDENTIALS, secretAccessKey: 'guessed' }, 'SignatureDoesNotMatch'],
  ])('is refused with foreign credentials', async (credentials, name) => {
    const call = clientWith(credentials).send(new ListObjectsV2Command({ Bucket }));
    await expect(call).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
  });

  it('is refused when it is older or newer than a quarter of an hour', async () => {
    for (const minutes of [-16, 16]) {
      const response = await signedGet({ signingDate: new Date(Date.now() + minutes * 60_000) });
      expect([response.status, await errorCode(response)]).toEqual([403, 'RequestTimeTooSkewed']);
    }
    expect((await signedGet({ signingDate: new Date(Date.now() - 14 * 60_000) })).status).toBe(200);
  });

  it('covers every x-amz header', async () => {
    const response = await signedGet({ headers: { 'x-amz-checksum-mode': 'ENABLED' } });
    expect([response.status, await errorCode(response)]).toEqual([403, 'AccessDenied']);
  });

  it('covers the body', async () => {
    const url = new URL(`${stack.gateway.address}/${Bucket}/forged`);
    const signer = new SignatureV4({
      credentials: TEST_CREDENTIALS,
      region: 'eu-central-1',
      service: 's3',
      sha256: Sha256,
      uriEscapePath: false,
    });
    const { hostname, host, port, pathname: path } = url;
    const signed = await signer.sign({
      method: 'PUT',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path,
      headers: { host, 'x-amz-content-sha256': createHash('sha256').update('signed').digest('hex') },
      query: {},
    });
    const response = await fetch(url, { method: 'PUT', headers: signed.headers, body: 'forged' });
    expect([response.status, await errorCode(response)]).toEqual([400, 'XAmzContentSHA256Mismatch']);
  });

  it('of another service does not open S3', async () => {
    const response = await fetch(`${stack.gateway.address}/${Bucket}/x`, {
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIATEST/20250101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
        'x-amz-date': '20250101T000000Z',
      },
    });
    expect([response.status, await errorCode(response)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('that is incomplete is refused as such', async () => {
    const response = await fetch(`${stack.gateway.address}/${Bucket}/x`, {
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=AKIATEST/20250101/eu-central-1/s3/aws4_request',
      },
    });
    expect([response.status, await errorCode(response)]).toEqual([400, 'IncompleteSignature']);
  });

  it('that is refused is refused before a large body has been sent, without breaking the connection', async () => {
    const call = clientWith({ ...TEST_CREDENTIALS, secretAccessKey: 'guessed' }).send(
      new PutObjectCommand({ Bucket, Key: 'large', Body: Buffer.alloc(20 * 1024 * 1024) }),
    );
    await expect(call).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });
});

describe('a presigned address', () => {
  it('reads, with the overrides it was signed with', async () => {
    const url = await getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/csv' }),
    );
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/csv',
      'content',
    ]);
  });

  it('writes one part of one upload, and nothing else', async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'part' }));
    const url = await getSignedUrl(
      s3,
      new UploadPartCommand({ Bucket, Key: 'part', UploadId, PartNumber: 1 }),
    );
    const response = await fetch(url, { method: 'PUT', body: 'bytes', headers: { origin: ORIGIN } });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe(`"${createHash('md5').update('bytes').digest('hex')}"`);
    expect(response.headers.get('access-control-expose-headers')).toBe('ETag');
    const forged = await fetch(url.replace('partNumber=1', 'partNumber=2'), { method: 'PUT', body: 'bytes' });
    expect([forged.status, await errorCode(forged)]).toEqual([403, 'SignatureDoesNotMatch']);
    const wrongMethod = await fetch(url);
    expect(wrongMethod.status).toBe(403);
  });

  it('keeps the metadata and tags that were signed into it', async () => {
    const command = new PutObjectCommand({
      Bucket,
      Key: 'meta',
      Metadata: { importid: '7' },
      Tagging: 'a=b',
    });
    const response = await fetch(await getSignedUrl(s3, command), { method: 'PUT', body: 'x' });
    expect(response.status).toBe(200);
    const back = await s3.send(new GetObjectCommand({ Bucket, Key: 'meta' }));
    expect(back).toMatchObject({ Metadata: { importid: '7' }, TagCount: 1 });
  });

  it('expires', async () => {
    const signingDate = new Date(Date.now() - 61_000);
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60, signingDate });
    const response = await fetch(url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Message>Request has expired</Message>');
  });

  it('does not let itself be prolonged', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
    const longer = await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'));
    expect(await errorCode(longer)).toBe('SignatureDoesNotMatch');
    const tooLong = await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801'));
    expect(await errorCode(tooLong)).toBe('AuthorizationQueryParametersError');
  });

  it('signed by a client with default checksums does not store a body it was not signed for', async () => {
    const url = await getSignedUrl(
      new S3Client(stack.clientConfig),
      new PutObjectCommand({ Bucket, Key: 'crc' }),
    );
    const response = await fetch(url, { method: 'PUT', body: 'not empty' });
    expect([response.status, await errorCode(response)]).toEqual([400, 'BadDigest']);
  });
});

describe('pages of other origins', () => {
  function preflight(origin: string, method: string, headers: string): Promise<Response> {
    return fetch(`${stack.gateway.address}/${Bucket}/any`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
    });
  }

  it('may do what the rules of the bucket allow', async () => {
    const response = await preflight(ORIGIN, 'PUT', 'content-type, Content-MD5');
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type, content-md5');
    expect(response.headers.get('access-control-max-age')).toBe('600');
    expect((await preflight('https://a.example.com', 'GET', '')).status).toBe(200);
  });

  it.each([
    ['http://evil.test', 'PUT', 'content-type'],
    [ORIGIN, 'DELETE', ''],
    [ORIGIN, 'PUT', 'x-amz-acl'],
  ])('may not do anything else: %s %s %s', async (origin, method, headers) => {
    const response = await preflight(origin, method, headers);
    expect([response.status, await errorCode(response)]).toEqual([403, 'AccessForbidden']);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a client that goes away in the middle of an upload', () => {
  it('leaves no object', async () => {
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'half' }));
    await new Promise<void>((resolve) => {
      const sending = httpRequest(url, { method: 'PUT', headers: { 'content-length': 1000 } });
      sending.on('error', () => resolve());
      sending.write('half of it', () => setImmediate(() => sending.destroy(new Error('gone'))));
    });
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'half' }));
    expect(listed.KeyCount).toBe(0);
  });
});
