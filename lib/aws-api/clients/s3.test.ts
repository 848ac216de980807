import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  type PublicAccessBlockConfiguration,
  PutBucketAbacCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  DeletePublicAccessBlockCommand as DeleteAccountBlockCommand,
  GetPublicAccessBlockCommand as GetAccountBlockCommand,
  ListJobsCommand,
  ListTagsForResourceCommand,
  PutPublicAccessBlockCommand as PutAccountBlockCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-s3-control';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../db/transaction';
import { userWith } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { presignRequest, toHttpText } from '../testing/signer';
import { sendRaw } from '../testing/socket';

let api: TestApi;
let owner: Awaited<ReturnType<TestApi['rootKeys']>>;
let s3: S3Client;
let count = 0;
let Bucket: string;
beforeAll(async () => {
  api = await createTestApi();
  owner = await api.rootKeys();
  s3 = api.clients(owner).s3;
});
afterAll(() => api.close());
beforeEach(async () => {
  Bucket = `bucket-${++count}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { name: string; message: string; $metadata: { httpStatusCode: number } }) => ({
      code: error.name,
      status: error.$metadata.httpStatusCode,
      message: error.message,
    }),
  );
const put = (Key: string, Body: string | Uint8Array = Key, client = s3) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body }));
const read = async (Key: string, client = s3) =>
  (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const policy = (Statement: object) =>
  s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
const userClient = async (name: string, ...statements: object[]) => {
  const user = await userWith(api, owner.actor, name, ...statements);
  const { principal } = user.caller;
  return api.clients(await api.keys(user, principal.type === 'User' ? principal.userId : undefined)).s3;
};

describe('buckets', () => {
  it('are created, listed, found and deleted in the requested Region', async () => {
    const Name = `${Bucket}-eu`;
    await s3.send(new CreateBucketCommand({ Bucket: Name, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    const { Buckets } = await s3.send(new ListBucketsCommand({ Prefix: Bucket }));
    expect(Buckets).toMatchObject([
      { Name: Bucket, BucketRegion: 'us-east-1', CreationDate: expect.any(Date) },
      { Name, BucketRegion: 'eu-west-1' },
    ]);
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: Name }))).LocationConstraint).toBe('eu-west-1');
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
    expect(await s3.send(new HeadBucketCommand({ Bucket: Name }))).toMatchObject({ BucketRegion: 'eu-west-1' });
    await s3.send(new DeleteBucketCommand({ Bucket: Name }));
    expect(await failure(s3.send(new HeadBucketCommand({ Bucket: Name })))).toMatchObject({ code: 'NotFound', status: 404 });
  });

  it('have valid names that are unique in the installation', async () => {
    const other = api.clients(await api.rootKeys()).s3;
    expect(await failure(other.send(new CreateBucketCommand({ Bucket })))).toMatchObject({
      code: 'BucketAlreadyExists',
      status: 409,
    });
    for (const name of ['ab', '1.2.3.4', 'xn--a-b', 'a..b'])
      expect(await failure(s3.send(new CreateBucketCommand({ Bucket: name })))).toMatchObject({
        code: 'InvalidBucketName',
        status: 400,
      });
  });

  it('can be created again by their owner in us-east-1 only, without any change', async () => {
    await put('k');
    const TagSet = [{ Key: 'a', Value: '1' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }));
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    await policy(open);
    const state = async () => [
      (await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet,
      (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy,
      (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
      await read('k'),
    ];
    const before = await state();
    expect(await s3.send(new CreateBucketCommand({ Bucket }))).toMatchObject({ Location: `/${Bucket}` });
    expect(await state()).toEqual(before);

    const owned = { code: 'BucketAlreadyOwnedByYou', status: 409 };
    const inRegion = (region: string) => ({ CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } });
    for (const region of ['eu-west-1', 'ap-southeast-2']) {
      const Name = { Bucket: `${Bucket}-${region}`, ...inRegion(region) };
      const there = api.clients(owner, region).s3;
      for (const client of [s3, there])
        await client.send(new CreateBucketCommand({ ...Name, Bucket: `${Name.Bucket}-${client === s3}` }));
      for (const client of [s3, there])
        for (const made of [true, false])
          expect(
            await failure(client.send(new CreateBucketCommand({ ...Name, Bucket: `${Name.Bucket}-${made}` }))),
          ).toMatchObject(owned);
      expect(await failure(s3.send(new CreateBucketCommand({ Bucket: `${Name.Bucket}-true` })))).toMatchObject(owned);
      expect(await failure(there.send(new CreateBucketCommand({ Bucket, ...inRegion(region) })))).toMatchObject(owned);
    }
    const user = await userClient(`makes-${Bucket}`, { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' });
    expect(await failure(user.send(new CreateBucketCommand({ Bucket })))).toMatchObject({ code: 'AccessDenied' });
  });

  it('have tags, and block public access by default', async () => {
    expect(await failure(s3.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject({ code: 'NoSuchTagSet', status: 404 });
    const TagSet = [{ Key: 'a', Value: '<&>' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect(await s3.send(new GetBucketTaggingCommand({ Bucket }))).toMatchObject({ TagSet });
    const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual(all);
  });

  it('return NotImplemented in S3’s format for unavailable operations', async () => {
    const versioning = s3.send(new GetBucketVersioningCommand({ Bucket }));
    expect(await failure(versioning)).toMatchObject({
      code: 'NotImplemented',
      status: 501,
      message: expect.stringMatching(
        /^GetBucketVersioning is not available in Gatehouse\. .+ http:\/\/localhost:3000\/settings\/api-coverage$/,
      ),
    });
    const SSECustomerKey = 'only-the-customer-knows-this-key';
    const encrypted = { Bucket, Key: 'k', Body: 'text', SSECustomerAlgorithm: 'AES256', SSECustomerKey };
    expect(await failure(s3.send(new PutObjectCommand(encrypted)))).toMatchObject({
      code: 'NotImplemented',
      message: expect.stringMatching(/: x-amz-server-side-encryption-customer-algorithm$/),
    });
    const events = JSON.stringify(await api.database.reader.event.findMany({ where: { eventName: 'PutObject' } }));
    expect(events).toContain('sSECustomerKey');
    expect(events).not.toContain(Buffer.from(SSECustomerKey).toString('base64'));
  });
});

describe('objects', () => {
  it('return their stored bytes and metadata', async () => {
    const Body = Uint8Array.from({ length: 5000 }, (_, index) => index % 256);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'ä/b c', Body, ContentType: 'image/png', Metadata: { who: 'me' } }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'ä/b c' }));
    expect(got).toMatchObject({
      ContentType: 'image/png',
      ContentLength: 5000,
      Metadata: { who: 'me' },
      LastModified: expect.any(Date),
    });
    expect(await got.Body?.transformToByteArray()).toEqual(Body);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'ä/b c', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ContentLength: 5000, ETag: got.ETag, ChecksumCRC32: expect.any(String) });
    expect(await failure(s3.send(new GetObjectCommand({ Bucket, Key: 'ä/b c', IfNoneMatch: got.ETag })))).toMatchObject({
      status: 304,
    });
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'ä/b c', Range: 'bytes=10-12' }));
    expect([part.$metadata.httpStatusCode, part.ContentRange, ...((await part.Body?.transformToByteArray()) ?? [])]).toEqual([
      206,
      'bytes 10-12/5000',
      10,
      11,
      12,
    ]);
    expect(await failure(s3.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({
      code: 'NoSuchKey',
      status: 404,
    });
    expect(await failure(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({ status: 404 });
    expect(got.CacheControl).toBeUndefined();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'cached', Body: 'x', CacheControl: 'max-age=60' }));
    expect((await s3.send(new GetObjectCommand({ Bucket, Key: 'cached' }))).CacheControl).toBe('max-age=60');
    expect(await failure(put('large', new Uint8Array(1_048_577)))).toMatchObject({ code: 'EntityTooLarge', status: 400 });
  });

  it('are listed by prefix and delimiter in pages, and deleted together', async () => {
    for (const key of ['a', 'b/1', 'b/2', 'c/1', 'd&']) await put(key);
    const pages = [];
    for (let token: string | undefined; ; ) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken: token }));
      pages.push([page.Contents?.map(({ Key }) => Key) ?? [], page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? []]);
      token = page.NextContinuationToken;
      if (!page.IsTruncated) break;
    }
    expect(pages).toEqual([
      [['a'], ['b/']],
      [['d&'], ['c/']],
    ]);
    expect(await failure(s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({ code: 'BucketNotEmpty', status: 409 });
    const Objects = ['a', 'b/1', 'b/2', 'c/1', 'd&', 'none'].map((Key) => ({ Key }));
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted?.length, Errors]).toEqual([6, undefined]);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });
});

describe('object copies', () => {
  const copy = (more: Partial<CopyObjectCommandInput> = {}, client = s3) =>
    client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${encodeURIComponent('ä b/k')}`, ...more }));
  const original = (more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'ä b/k', Body: 'text', Metadata: { who: 'me' }, Tagging: 'a=1', ...more }));

  it('have only the version null, and refuse other version IDs', async () => {
    await original();
    const version = (VersionId: string) => s3.send(new GetObjectCommand({ Bucket, Key: 'ä b/k', VersionId }));
    expect((await version('null')).ETag).toBeDefined();
    expect(await failure(version('abc'))).toMatchObject({
      code: 'InvalidArgument',
      message: 'Invalid version id specified',
      status: 400,
    });
    expect(await failure(version('a'.repeat(32)))).toMatchObject({ code: 'NoSuchVersion', status: 404 });
    // The AWS CLI sends this member with every copy.
    await copy({ AnnotationDirective: 'EXCLUDE' } as Partial<CopyObjectCommandInput>);
  });

  it('keep metadata and tags, or replace them', async () => {
    const { ETag } = await original();
    expect((await copy()).CopyObjectResult).toMatchObject({ ETag, LastModified: expect.any(Date) });
    const head = (Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(await head('copy')).toMatchObject({ Metadata: { who: 'me' }, TagCount: 1 });
    await copy({ MetadataDirective: 'REPLACE', Metadata: { new: 'x' }, TaggingDirective: 'REPLACE', ContentType: 'text/plain' });
    expect(await head('copy')).toMatchObject({ Metadata: { new: 'x' }, ContentType: 'text/plain' });
    expect((await head('copy')).TagCount).toBeUndefined();
    expect(await read('copy')).toBe('text');
    const itself = { Key: 'ä b/k' };
    expect(await failure(copy(itself))).toMatchObject({ code: 'InvalidRequest', message: expect.stringContaining('illegal') });
    await copy({ ...itself, MetadataDirective: 'REPLACE' });
    for (const [wrong, code] of [
      [{ CopySource: `${Bucket}/none` }, 'NoSuchKey'],
      [{ CopySource: 'no-such-bucket/k' }, 'NoSuchBucket'],
      [{ CopySource: Bucket }, 'InvalidArgument'],
      [{ CopySource: `${Bucket}/copy?versionId=1` }, 'InvalidArgument'],
      [{ CopySource: `${Bucket}/copy?versionId=${'a'.repeat(32)}` }, 'NoSuchVersion'],
      [{ CopySourceIfNoneMatch: ETag }, 'PreconditionFailed'],
      [{ TaggingDirective: 'OTHER' as 'COPY' }, 'InvalidArgument'],
    ] as const)
      expect(await failure(copy(wrong))).toMatchObject({ code });
  });

  it('require permissions on the source and the destination, also for copied tags', async () => {
    await original();
    const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
    const [from, to] = [`arn:aws:s3:::${Bucket}/ä b/*`, `arn:aws:s3:::${Bucket}/copy`];
    const reader = await userClient(`reads-${Bucket}`, allow('s3:Get*', from), allow('s3:ListBucket', '*'));
    expect((await failure(copy({}, reader)))?.message).toContain(`s3:PutObject on resource: "${to}"`);
    const writer = await userClient(`writes-${Bucket}`, allow('s3:Put*', to));
    expect((await failure(copy({}, writer)))?.message).toContain('s3:GetObject on resource');
    const both = [allow('s3:GetObject', from), allow('s3:PutObject', to)];
    const untagged = await userClient(`copies-${Bucket}`, ...both);
    expect((await failure(copy({}, untagged)))?.message).toContain('s3:GetObjectTagging');
    await copy({ TaggingDirective: 'REPLACE' }, untagged);
  });

  it('of another account’s object require its bucket policy', async () => {
    await original({ Tagging: '' });
    const other = await api.rootKeys();
    const theirs = api.clients(other).s3;
    const into = { Bucket: `${Bucket}-theirs` };
    await theirs.send(new CreateBucketCommand(into));
    expect(await failure(copy(into, theirs))).toMatchObject({ code: 'AccessDenied', message: 'Access Denied' });
    await policy({
      Effect: 'Allow',
      Principal: { AWS: other.actor.accountId },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    });
    await copy(into, theirs);
    expect(await (await theirs.send(new GetObjectCommand({ ...into, Key: 'copy' }))).Body?.transformToString()).toBe('text');
  });
});

describe('S3 tags', () => {
  it('of an object apply to policy conditions', async () => {
    await put('k');
    const mine = { StringEquals: { 's3:ExistingObjectTag/team': 'blue' } };
    const reader = await userClient(
      `tags-${Bucket}`,
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: mine },
      {
        Effect: 'Allow',
        Action: 's3:PutObjectTagging',
        Resource: '*',
        Condition: { StringEquals: { 's3:RequestObjectTag/team': 'red' } },
      },
    );
    const tag = (Value: string, client = s3) =>
      client.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging: { TagSet: [{ Key: 'team', Value }] } }));
    expect(await failure(read('k', reader))).toMatchObject({ code: 'AccessDenied' });
    await tag('blue');
    expect(await read('k', reader)).toBe('k');
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }))).TagSet).toEqual([{ Key: 'team', Value: 'blue' }]);
    expect(await failure(tag('blue', reader))).toMatchObject({ code: 'AccessDenied' });
    await tag('red', reader);
    expect(await failure(read('k', reader))).toMatchObject({ code: 'AccessDenied' });
  });

  it('of a bucket apply to conditions once ABAC is enabled, and then use separate operations', async () => {
    await put('k');
    const TagSet = [{ Key: 'team', Value: 'blue' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    const condition = (key: string) => ({ StringEquals: { [`${key}/team`]: 'blue' } });
    const readers = [
      await userClient(`abac-${Bucket}`, {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: condition('aws:ResourceTag'),
      }),
      await userClient(`own-${Bucket}`, {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: condition('s3:BucketTag'),
      }),
    ];
    for (const reader of readers) expect(await failure(read('k', reader))).toMatchObject({ code: 'AccessDenied' });
    await s3.send(new PutBucketAbacCommand({ Bucket, AbacStatus: { Status: 'Enabled' } }));
    for (const reader of readers) expect(await read('k', reader)).toBe('k');
    expect(await failure(s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } })))).toMatchObject({
      code: 'InvalidRequest',
    });
    const { s3control } = api.clients(owner);
    const named = { AccountId: owner.actor.accountId, ResourceArn: `arn:aws:s3:::${Bucket}` };
    await s3control.send(new TagResourceCommand({ ...named, Tags: [{ Key: 'team', Value: 'red' }] }));
    for (const reader of readers) expect(await failure(read('k', reader))).toMatchObject({ code: 'AccessDenied' });
    expect((await s3control.send(new ListTagsForResourceCommand(named))).Tags).toEqual([{ Key: 'team', Value: 'red' }]);
    await s3control.send(new UntagResourceCommand({ ...named, TagKeys: ['team'] }));
    expect(await failure(s3.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject({ code: 'NoSuchTagSet' });
  });
});

describe('S3 authorization', () => {
  it('explains a denial only within the account', async () => {
    await put('k');
    const user = await userClient('reader', { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' });
    expect(await failure(read('k', user))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(
        `is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${Bucket}/k" because no identity-based policy allows`,
      ),
    });
    const stranger = api.clients(await api.rootKeys()).s3;
    expect(await failure(read('k', stranger))).toEqual({ code: 'AccessDenied', status: 403, message: 'Access Denied' });
    // A caller without s3:ListBucket must not learn whether a key exists.
    const getter = await userClient('getter', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    expect(await read('k', getter)).toBe('k');
    expect(await failure(read('none', getter))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket'),
    });
    expect(await failure(user.send(new GetObjectCommand({ Bucket: 'no-such-bucket', Key: 'k' })))).toMatchObject({
      code: 'NoSuchBucket',
      status: 404,
    });
  });

  it('evaluates the bucket policy, cross-account permissions and the listed prefix', async () => {
    await put('k');
    const other = await api.rootKeys();
    await policy({
      Effect: 'Allow',
      Principal: { AWS: other.actor.accountId },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    });
    expect(await read('k', api.clients(other).s3)).toBe('k');
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy ?? '').Statement.Principal).toEqual({ AWS: `arn:aws:iam::${other.actor.accountId}:root` });
    const lister = await userClient('lister', {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: '*',
      Condition: { StringEquals: { 's3:prefix': '' } },
    });
    expect((await lister.send(new ListObjectsV2Command({ Bucket, Prefix: '' }))).KeyCount).toBe(1);
    expect(await failure(lister.send(new ListObjectsV2Command({ Bucket })))).toMatchObject({ code: 'AccessDenied' });
    expect(
      await failure(policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' })),
    ).toMatchObject({
      code: 'MalformedPolicy',
      message: 'Policy has invalid resource',
    });
  });

  it('allows anonymous access only with a public bucket policy and without a public access block', async () => {
    await put('k');
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    const anonymous = (path = `/${Bucket}/k`) =>
      fetch(`${api.url}${path}`).then(async (answer) => [answer.status, await answer.text()]);
    expect(await failure(policy(open))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('BlockPublicPolicy'),
    });
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } }));
    await policy(open);
    expect((await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus).toEqual({ IsPublic: true });
    expect(await anonymous()).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code><Message>Access Denied</Message>'),
    ]);
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }));
    expect(await anonymous()).toEqual([200, 'k']);
    expect(await anonymous(`/${Bucket}`)).toEqual([403, expect.stringContaining('AccessDenied')]);
    expect(await anonymous('/no-such-bucket/k')).toEqual([404, expect.stringContaining('NoSuchBucket')]);
  });

  it('denies external access if the account blocks public access, regardless of bucket settings', async () => {
    await put('k');
    const { s3control } = api.clients(owner);
    const OfAccount = { AccountId: owner.actor.accountId };
    const blocks = (PublicAccessBlockConfiguration: PublicAccessBlockConfiguration) =>
      s3control.send(new PutAccountBlockCommand({ ...OfAccount, PublicAccessBlockConfiguration }));
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    const status = () => fetch(`${api.url}/${Bucket}/k`).then(({ status }) => status);
    expect(await failure(s3control.send(new GetAccountBlockCommand(OfAccount)))).toMatchObject({
      code: 'NoSuchPublicAccessBlockConfiguration',
      status: 404,
    });
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }));
    await blocks({ BlockPublicPolicy: true });
    expect(await failure(policy(open))).toMatchObject({ message: expect.stringContaining('BlockPublicPolicy') });
    await blocks({ RestrictPublicBuckets: true });
    await policy(open);
    expect(await status()).toBe(403);
    expect((await s3control.send(new GetAccountBlockCommand(OfAccount))).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: true,
    });
    await s3control.send(new DeleteAccountBlockCommand(OfAccount));
    expect(await status()).toBe(200);
    const stranger = api.clients(await api.rootKeys()).s3control;
    expect(await failure(stranger.send(new GetAccountBlockCommand(OfAccount)))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
    expect(await failure(s3control.send(new ListJobsCommand(OfAccount)))).toMatchObject({ code: 'NotImplemented', status: 501 });
  });

  it('evaluates each key of DeleteObjects, also if the caller’s account does not enforce policies', async () => {
    await put('k');
    const other = await api.rootKeys();
    const enforcement = (of: { actor: { accountId: string } }, to: 'enforce' | 'off') =>
      transaction(api.database, (tx) => tx.account.update({ where: { id: of.actor.accountId }, data: { enforcement: to } }));
    const Delete = { Objects: [{ Key: 'k' }] };
    await enforcement(other, 'off');
    const { Errors } = await api.clients(other).s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Errors).toMatchObject([{ Key: 'k', Code: 'AccessDenied' }]);
    await enforcement(owner, 'off');
    const body = '<Delete><Object><Key>k</Key></Object></Delete>';
    const answer = await fetch(`${api.url}/${Bucket}?delete`, { method: 'POST', body }).then((given) => given.text());
    await enforcement(owner, 'enforce');
    expect(answer).toContain('<Code>AccessDenied</Code>');
    expect(await read('k')).toBe('k');
  });

  it('accepts a presigned URL until it expires', async () => {
    await put('k');
    const link = async (date: Date, keys: Keys = owner) =>
      sendRaw(
        api.port,
        toHttpText(
          await presignRequest(
            keys,
            { path: `/${Bucket}/k`, headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
            { service: 's3', date, expiresIn: 600 },
          ),
        ),
      );
    expect(await link(new Date())).toMatchObject({ status: 200, body: 'k' });
    expect(await link(new Date(Date.now() - 590_000))).toMatchObject({ status: 200 });
    const old = await fetch(`${api.url}/${Bucket}/k?AWSAccessKeyId=${owner.accessKeyId}&Signature=x&Expires=1`);
    expect([old.status, await old.text()]).toEqual([400, expect.stringContaining('Please use AWS4-HMAC-SHA256')]);
    expect(await link(new Date(Date.now() - 610_000))).toMatchObject({
      status: 403,
      body: expect.stringContaining('Request has expired'),
    });
  });
});
