import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createProxy } from '../../../docs/recipes/door-proxy/proxy.mjs';
import type { Actor } from '../../core/test-world';
import { allow, userWith } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

// The recipe of docs/door.md: an emulator that lets everybody do everything, with a proxy in front of it that asks Gatehouse first.

const TOKEN = 'a-token-for-the-door';

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
