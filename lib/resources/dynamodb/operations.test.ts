import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { allow, userWith } from '../../sts/test-actors';
import { DeleteItem, GetItem, PutItem, Query, Scan } from './item-operations';
import {
  CreateTable,
  DeleteResourcePolicy,
  DeleteTable,
  DescribeTable,
  GetResourcePolicy,
  ListTagsOfResource,
  PutResourcePolicy,
  TagResource,
} from './operations';
import type { AttributeValue } from './values';

const world = await createTestWorld();
afterAll(() => world.close());

const arnOf = ({ accountId }: Actor, name: string) => `arn:aws:dynamodb:us-east-1:${accountId}:table/${name}`;

async function newTable(owner: Actor, TableName: string, sort?: 'S' | 'N' | 'B', more: object = {}): Promise<string> {
  await owner.run(CreateTable, {
    TableName,
    AttributeDefinitions: [
      { AttributeName: 'who', AttributeType: 'S' },
      ...(sort ? [{ AttributeName: 'at', AttributeType: sort }] : []),
    ],
    KeySchema: [{ AttributeName: 'who', KeyType: 'HASH' }, ...(sort ? [{ AttributeName: 'at', KeyType: 'RANGE' as const }] : [])],
    BillingMode: 'PAY_PER_REQUEST',
    ...more,
  });
  return arnOf(owner, TableName);
}

const statement = (Resource: string, Principal: unknown, Action: string | string[], more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Resource, ...more }] });
const shapeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'Success',
    ({ shape }) => shape as string,
  );

describe('a table', () => {
  it('returns items in the order of their sort keys, in pages and from either end', async () => {
    const owner = await world.account();
    await newTable(owner, 'scores', 'N');
    for (const at of ['10', '9', '-1', '2.50', '100'])
      await owner.run(PutItem, { TableName: 'scores', Item: { who: { S: 'ana' }, at: { N: at }, more: { BOOL: true } } });
    await owner.run(PutItem, { TableName: 'scores', Item: { who: { S: 'ben' }, at: { N: '1' } } });
    const ask = async (more: object, KeyConditionExpression = 'who = :w') => {
      const input = { TableName: 'scores', KeyConditionExpression, ExpressionAttributeValues: { ':w': { S: 'ana' } }, ...more };
      const { Items = [], LastEvaluatedKey } = await owner.run(Query, input);
      return { numbers: Items.map(({ at }) => at?.N), last: LastEvaluatedKey };
    };
    expect((await ask({})).numbers).toEqual(['-1', '2.5', '9', '10', '100']);
    // Errors name the unsupported member, not the values that belong to it.
    const filter = { FilterExpression: 'more = :m', ExpressionAttributeValues: { ':w': { S: 'ana' }, ':m': { BOOL: true } } };
    await expect(ask(filter)).rejects.toThrow('FilterExpression is not taken');
    const first = await ask({ Limit: 2, ScanIndexForward: false });
    expect(first).toEqual({ numbers: ['100', '10'], last: { who: { S: 'ana' }, at: { N: '10' } } });
    const rest = await ask({ ScanIndexForward: false, ExclusiveStartKey: first.last });
    expect(rest).toEqual({ numbers: ['9', '2.5', '-1'], last: undefined });
    const values = { ':w': { S: 'ana' }, ':a': { N: '2.5' }, ':b': { N: '10' } };
    // boto3 writes expressions in this form.
    const written = '(#w = :w AND #t BETWEEN :a AND :b)';
    const names = { '#w': 'who', '#t': 'at' };
    expect((await ask({ ExpressionAttributeValues: values, ExpressionAttributeNames: names }, written)).numbers).toEqual([
      '2.5',
      '9',
      '10',
    ]);
    const scanned = await owner.run(Scan, { TableName: 'scores', Limit: 4 });
    const scannedOn = await owner.run(Scan, { TableName: 'scores', ExclusiveStartKey: scanned.LastEvaluatedKey });
    expect([scanned.Count, scannedOn.Count, scannedOn.LastEvaluatedKey]).toEqual([4, 2, undefined]);
    expect(await owner.run(Scan, { TableName: 'scores', Select: 'COUNT' })).toMatchObject({ Count: 6, Items: undefined });
    expect((await owner.run(DescribeTable, { TableName: 'scores' })).Table).toMatchObject({ ItemCount: 6 });
  });

  it('stores one item per key, in any notation of its number, and returns the old item', async () => {
    const owner = await world.account();
    await newTable(owner, 'once', 'N');
    const put = (at: string, note: AttributeValue) =>
      owner.run(PutItem, { TableName: 'once', Item: { who: { S: 'ana' }, at: { N: at }, note }, ReturnValues: 'ALL_OLD' });
    expect((await put('1', { SS: ['a', 'b'] })).Attributes).toBeUndefined();
    expect((await put('0.1e1', { B: new Uint8Array([7]) })).Attributes).toMatchObject({ note: { SS: ['a', 'b'] } });
    const Key = { who: { S: 'ana' }, at: { N: '1.0' } };
    expect((await owner.run(GetItem, { TableName: 'once', Key })).Item).toEqual({
      who: { S: 'ana' },
      at: { N: '1' },
      note: { B: new Uint8Array([7]) },
    });
    const asked = { TableName: 'once', Key, ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': 'at' } };
    expect((await owner.run(GetItem, asked)).Item).toEqual({ at: { N: '1' } });
    await owner.run(DeleteItem, { TableName: 'once', Key });
    expect((await owner.run(GetItem, { TableName: 'once', Key })).Item).toBeUndefined();
  });

  it('refuses invalid input in AWS’s words, and unavailable features in Gatehouse’s words', async () => {
    const owner = await world.account();
    await newTable(owner, 'strict', 'S');
    const put = async (Item: Record<string, AttributeValue>, more: object = {}) =>
      (await owner.fails(PutItem, { TableName: 'strict', Item, ...more })).message;
    const key = { who: { S: 'ana' }, at: { S: 'x' } };
    expect([
      await put({ who: { S: 'ana' } }),
      await put({ who: { N: '1' }, at: { S: 'x' } }),
      await put({ who: { S: '' }, at: { S: 'x' } }),
      await put({ ...key, more: {} }),
      await put({ ...key, more: { S: 'a', N: '1' } }),
      await put({ ...key, more: { N: 'one' } }),
      await put({ ...key, more: { N: '1e126' } }),
      (await put({ ...key, more: { N: `1${'0'.repeat(1000)}1` } })).slice(0, 52),
      await put({ ...key, more: { S: 'x'.repeat(65_536) } }),
      await put(key, { ReturnValues: 'ALL_NEW' }),
      await put(key, { ConditionExpression: 'attribute_not_exists(who)' }),
    ]).toEqual([
      'One or more parameter values were invalid: Missing the key at in the item',
      'One or more parameter values were invalid: Type mismatch for key who expected: S actual: N',
      'One or more parameter values were invalid: The AttributeValue for a key attribute cannot contain an empty string value. Key: who',
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      'The parameter cannot be converted to a numeric value: one',
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
      'The parameter cannot be converted to a numeric value',
      'Item size has exceeded the maximum allowed size',
      'ReturnValues can only be ALL_OLD or NONE',
      'Gatehouse keeps tables to show who may use them, without indexes, streams, filters and conditions: ConditionExpression is not taken.',
    ]);
    const failed = { accountId: owner.accountId, eventName: 'PutItem' };
    const told = (await world.database.reader.event.findMany({ where: failed })).map(({ errorMessage }) => errorMessage);
    expect(told).toContain('The parameter cannot be converted to a numeric value');
    expect(told).not.toContain('The parameter cannot be converted to a numeric value: one');
    const ask = async (KeyConditionExpression: string, values = {}) =>
      (
        await owner.fails(Query, {
          TableName: 'strict',
          KeyConditionExpression,
          ExpressionAttributeValues: { ':w': { S: 'ana' }, ...values },
        })
      ).message;
    expect([
      await ask('at = :w'),
      await ask('who > :w'),
      await ask('who = :w AND color = :c', { ':c': { S: 'x' } }),
      await ask('who = :x'),
      await ask('who = :w', { ':unused': { S: 'x' } }),
      await ask(`who = :w${' '.repeat(4096)}`),
      await ask('who = :w AND'),
      await ask('who = :w', { ':w': { N: '1' } }),
    ]).toEqual([
      'Query condition missed key schema element: who',
      'Query key condition not supported',
      'Query key condition not supported',
      'Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x',
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}',
      'Invalid KeyConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4104',
      'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "who = :w AND"',
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ]);
  });

  it('encrypts items, records only their keys in events, and changes no revision', async () => {
    const owner = await world.account();
    await newTable(owner, 'quiet');
    const { reader } = world.database;
    const revision = async () => (await reader.account.findUniqueOrThrow({ where: { id: owner.accountId } })).revision;
    const before = await revision();
    const Item = { who: { S: 'HushedKey' }, note: { S: 'HushedNote' } };
    for (const ReturnValues of ['NONE', 'ALL_OLD'] as const) await owner.run(PutItem, { TableName: 'quiet', Item, ReturnValues });
    await owner.run(GetItem, { TableName: 'quiet', Key: { who: { S: 'HushedKey' } } });
    expect(await revision()).toBe(before);
    const { accountId } = owner;
    const events = await reader.event.findMany({ where: { accountId, eventName: { in: ['PutItem', 'GetItem'] } } });
    expect(events).toHaveLength(3);
    const rows = await reader.tableItem.findMany({ where: { accountId } });
    expect(JSON.stringify(rows)).not.toMatch(/Hushed/);
    // AWS: CloudTrail shows the keys of items.
    expect(JSON.stringify(events)).toMatch(/HushedKey/);
    expect(JSON.stringify(events)).not.toMatch(/HushedNote/);
    await owner.run(DeleteTable, { TableName: 'quiet' });
    expect(await reader.tableItem.count({ where: { accountId } })).toBe(0);
  });
});

describe('access to a table', () => {
  it('can depend on the partition key, in any notation of its number', async () => {
    const owner = await world.account();
    await newTable(owner, 'own', 'N');
    const own = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] } };
    const ana = await userWith(world, owner, 'ana', allow(['dynamodb:PutItem', 'dynamodb:Query'], '*', own));
    const put = (who: string) => shapeOf(ana.run(PutItem, { TableName: 'own', Item: { who: { S: who }, at: { N: '1' } } }));
    expect([await put('ana'), await put('ben')]).toEqual(['Success', 'AccessDenied']);
    const ask = (who: string) =>
      shapeOf(
        ana.run(Query, {
          TableName: 'own',
          KeyConditionExpression: 'who = :w',
          ExpressionAttributeValues: { ':w': { S: who } },
        }),
      );
    expect([await ask('ana'), await ask('ben')]).toEqual(['Success', 'AccessDenied']);
    await owner.run(CreateTable, {
      TableName: 'numbers',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const one = { StringEquals: { 'dynamodb:LeadingKeys': '1' } };
    const ben = await userWith(world, owner, 'ben', allow('dynamodb:*'), {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: one,
    });
    const get = (N: string) => shapeOf(ben.run(GetItem, { TableName: 'numbers', Key: { id: { N } } }));
    expect([await get('1'), await get('01.0'), await get('2')]).toEqual(['AccessDenied', 'AccessDenied', 'Success']);
  });

  it('can depend on the requested attributes, and on whether all are requested', async () => {
    const owner = await world.account();
    await newTable(owner, 'parts');
    const Condition = {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['who', 'title'] },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES', 'dynamodb:ReturnValues': 'NONE' },
    };
    const ana = await userWith(world, owner, 'ana', allow('dynamodb:*Item', '*', Condition));
    const Key = { who: { S: 'ana' } };
    const get = (more: object) => shapeOf(ana.run(GetItem, { TableName: 'parts', Key, ...more }));
    const put = (more: object, also: object = {}) =>
      shapeOf(ana.run(PutItem, { TableName: 'parts', Item: { ...Key, ...more }, ...also }));
    expect([
      await get({ ProjectionExpression: 'title' }),
      await get({ AttributesToGet: ['salary'] }),
      await get({}),
      await put({ title: { S: 'x' } }),
      await put({ salary: { N: '1' } }),
      await put({}, { ReturnValues: 'ALL_OLD' }),
    ]).toEqual(['Success', 'AccessDenied', 'AccessDenied', 'Success', 'AccessDenied', 'AccessDenied']);
  });

  it('from another account needs both policies and the table’s ARN, and cannot be public', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const ResourceArn = await newTable(owner, 'shared');
    const able = await userWith(world, guest, 'able', allow('dynamodb:*'));
    const unable = await userWith(world, guest, 'unable', allow('s3:*'));
    const put = (actor: Actor) => shapeOf(actor.run(PutItem, { TableName: ResourceArn, Item: { who: { S: 'x' } } }));
    expect(await put(able)).toBe('AccessDenied');
    const Policy = statement(ResourceArn, { AWS: guest.accountId }, 'dynamodb:*');
    await owner.run(PutResourcePolicy, { ResourceArn, Policy });
    expect([await put(able), await put(unable)]).toEqual(['Success', 'AccessDenied']);
    expect(await shapeOf(able.run(PutItem, { TableName: 'shared', Item: { who: { S: 'x' } } }))).toBe(
      'ResourceNotFoundException',
    );
    expect(await shapeOf(able.run(GetResourcePolicy, { ResourceArn }))).toBe('AccessDenied');
    await able.run(TagResource, { ResourceArn, Tags: [{ Key: 'from', Value: 'guest' }] });
    expect((await owner.run(ListTagsOfResource, { ResourceArn })).Tags).toEqual([{ Key: 'from', Value: 'guest' }]);
    const open = statement(ResourceArn, '*', 'dynamodb:GetItem');
    expect((await owner.fails(PutResourcePolicy, { ResourceArn, Policy: open })).message).toContain('public access');
    const other = await newTable(guest, 'shared');
    const none = { TableName: other.replace(/shared$/, 'none'), Item: { who: { S: 'x' } } };
    expect(await shapeOf((await userWith(world, owner, 'peeker', allow('*'))).run(PutItem, none))).toBe('AccessDenied');
  });

  it('reveals to another account neither the table nor the name of its key', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const TableName = await newTable(owner, 'hidden');
    const get = (table: string, who: AttributeValue) => shapeOf(guest.run(GetItem, { TableName: table, Key: { who } }));
    for (const table of [TableName, arnOf(owner, 'missing')])
      expect([await get(table, { S: 'ana' }), await get(table, { N: 'one' })]).toEqual(['AccessDenied', 'ValidationError']);
    const traces = await world.database.reader.decisionTrace.findMany({ where: { accountId: guest.accountId } });
    expect(traces).toHaveLength(2);
    expect(JSON.stringify(traces)).not.toContain('LeadingKeys');
  });

  it('is granted to users by unique ID, with a policy revision, and a lockout needs confirmation', async () => {
    const owner = await world.account();
    const ResourceArn = await newTable(owner, 'locked');
    const user = await userWith(world, owner, 'ana');
    const Policy = statement(ResourceArn, { AWS: user.arn }, 'dynamodb:GetItem');
    const { RevisionId } = await owner.run(PutResourcePolicy, { ResourceArn, Policy, ExpectedRevisionId: 'NO_POLICY' });
    expect(await owner.run(GetResourcePolicy, { ResourceArn })).toEqual({ Policy, RevisionId });
    const stored = await world.database.reader.resource.findUniqueOrThrow({ where: { arn: ResourceArn } });
    expect(stored.policy).toContain('AIDA');
    expect((await owner.run(PutResourcePolicy, { ResourceArn, Policy })).RevisionId).toBe(RevisionId);
    const denied = statement(ResourceArn, { AWS: owner.accountId }, 'dynamodb:*', { Effect: 'Deny' });
    expect((await owner.fails(PutResourcePolicy, { ResourceArn, Policy: denied })).message).toContain('keep you from changing');
    const knowing = { ExpectedRevisionId: RevisionId, ConfirmRemoveSelfResourceAccess: true };
    await owner.run(PutResourcePolicy, { ResourceArn, Policy: denied, ...knowing });
    expect(await shapeOf(owner.run(DeleteResourcePolicy, { ResourceArn }))).toBe('AccessDenied');
  });

  it('is refused for policies about other resources, in DynamoDB’s words', async () => {
    const owner = await world.account();
    const ResourceArn = await newTable(owner, 'ruled');
    const put = async (Policy: string) => (await owner.fails(PutResourcePolicy, { ResourceArn, Policy })).message;
    const own = { AWS: owner.accountId };
    expect([
      await put(statement(`${ResourceArn}/stream/2026-01-01T00:00:00.000`, own, 'dynamodb:GetItem')),
      await put(statement(ResourceArn, own, 's3:GetObject')),
      await put(statement(ResourceArn, { AWS: `arn:aws:iam::${owner.accountId}:user/none` }, 'dynamodb:GetItem')),
      await put(' '.repeat(20_481)),
      await put('{'),
    ]).toEqual([
      `One or more parameter values were invalid: Invalid policy document: The relative-id "table/ruled/stream/2026-01-01T00:00:00.000" is invalid for ARN "${ResourceArn}/stream/2026-01-01T00:00:00.000"`,
      'One or more parameter values were invalid: Invalid policy document: The following action names are invalid: "s3:GetObject"',
      `One or more parameter values were invalid: Invalid principal in policy: arn:aws:iam::${owner.accountId}:user/none`,
      'One or more parameter values were invalid: Maximum policy size of 20480 bytes exceeded',
      'One or more parameter values were invalid: Invalid policy document: This policy contains invalid Json',
    ]);
    await owner.run(PutResourcePolicy, { ResourceArn, Policy: statement(`${ResourceArn}/index/*`, own, 'dynamodb:Query') });
  });
});
