import { once } from 'node:events';
import type { Server } from 'node:http';
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
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProxy } from '../../../docs/recipes/authorization-proxy/proxy.mjs';
import type { Actor } from '../../core/test-world';
import { allow, userWith } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

// The recipe of docs/authorization-api.md: an emulator that lets everybody do everything, with a proxy in front of it that asks Gatehouse first.

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

it('lets through what the policies of whoever signed allow, and nothing else', async () => {
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

it('lets through nobody whose signature proves nothing, and nobody at all while Gatehouse does not answer', async () => {
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
  /** The calls that are about the items of one partition key. */
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

  it('hold for the leading key, in every call about items', async () => {
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
    // The emulator has no transactions: the call came through to it.
    expect(transaction).not.toBe('AccessDeniedException');
    // One item of two is somebody else's.
    const both = { games: { Keys: [key('mine').Key, key('theirs').Key] } };
    expect(await failure(player.send(new BatchGetItemCommand({ RequestItems: both })))).toBe('AccessDeniedException');
    // The leading key of an index is another: what cannot be told lets nobody in.
    const byOwner = { ...query('mine'), IndexName: 'byOwner', ExpressionAttributeNames: { '#k': 'owner' } };
    expect(await failure(player.send(new QueryCommand(byOwner)))).toBe('allowed');
    const unequal = { ...query('mine'), IndexName: 'byOwner', KeyConditionExpression: '#k > :v' };
    expect(await failure(player.send(new QueryCommand(unequal)))).toBe('AccessDeniedException');
  });

  it('hold for attributes', async () => {
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
