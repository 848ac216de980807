import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DecryptCommand, EncryptCommand, KMSClient, ReEncryptCommand } from '@aws-sdk/client-kms';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import dynalite from 'dynalite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createProxy } from '../../../docs/recipes/authorization-proxy/proxy.mjs';
import { usesOfS3 } from '../../../docs/recipes/authorization-proxy/s3.mjs';
import type { Actor } from '../../core/test-world';
import { allow, userWith } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

// The recipe of docs/authorization-api.md: an emulator allows every call, and a proxy in front of it asks Gatehouse first.

const TOKEN = 'a-token-of-the-authorization-api';

let api: TestApi;
let account: Actor;
let emulator: Server;
let proxy: Server;
const listen = async (server: Server) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
let guarded: (token?: string) => Promise<string>;
let url: string;
beforeAll(async () => {
  api = await createTestApi({ authorizeToken: TOKEN });
  account = await api.account();
  emulator = dynalite({ createTableMs: 0 });
  const emulatorUrl = await listen(emulator);
  guarded = (token = TOKEN) => {
    proxy = createProxy({ gatehouseUrl: api.url, token, emulatorUrl, accountId: account.accountId, region: 'eu-west-1' });
    return listen(proxy);
  };
  url = await guarded();
});
afterAll(async () => {
  proxy.close();
  emulator.close();
  await api.close();
});

async function client(user: Actor, endpoint = url, keys?: Keys) {
  const { principal } = user.caller;
  const credentials = keys ?? (await api.keys(user, principal.type === 'User' ? principal.userId : undefined));
  return new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
}

const Item = { pk: { S: '1' }, name: { S: 'Ana' } };
const failure = (call: Promise<unknown>) =>
  call.then(
    () => 'allowed',
    (error: Error) => error.name,
  );

const noDeletes = { ...allow('dynamodb:DeleteItem'), Effect: 'Deny' };

it('allows only the calls that the signer’s policies allow', async () => {
  const table = `arn:aws:dynamodb:eu-west-1:${account.accountId}:table/people`;
  const admin = await client(await userWith(api, account, 'admin', allow('dynamodb:*')));
  const reader = await client(await userWith(api, account, 'reader', allow('dynamodb:GetItem', table)));
  await admin.send(
    new CreateTableCommand({
      TableName: 'people',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await expect.poll(() => failure(admin.send(new PutItemCommand({ TableName: 'people', Item })))).toBe('allowed');
  const { Item: found } = await reader.send(new GetItemCommand({ TableName: 'people', Key: { pk: { S: '1' } } }));
  expect(found).toEqual(Item);
  await expect(reader.send(new PutItemCommand({ TableName: 'people', Item }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`is not authorized to perform: dynamodb:PutItem on resource: ${table}`),
  });
  expect(await failure(reader.send(new ListTablesCommand({})))).toBe('AccessDeniedException');
  const keeper = await client(await userWith(api, account, 'keeper', allow('dynamodb:*'), noDeletes));
  const Delete = { TableName: 'people', Key: { pk: { S: '1' } } };
  expect(await failure(keeper.send(new TransactWriteItemsCommand({ TransactItems: [{ Delete }] })))).toBe(
    'AccessDeniedException',
  );
  const elsewhere = { TableName: table.replace('eu-west-1', 'us-east-1'), Item };
  expect(await failure(admin.send(new PutItemCommand(elsewhere)))).toBe('UnknownOperationException');
});

it('refuses an unknown access key, and refuses all calls if the authorization API rejects its token', async () => {
  const admin = await userWith(api, account, 'other-admin', allow('dynamodb:*'));
  const wrong = await client(admin, url, { accessKeyId: 'AKIANOBODYHASTHISKEY', secretAccessKey: 'x'.repeat(40) });
  expect(await failure(wrong.send(new ListTablesCommand({})))).toBe('UnrecognizedClientException');
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const shut = await guarded('another-token-than-it-has');
  expect(await failure((await client(admin, shut)).send(new ListTablesCommand({})))).toBe('InternalServerError');
  expect(told).toHaveBeenCalledOnce();
});

describe('item-level conditions', () => {
  const Own = { pk: { S: 'mine' }, score: { N: '7' }, secret: { S: 'x' } };
  let table: string;
  beforeAll(async () => {
    table = `arn:aws:dynamodb:eu-west-1:${account.accountId}:table/games`;
    const admin = await client(await userWith(api, account, 'games-admin', allow('dynamodb:*')));
    await admin.send(
      new CreateTableCommand({
        TableName: 'games',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'owner', AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byOwner',
            KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await vi.waitFor(() => admin.send(new PutItemCommand({ TableName: 'games', Item: Own })));
  });

  const ACTIONS = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].map(
    (name) => `dynamodb:${name}`,
  );
  const key = (pk: string) => ({ TableName: 'games', Key: { pk: { S: pk } } });
  const query = (pk: string) => ({
    TableName: 'games',
    KeyConditionExpression: '#k = :v',
    ExpressionAttributeNames: { '#k': 'pk' },
    ExpressionAttributeValues: { ':v': { S: pk } },
  });
  const update = { UpdateExpression: 'SET score = :s', ExpressionAttributeValues: { ':s': { N: '1' } } };
  /** The calls about the items with one partition key. */
  const calls = (pk: string) => ({
    GetItem: new GetItemCommand(key(pk)),
    BatchGetItem: new BatchGetItemCommand({ RequestItems: { games: { Keys: [key(pk).Key] } } }),
    Query: new QueryCommand(query(pk)),
    PutItem: new PutItemCommand({ TableName: 'games', Item: { pk: { S: pk } } }),
    UpdateItem: new UpdateItemCommand({ ...key(pk), ...update }),
    BatchWriteItem: new BatchWriteItemCommand({ RequestItems: { games: [{ PutRequest: { Item: { pk: { S: pk } } } }] } }),
    'a part of a transaction': new TransactWriteItemsCommand({ TransactItems: [{ Update: { ...key(pk), ...update } }] }),
    DeleteItem: new DeleteItemCommand(key(pk)),
  });

  it('apply to the leading key in every item operation', async () => {
    const own = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['mine'] } };
    const player = await client(await userWith(api, account, 'player', allow(ACTIONS, [table, `${table}/index/*`], own)));
    const outcome = async (pk: string) => {
      const entries = Object.entries(calls(pk));
      const said: Record<string, string> = {};
      for (const [name, call] of entries) said[name] = await failure(player.send(call as GetItemCommand));
      return said;
    };
    const theirs = await outcome('theirs');
    expect(new Set(Object.values(theirs))).toEqual(new Set(['AccessDeniedException']));
    const { 'a part of a transaction': transaction, ...mine } = await outcome('mine');
    expect(new Set(Object.values(mine))).toEqual(new Set(['allowed']));
    // The emulator has no transactions, so this error shows that the call reached it.
    expect(transaction).not.toBe('AccessDeniedException');
    // The second of the two items belongs to another user.
    const both = { games: { Keys: [key('mine').Key, key('theirs').Key] } };
    expect(await failure(player.send(new BatchGetItemCommand({ RequestItems: both })))).toBe('AccessDeniedException');
    // The index has another leading key. The proxy cannot find its value, so it denies the call.
    const byOwner = { ...query('mine'), IndexName: 'byOwner', ExpressionAttributeNames: { '#k': 'owner' } };
    expect(await failure(player.send(new QueryCommand(byOwner)))).toBe('allowed');
    const unequal = { ...query('mine'), IndexName: 'byOwner', KeyConditionExpression: '#k > :v' };
    expect(await failure(player.send(new QueryCommand(unequal)))).toBe('AccessDeniedException');
  });

  it('apply to attributes', async () => {
    const some = {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'score'] },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES', 'dynamodb:ReturnValues': ['NONE', 'UPDATED_NEW'] },
    };
    const viewer = await client(await userWith(api, account, 'viewer', allow(ACTIONS, table, some)));
    const get = (ProjectionExpression?: string) =>
      failure(viewer.send(new GetItemCommand({ ...key('mine'), ...(ProjectionExpression && { ProjectionExpression }) })));
    expect([await get('pk, score'), await get('pk, secret'), await get()]).toEqual([
      'allowed',
      'AccessDeniedException',
      'AccessDeniedException',
    ]);
    const put = (Item: Record<string, { S: string }>) => failure(viewer.send(new PutItemCommand({ TableName: 'games', Item })));
    expect([await put({ pk: { S: 'a' } }), await put({ pk: { S: 'a' }, secret: { S: 'x' } })]).toEqual([
      'allowed',
      'AccessDeniedException',
    ]);
    const all = new UpdateItemCommand({ ...key('mine'), ...update, ReturnValues: 'ALL_OLD' });
    expect(await failure(viewer.send(all))).toBe('AccessDeniedException');
  });
});

/** Starts an emulator that gives the same answer to every call and records its path and query. */
function acceptAll(contentType: string, answer: string): { server: Server; accepted: string[] } {
  const accepted: string[] = [];
  const server = createServer((request, response) => {
    accepted.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.writeHead(200, { 'content-type': contentType }).end(answer));
  });
  return { server, accepted };
}

/** Starts a proxy in front of an emulator. Both close after the test. */
async function guard(service: 's3' | 'kms', emulated: Server): Promise<string> {
  const emulatorUrl = await listen(emulated);
  const options = {
    gatehouseUrl: api.url,
    token: TOKEN,
    emulatorUrl,
    accountId: account.accountId,
    region: 'eu-west-1',
    service,
  };
  const server = createProxy(options);
  onTestFinished(() => {
    server.close();
    emulated.close();
  });
  return listen(server);
}

/** Returns the client configuration of a user. */
async function configOf(user: Actor, endpoint: string) {
  const { principal } = user.caller;
  const credentials = await api.keys(user, principal.type === 'User' ? principal.userId : undefined);
  return { endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 };
}

describe('the authorization proxy in front of an S3 emulator', () => {
  const bucket = 'arn:aws:s3:::company';
  const start = async (...statements: object[]) => {
    const { server, accepted } = acceptAll('application/xml', '<Result/>');
    const user = await userWith(api, account, `s3-${crypto.randomUUID().slice(0, 8)}`, ...statements);
    const s3 = new S3Client({ ...(await configOf(user, await guard('s3', server))), forcePathStyle: true });
    return { s3, accepted };
  };

  it("enforces AWS's home folder example for list prefixes and objects", async () => {
    const home = { StringLike: { 's3:prefix': ['home/', 'home/ana/*'] } };
    const { s3, accepted } = await start(
      allow('s3:ListAllMyBuckets'),
      allow('s3:ListBucket', bucket, home),
      allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `${bucket}/home/ana/*`),
    );
    const list = (Prefix?: string) => failure(s3.send(new ListObjectsV2Command({ Bucket: 'company', Prefix })));
    expect([await list('home/ana/'), await list('home/'), await list('home/kim/'), await list()]).toEqual([
      'allowed',
      'allowed',
      'AccessDenied',
      'AccessDenied',
    ]);
    expect(await failure(s3.send(new ListBucketsCommand({})))).toBe('allowed');
    const get = (Key: string) => failure(s3.send(new GetObjectCommand({ Bucket: 'company', Key })));
    const put = (Key: string) => failure(s3.send(new PutObjectCommand({ Bucket: 'company', Key, Body: 'x' })));
    expect([await get('home/ana/a b'), await put('home/ana/ä'), await get('home/kim/a'), await put('home/kim/a')]).toEqual([
      'allowed',
      'allowed',
      'AccessDenied',
      'AccessDenied',
    ]);
    // A copy also reads its source. A batch deletes each of its objects.
    const copy = (CopySource: string) =>
      failure(s3.send(new CopyObjectCommand({ Bucket: 'company', Key: 'home/ana/copy', CopySource })));
    expect([await copy('company/home/ana/a'), await copy('company/home/kim/a')]).toEqual(['allowed', 'AccessDenied']);
    const remove = (...keys: string[]) =>
      failure(s3.send(new DeleteObjectsCommand({ Bucket: 'company', Delete: { Objects: keys.map((Key) => ({ Key })) } })));
    expect([await remove('home/ana/a', 'home/ana/&'), await remove('home/ana/a', 'home/kim/a')]).toEqual([
      'allowed',
      'AccessDenied',
    ]);
    expect(accepted.filter((call) => call.includes('kim'))).toEqual([]);
  });

  it('refuses requests that the emulator could parse differently', () => {
    const call = (query: string, body = '', method = 'PUT') =>
      usesOfS3({ method, path: '/company/a', query, headers: {} }, Buffer.from(body));
    expect(call('x-id=PutObject')).toHaveLength(1);
    for (const query of ['x-amz-acl=public-read', 'versionId=1&versionId=2', 'acl', 'tagging&uploads', 'unheard-of'])
      expect([query, call(query)]).toEqual([query, null]);
    const remove = (xml: string) =>
      usesOfS3({ method: 'POST', path: '/company', query: 'delete', headers: {} }, Buffer.from(`<Delete>${xml}</Delete>`));
    const good = '<Object><Key>a</Key></Object>';
    expect(remove(good)).toHaveLength(1);
    for (const more of ['<x:Object><x:Key>b</x:Key></x:Object>', '<Object ><Key >b</Key></Object>', '<!-- -->', '<Key>b</Key>'])
      expect([more, remove(good + more)]).toEqual([more, null]);
  });

  it('authorizes the normalized path that the emulator receives', () => {
    const segment = fc.constantFrom(
      'company',
      'home',
      'a',
      '',
      '.',
      '..',
      '%2e',
      '%2E.',
      '%2e%2E',
      'a%2Fb',
      '%2F',
      'Co',
      'a%20b',
      '..a',
    );
    let asked = 0;
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), fc.constantFrom('GET', 'PUT', 'DELETE'), (segments, method) => {
        const path = `/${segments.join('/')}`;
        const uses = usesOfS3({ method, path, query: '', headers: {} }, Buffer.from(''));
        if (uses === null) return;
        asked += 1;
        expect(new URL(path, 'http://emulator').href).toBe(`http://emulator${path}`);
        const [bucket = ''] = segments;
        const rest = decodeURIComponent(path.slice(1 + bucket.length));
        const resource = path === '/' ? '*' : `arn:aws:s3:::${bucket}${rest === '/' ? '' : rest}`;
        expect(uses.map((use) => use.resource)).toEqual([resource]);
      }),
      { numRuns: 2000 },
    );
    expect(asked).toBeGreaterThan(100);
  });

  it('enforces conditions on upload headers, and denies access by object tags that it does not know', async () => {
    const ours = { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } };
    const tagged = { StringEquals: { 's3:ExistingObjectTag/team': 'red' } };
    const { s3 } = await start(allow('s3:PutObject', `${bucket}/*`, ours), allow('s3:GetObject', `${bucket}/*`, tagged));
    const put = (ServerSideEncryption?: 'aws:kms' | 'AES256') =>
      failure(s3.send(new PutObjectCommand({ Bucket: 'company', Key: 'a', Body: 'x', ServerSideEncryption })));
    expect([await put('aws:kms'), await put('AES256'), await put()]).toEqual(['allowed', 'AccessDenied', 'AccessDenied']);
    expect(await failure(s3.send(new GetObjectCommand({ Bucket: 'company', Key: 'a' })))).toBe('AccessDenied');
  });
});

it("enforces AWS's encryption context example in front of a KMS emulator", async () => {
  const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
  const arn = `arn:aws:kms:eu-west-1:${account.accountId}:key/${KeyId}`;
  const { server } = acceptAll('application/x-amz-json-1.1', JSON.stringify({ KeyMetadata: { KeyId } }));
  const endpoint = await guard('kms', server);
  const department = { StringEquals: { 'kms:EncryptionContext:Department': 'IT' } };
  const user = await userWith(api, account, 'kms-user', allow(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*'], arn, department));
  const kms = new KMSClient(await configOf(user, endpoint));
  const CiphertextBlob = new Uint8Array([1]);
  const encrypt = (EncryptionContext?: Record<string, string>) =>
    failure(kms.send(new EncryptCommand({ KeyId: 'alias/app', Plaintext: CiphertextBlob, EncryptionContext })));
  expect([await encrypt({ Department: 'IT' }), await encrypt({ Department: 'HR' }), await encrypt()]).toEqual([
    'allowed',
    'AccessDeniedException',
    'AccessDeniedException',
  ]);
  const decrypt = (Department: string, key?: string) =>
    failure(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { Department }, ...(key && { KeyId: key }) })));
  expect([await decrypt('IT', KeyId), await decrypt('HR', KeyId)]).toEqual(['allowed', 'AccessDeniedException']);
  // The proxy cannot read the key id from a ciphertext.
  expect(await decrypt('IT')).toBe('UnknownOperationException');
  const again = (from: string, to: string) =>
    failure(
      kms.send(
        new ReEncryptCommand({
          CiphertextBlob,
          SourceKeyId: KeyId,
          SourceEncryptionContext: { Department: from },
          DestinationKeyId: KeyId,
          DestinationEncryptionContext: { Department: to },
        }),
      ),
    );
  expect([await again('IT', 'IT'), await again('IT', 'HR'), await again('HR', 'IT')]).toEqual([
    'allowed',
    'AccessDeniedException',
    'AccessDeniedException',
  ]);
});
