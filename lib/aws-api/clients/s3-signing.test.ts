import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { userWith } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { presignRequest, type RequestParts, signRequest, toHttpText } from '../testing/signer';
import { errorOf, sendRaw } from '../testing/socket';

// S3's condition keys about signatures and encryption. Source: Amazon S3 User Guide, "Bucket policy examples using condition keys"; Amazon S3 API
// Reference, "Signature Version 4 authentication-specific policy keys".

const Bucket = 'signing';
const MINUTE = 60_000;
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

let api: TestApi;
let owner: Awaited<ReturnType<TestApi['rootKeys']>>;
let count = 0;
beforeAll(async () => {
  api = await createTestApi();
  owner = await api.rootKeys();
  const { s3 } = api.clients(owner);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'text' }));
});
afterAll(() => api.close());

type Way = 'REST-HEADER' | 'REST-QUERY-STRING';
/** Sends a call that was signed `agoMs` milliseconds ago. */
async function send(way: Way, parts: RequestParts, agoMs = 0, keys: Keys = owner) {
  const options = { service: 's3', date: new Date(Date.now() - agoMs), expiresIn: 604_800 };
  const request =
    way === 'REST-HEADER'
      ? await signRequest(keys, { ...parts, headers: { 'x-amz-content-sha256': EMPTY, ...parts.headers } }, options)
      : await presignRequest(keys, { ...parts, headers: { 'x-amz-content-sha256': UNSIGNED } }, options);
  return sendRaw(api.port, toHttpText(request));
}
const get = { method: 'GET', path: `/${Bucket}/k`, headers: {} };

/** Returns keys of a user who has full access to S3 under a condition. */
async function keysWhere(Condition: object): Promise<Keys> {
  const user = await userWith(api, owner.actor, `user-${++count}`, { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition });
  return api.keys(owner.actor, user.caller.principal.type === 'User' ? user.caller.principal.userId : undefined);
}

/** The condition keys of a call, by the place of its signature. */
const TOLD: Readonly<Record<Way, Readonly<Record<string, string>>>> = {
  'REST-HEADER': {
    's3:authType': 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:x-amz-content-sha256': EMPTY,
    's3:TlsVersion': '1.3',
  },
  'REST-QUERY-STRING': {
    's3:authType': 'REST-QUERY-STRING',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:x-amz-content-sha256': UNSIGNED,
    's3:TlsVersion': '1.3',
  },
};
const CALLS: readonly RequestParts[] = [
  get,
  { method: 'GET', path: '/' },
  { method: 'GET', path: `/${Bucket}`, query: { 'list-type': '2' } },
  { method: 'HEAD', path: `/${Bucket}` },
  { method: 'GET', path: `/${Bucket}`, query: { location: '' } },
  { method: 'PUT', path: `/${Bucket}/empty` },
  { method: 'DELETE', path: `/${Bucket}/none` },
];

describe.each(['REST-HEADER', 'REST-QUERY-STRING'] as const)('a call that is signed as %s', (way) => {
  it('sets the signature condition keys for every operation', async () => {
    const keys = await keysWhere({ StringEquals: TOLD[way], Null: { 's3:signatureAge': 'false' } });
    for (const parts of CALLS) expect((await send(way, { headers: {}, ...parts }, 0, keys)).status, parts.path).toBeLessThan(300);
  });

  it('is denied if a policy requires another value', async () => {
    for (const [key, value] of Object.entries(TOLD[way])) {
      const keys = await keysWhere({ StringNotEquals: { [key]: value } });
      expect(await send(way, get, 0, keys), key).toMatchObject({ status: 403 });
    }
  });
});

describe('a policy that limits the age of signatures', () => {
  it('denies presigned URLs that are older, even if they have not expired', async () => {
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: `arn:aws:s3:::${Bucket}/*`,
      Condition: { NumericGreaterThan: { 's3:signatureAge': String(10 * MINUTE) } },
    };
    await owner.actor.run(PutBucketPolicy, { Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: deny }) });
    expect(await send('REST-QUERY-STRING', get, 9 * MINUTE)).toMatchObject({ status: 200, body: 'text' });
    const late = await send('REST-QUERY-STRING', get, 11 * MINUTE);
    expect([late.status, errorOf(late).message]).toEqual([
      403,
      expect.stringContaining('explicit deny in a resource-based policy'),
    ]);
    expect(await send('REST-HEADER', get, 11 * MINUTE)).toMatchObject({ status: 403 });
    expect(await send('REST-HEADER', get)).toMatchObject({ status: 200 });
  });
});
