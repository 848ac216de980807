import { createHash } from 'node:crypto';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { GetObject, PutObject } from '../../resources/s3/object-operations';
import { findWireOperation, wireOperationNames } from '../protocol/sdk-schemas';
import { S3_CONDITION_HEADERS } from '../server/s3-context';
import { services, type WireService } from '../server/services';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { presignRequest, queryCall, type RequestParts, signRequest, toHttpText } from '../testing/signer';
import { errorOf, type RawAnswer, sendRaw } from '../testing/socket';

// Law: a signed request with an additional unsigned x-amz header is refused and changes nothing, in every protocol and place of the signature.

const TOKEN = 'a-token-of-the-authorization-api';
let api: TestApi;
let keys: Keys & { actor: Awaited<ReturnType<TestApi['rootKeys']>>['actor'] };
beforeAll(async () => {
  api = await createTestApi({ authorizeToken: TOKEN });
  keys = await api.rootKeys();
  await keys.actor.run(CreateBucket, { Bucket: 'signed' });
  for (const Key of ['secret', 'target'])
    await keys.actor.run(PutObject, { Bucket: 'signed', Key, Body: new TextEncoder().encode(Key) });
});
afterAll(() => api.close());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const json = (target: string, body: object, version = '1.1'): RequestParts => ({
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
  body: JSON.stringify(body),
});

/** A call of each service, a write if the tests can use one. It need not succeed, but its signature must be valid. */
const CALLS: Readonly<Record<WireService['name'], RequestParts>> = {
  'access-analyzer': { method: 'GET', path: '/analyzer', headers: {} },
  budgets: json('AWSBudgetServiceGateway.DescribeBudgets', { AccountId: '111122223333' }),
  ce: json('AWSInsightsIndexService.ListCostAllocationTags', {}),
  cloudtrail: json('CloudTrail_20131101.LookupEvents', {}),
  dynamodb: json('DynamoDB_20120810.ListTables', {}, '1.0'),
  ec2: queryCall('DescribeInstances', {}, '2016-11-15'),
  identitystore: json('AWSIdentityStore.ListUsers', { IdentityStoreId: 'd-0000000000' }),
  iam: queryCall('CreateGroup', { GroupName: 'made' }),
  kms: json('TrentService.CreateKey', {}),
  lambda: { method: 'GET', path: '/2015-03-31/functions', headers: {} },
  organizations: json('AWSOrganizationsV20161128.CreateOrganization', {}),
  s3: { method: 'PUT', path: '/signed/target', headers: { 'x-amz-content-sha256': sha256('changed') }, body: 'changed' },
  s3control: {
    method: 'GET',
    path: '/v20180820/configuration/publicAccessBlock',
    headers: { 'x-amz-account-id': '111122223333', 'x-amz-content-sha256': sha256('') },
  },
  secretsmanager: json('secretsmanager.CreateSecret', { Name: 'made', ClientRequestToken: 'x'.repeat(32) }),
  sns: queryCall('CreateTopic', { Name: 'made' }, '2010-03-31'),
  sqs: json('AmazonSQS.CreateQueue', { QueueName: 'made' }, '1.0'),
  sso: json('SWBExternalService.ListInstances', {}),
  tag: json('ResourceGroupsTaggingAPI_20170126.GetTagKeys', {}),
  sts: queryCall('GetSessionToken', {}, '2011-06-15'),
};

/** Returns every x-amz header that an operation of a service reads, or that determines how a request is read. */
function headersOf({ name }: WireService): string[] {
  const read = wireOperationNames(name).flatMap((operation) => {
    const input = findWireOperation(name, operation)?.input;
    if (input?.kind !== 'structure') return [];
    return input.members.flatMap(({ place }) =>
      place?.in === 'header' ? [place.name] : place?.in === 'prefix' ? [`${place.name}added`] : [],
    );
  });
  const conditions = name === 's3' ? S3_CONDITION_HEADERS : [];
  const ofRequest = ['date', 'security-token', 'trailer', 'decoded-content-length', 'made-up'].map((rest) => `x-amz-${rest}`);
  return [...new Set([...read, ...conditions, ...ofRequest].map((header) => header.toLowerCase()))].filter((header) =>
    header.startsWith('x-amz-'),
  );
}

const VALUES: Readonly<Record<string, string>> = {
  'x-amz-copy-source': '/signed/secret',
  'x-amz-tagging': 'team=red',
  'x-amz-content-sha256': sha256('another'),
  'x-amz-date': '20260301T120000Z',
};
const valueFor = (name: string) => VALUES[name] ?? 'true';

/** Signs a request in each place that a signature can have. Only S3 has chunked bodies. */
const WAYS = {
  header: (parts: RequestParts, service: string) => signRequest(keys, parts, { service }),
  presigned: ({ headers, ...parts }: RequestParts, service: string) => {
    // A presigned URL signs only the host header. The body's hash is in the query.
    const { 'x-amz-content-sha256': _, ...rest } = headers ?? {};
    return presignRequest(
      keys,
      { method: 'POST', ...parts, headers: { ...rest, ...(service === 's3' && UNSIGNED) } },
      { service, keep: Object.keys(rest) },
    );
  },
  chunked: (parts: RequestParts, service: string) =>
    signRequest(
      keys,
      {
        ...parts,
        headers: { ...parts.headers, ...CHUNKED },
        body: '7\r\nchanged\r\n0\r\n\r\n',
      },
      { service },
    ),
} as const;
const CHUNKED = {
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-decoded-content-length': '7',
};
const PAYLOAD_HASH = 'x-amz-content-sha256';
const UNSIGNED = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
type Way = keyof typeof WAYS;
const waysOf = ({ name }: WireService): Way[] => (name === 's3' ? ['header', 'presigned', 'chunked'] : ['header', 'presigned']);

const textOf = async (service: WireService, way: Way, more: Record<string, string> = {}) => {
  const parts = CALLS[service.name];
  if (!parts) throw new Error(`there is no call of ${service.name}`);
  const request = await WAYS[way]({ ...parts, headers: { ...parts.headers, ...more } }, service.signingName);
  return toHttpText(request);
};
/** Adds a header after a request was signed. */
const add = (text: string, name: string, value: string) => text.replace('\r\n', `\r\n${name}: ${value}\r\n`);

const REFUSED = /^(?:.*#)?(?:SignatureDoesNotMatch|InvalidSignatureException|AuthFailure)$/;
function expectRefused(answer: RawAnswer, service: WireService, name: string): void {
  const { code, message } = answer.body.startsWith('{"Type"')
    ? { code: answer.headers.get('x-amzn-errortype') ?? '', message: (JSON.parse(answer.body) as { message: string }).message }
    : errorOf(answer);
  if (service.signingName === 's3') {
    expect([answer.status, code, message]).toEqual([
      403,
      'AccessDenied',
      'There were headers present in the request which were not signed',
    ]);
    expect(answer.body).toContain(`<HeadersNotSigned>${name}</HeadersNotSigned>`);
  } else {
    expect(code).toMatch(REFUSED);
    if (code !== 'AuthFailure') expect(message).toBe(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
}

/** Returns the stored data that the calls could change. */
const stored = async () => {
  const { reader: db } = api.database;
  const objects = await db.s3Object.findMany({
    orderBy: { key: 'asc' },
    select: { key: true, etag: true, tags: true, facts: true },
  });
  return [await db.event.count(), await db.resource.count(), await db.group.count(), objects];
};
const works = (answer: RawAnswer) =>
  expect(answer.body).not.toMatch(/SignatureDoesNotMatch|InvalidSignature|AuthFailure|which were not signed|IncompleteSignature/);

/** Nobody signs the calls of the access portal. */
const signed = services().filter(({ operations }) => Object.values(operations).some(({ unsigned }) => unsigned === undefined));

describe.each(signed)('a request of $title', (service) => {
  it.each(waysOf(service))('that is signed (%s) is refused with additional unsigned headers', async (way) => {
    const text = await textOf(service, way);
    const before = await stored();
    const names = headersOf(service).filter((name) => !new RegExp(`^${name}:`, 'im').test(text));
    expect(names.length).toBeGreaterThan(2);
    for (const [at, name] of names.entries()) {
      const added = add(text, at % 2 ? name : name.toUpperCase(), valueFor(name));
      // The payload hash is part of every signature, so another value makes the signature wrong.
      if (name !== PAYLOAD_HASH) expectRefused(await sendRaw(api.port, added), service, name);
      else if (service.signingName === 's3') expect(errorOf(await sendRaw(api.port, added)).code).toBe('SignatureDoesNotMatch');
    }
    expect(await stored()).toEqual(before);
    works(await sendRaw(api.port, text));
  });

  it.each(waysOf(service))('that is signed (%s) is accepted with additional signed headers', async (way) => {
    works(await sendRaw(api.port, await textOf(service, way, { 'x-amz-made-up': 'x' })));
  });
});

describe('the holder of a presigned PutObject URL', () => {
  it('cannot copy, tag or describe objects with it', async () => {
    const read = async (Key: string) =>
      new TextDecoder().decode((await keys.actor.run(GetObject, { Bucket: 'signed', Key })).Body);
    const link = await presignRequest(keys, { method: 'PUT', path: '/signed/target', headers: UNSIGNED }, { service: 's3' });
    const copied = await sendRaw(api.port, add(toHttpText(link), 'x-amz-copy-source', '/signed/secret'));
    expect([copied.status, await read('target')]).not.toContain('secret');
    expect(copied.body).toContain('<HeadersNotSigned>x-amz-copy-source</HeadersNotSigned>');
    const both = await sendRaw(api.port, add(toHttpText(link), 'authorization', 'AWS4-HMAC-SHA256 Credential=x'));
    expect([both.status, errorOf(both)]).toMatchObject([400, { code: 'InvalidArgument', message: /^Only one auth mechanism/ }]);
  });

  it('cannot add a trailer that the request does not announce', async () => {
    const trailers = async (announced: Record<string, string>) => {
      const body = `7\r\nchanged\r\n0\r\nx-amz-checksum-crc32:1R+rMA==\r\n\r\n`;
      const headers = { ...CHUNKED, ...announced };
      const request = await signRequest(keys, { method: 'PUT', path: '/signed/trailers', headers, body }, { service: 's3' });
      return sendRaw(api.port, toHttpText(request));
    };
    expect(errorOf(await trailers({})).code).toBe('MalformedTrailerError');
    expect(errorOf(await trailers({ 'x-amz-trailer': 'x-amz-checksum-crc32' })).code).not.toBe('MalformedTrailerError');
  });
});

describe('a request to another program that the authorization API verifies', () => {
  const header = fc.stringMatching(/^x-amz-[a-z][a-z0-9-]{0,20}$/).filter((name) => name !== PAYLOAD_HASH);
  const added = fc.record({
    service: fc.constantFrom('s3', 'iam', 'sqs', 'execute-api', 'lambda'),
    presigned: fc.boolean(),
    name: fc.oneof(header, fc.constantFrom('x-amz-copy-source', 'x-amz-security-token', 'x-amz-target', 'x-amz-tagging')),
    value: fc.constantFrom('x', '', 'true'),
  });
  const ask = async (signed: object) => {
    const requests = [{ action: 's3:PutObject', resource: 'arn:aws:s3:::elsewhere/1', signed }];
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await fetch(`${api.url}/_gatehouse/authorize`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ requests }),
    });
    return ((await answer.json()) as { results: { decision?: string; error?: { code: string; message: string } }[] }).results[0];
  };

  it('must have all of its headers signed', async () => {
    await fc.assert(
      fc.asyncProperty(added, async ({ service, presigned, name, value }) => {
        const parts = { method: 'PUT', path: '/x', headers: service === 's3' ? UNSIGNED : {}, body: '' };
        const make = presigned ? presignRequest : signRequest;
        const { method, path, query, headers } = await make(keys, parts, { service });
        fc.pre(headers[name] === undefined);
        const told = {
          service,
          method,
          path,
          query: new URLSearchParams(query as Record<string, string>).toString(),
          bodySha256: sha256(''),
        };
        expect(await ask({ ...told, headers })).toMatchObject({ decision: 'Allowed' });
        const { error } = (await ask({ ...told, headers: { ...headers, [name]: value } })) ?? {};
        expect(error?.code).toBe(service === 's3' ? 'AccessDenied' : 'SignatureDoesNotMatch');
      }),
      runs(60),
    );
  });
});
