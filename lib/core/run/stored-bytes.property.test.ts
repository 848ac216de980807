import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deleteAllRows } from '../../db/delete-all-rows';
import { Prisma } from '../../db/generated/sqlite/client';
import { transaction } from '../../db/transaction';
import { CreateRole } from '../../iam/role/operations';
import { DeleteItem, PutItem } from '../../resources/dynamodb/item-operations';
import { CreateTable } from '../../resources/dynamodb/operations';
import { CreateKey } from '../../resources/kms/operations';
import { CreateFunction, UpdateFunctionConfiguration } from '../../resources/lambda/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { CopyObject } from '../../resources/s3/copy-operations';
import { DeleteObject, PutObject, PutObjectTagging } from '../../resources/s3/object-operations';
import { CreateSecret } from '../../resources/secretsmanager/operations';
import { PutSecretValue } from '../../resources/secretsmanager/value-operations';
import { Publish } from '../../resources/sns/message-operations';
import { CreateTopic } from '../../resources/sns/operations';
import { SendMessage } from '../../resources/sqs/message-operations';
import { CreateQueue, DeleteQueue } from '../../resources/sqs/operations';
import { PRESETS } from '../../settings/quotas.mjs';
import { RestoreSnapshot, SaveSnapshot } from '../../snapshot/operations';
import { removeAccounts } from '../../snapshot/remove-accounts';
import { fillAccount } from '../../snapshot/test-scene';
import type { AwsError } from '../errors';
import { setQuotas } from '../quotas';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../test-world';
import { storedBytesOf, storedBytesOfInstallation } from './stored-bytes';

// Law: the stored count equals the sum over the rows, after any writes and deletions.

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
afterEach(() => setQuotas(null));

const MEBIBYTE = 1_048_576;
const length = (text: string | null) => Buffer.byteLength(text ?? '');
const sealed = (text: string) => Math.floor((text.length * 3) / 4);

/** Returns the stored bytes of each account, added up row by row without SQL. */
async function addUp(): Promise<Map<string, number>> {
  const db = world.database.reader;
  const sums = new Map<string, number>();
  const add = (owner: string, bytes: number) => sums.set(owner, (sums.get(owner) ?? 0) + bytes);
  for (const row of await db.s3Object.findMany())
    add(row.accountId, row.size + length(row.key) + length(row.tags) + length(row.facts));
  for (const row of await db.tableItem.findMany()) add(row.accountId, row.size);
  for (const row of await db.secretVersion.findMany()) add(row.accountId, sealed(row.valueCipher));
  for (const row of await db.topicMessage.findMany()) add(row.accountId, sealed(row.contentCipher));
  for (const row of await db.queueMessage.findMany()) add(row.accountId, sealed(row.contentCipher));
  for (const row of await db.functionVariables.findMany()) add(row.accountId, sealed(row.variablesCipher));
  for (const row of await db.resource.findMany())
    add(row.accountId, length(row.name) + length(row.policy) + length(row.tags) + length(row.settings));
  for (const row of await db.shellFile.findMany()) add(row.accountId, row.size + length(row.path));
  for (const row of await db.snapshot.findMany()) add(row.owner, row.data.length);
  return sums;
}

async function expectCounted(): Promise<void> {
  const sums = await addUp();
  const rows = await world.database.reader.storedBytes.findMany();
  const counted = new Map(rows.map(({ owner, bytes }) => [owner, bytes]));
  const total = [...sums.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(counted.get('everything') ?? 0).toBe(total);
  counted.delete('everything');
  expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(sums));
}

const NAMES = ['a', 'b', 'ü/c'] as const;
type Step = { what: (typeof STEPS)[number]; name: (typeof NAMES)[number]; text: string };
const STEPS = ['put', 'copy', 'tag', 'remove', 'send', 'publish', 'item', 'dropItem', 'secret', 'variables', 'queue'] as const;

const bucketOf = ({ accountId }: Actor) => `bytes-${accountId}`;
const queueOf = ({ accountId }: Actor) => `http://sqs.us-east-1.localhost/${accountId}/queue`;
const topicOf = ({ accountId }: Actor) => `arn:aws:sns:us-east-1:${accountId}:topic`;

async function take(actor: Actor, { what, name, text }: Step): Promise<unknown> {
  const [Bucket, QueueUrl, TopicArn, TableName] = [bucketOf(actor), queueOf(actor), topicOf(actor), 'table'];
  const key = { id: { S: name } };
  switch (what) {
    case 'put':
      return actor.run(PutObject, {
        Bucket,
        Key: name,
        Body: Buffer.from(text),
        Metadata: { word: name === 'a' ? 'x' : 'longer' },
      });
    case 'copy':
      return actor.run(CopyObject, { Bucket, Key: `${name}-copy`, CopySource: `${Bucket}/${encodeURIComponent(name)}` });
    case 'tag':
      return actor.run(PutObjectTagging, {
        Bucket,
        Key: name,
        Tagging: { TagSet: [{ Key: 'k', Value: 'v'.repeat(text.length % 200) }] },
      });
    case 'remove':
      return actor.run(DeleteObject, { Bucket, Key: name });
    case 'send':
      return actor.run(SendMessage, { QueueUrl, MessageBody: text || 'none' });
    case 'publish':
      return actor.run(Publish, { TopicArn, Message: text || 'none' });
    case 'item':
      return actor.run(PutItem, { TableName, Item: { ...key, text: { S: text } } });
    case 'dropItem':
      return actor.run(DeleteItem, { TableName, Key: key });
    case 'secret':
      return actor.run(PutSecretValue, { SecretId: 'secret', SecretString: text || 'none' });
    case 'variables':
      return actor.run(UpdateFunctionConfiguration, { FunctionName: 'function', Environment: { Variables: { text } } });
    case 'queue':
      await actor.run(DeleteQueue, { QueueUrl });
      return actor.run(CreateQueue, { QueueName: 'queue' });
  }
}

async function furnish(actor: Actor): Promise<void> {
  await actor.run(CreateBucket, { Bucket: bucketOf(actor) });
  await actor.run(CreateQueue, { QueueName: 'queue' });
  await actor.run(CreateTopic, { Name: 'topic' });
  await actor.run(CreateTable, {
    TableName: 'table',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
  await actor.run(CreateSecret, { Name: 'secret', SecretString: 'first' });
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
  await actor.run(CreateRole, { RoleName: 'runs-functions', AssumeRolePolicyDocument });
  await actor.run(CreateFunction, functionOf(actor, 'function'));
}

function functionOf({ accountId }: Actor, FunctionName: string) {
  const Role = `arn:aws:iam::${accountId}:role/runs-functions`;
  const Code = { ZipFile: new Uint8Array([80, 75, 5, 6]) };
  return { FunctionName, Role, Code, Runtime: 'nodejs22.x' as const, Handler: 'index.handler' };
}

const step = fc.record({
  what: fc.constantFrom(...STEPS),
  name: fc.constantFrom(...NAMES),
  text: fc.string({ maxLength: 3000, unit: 'grapheme' }),
});

describe('the count of stored bytes', () => {
  it('equals the recomputed sum after random writes of two accounts, and after one is removed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const actors = [await world.account(), await world.account()];
        for (const actor of actors) await furnish(actor);
        // A failed step stores nothing.
        for (const [at, one] of steps.entries()) await take(actors[at % 2] as Actor, one).catch(() => undefined);
        await expectCounted();
        const gone = actors[0]?.accountId ?? '';
        await transaction(world.database, (tx) => removeAccounts(tx, [gone], TEST_NOW));
        await expectCounted();
        expect((await storedBytesOf(world.database.reader, gone)).bytes).toBe(0);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('is correct for every kind of data, after a snapshot, its restore and a reset', async () => {
    const actor = await world.account();
    await fillAccount(actor, 'one');
    await expectCounted();
    await actor.run(SaveSnapshot, { Name: 'full' });
    const { bytes } = await storedBytesOf(world.database.reader, actor.accountId);
    await furnish(actor);
    await actor.run(RestoreSnapshot, { Name: 'full' });
    await expectCounted();
    expect((await storedBytesOf(world.database.reader, actor.accountId)).bytes).toBe(bytes);
    await transaction(world.database, (tx) => deleteAllRows(tx, world.database.provider, ['Snapshot', 'Installation']));
    await expectCounted();
    const all = Object.values(Prisma.ModelName);
    await transaction(world.database, (tx) =>
      deleteAllRows(
        tx,
        world.database.provider,
        all.filter((name) => name !== 'Snapshot'),
      ),
    );
    expect((await storedBytesOfInstallation(world.database.reader)).bytes).toBe(0);
  }, 60_000);
});

describe('the quota of stored bytes', () => {
  const body = (mebibytes: number) => Buffer.alloc(mebibytes * MEBIBYTE);
  const put = (Key: string, mebibytes = 0.5) => ({ Key, Body: body(mebibytes) });

  it('is not exceeded by concurrent writes of one or two accounts', async () => {
    setQuotas({ ...PRESETS.current, StoredMebibytesPerAccount: 1 });
    const one = await world.account();
    await furnish(one);
    const Bucket = bucketOf(one);
    const settled = await Promise.allSettled(['a', 'b', 'c', 'd'].map((Key) => one.run(PutObject, { Bucket, ...put(Key, 0.4) })));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const { bytes } = await storedBytesOfInstallation(world.database.reader);
    const other = await world.account();
    await furnish(other);
    const room = Math.floor(bytes / MEBIBYTE) + 1;
    setQuotas({ ...PRESETS.current, StoredMebibytesPerInstallation: room });
    await Promise.allSettled(
      [one, other].flatMap((actor) =>
        ['e', 'f'].map((Key) => actor.run(PutObject, { Bucket: bucketOf(actor), ...put(Key, 0.7) })),
      ),
    );
    const after = await storedBytesOfInstallation(world.database.reader);
    expect(after.bytes).toBeLessThanOrEqual(room * MEBIBYTE);
  }, 60_000);

  const long = 'x'.repeat(2000);
  const REFUSED: [code: string, (actor: Actor) => Promise<AwsError>][] = [
    ['OverLimit', (actor) => actor.fails(SendMessage, { QueueUrl: queueOf(actor), MessageBody: long })],
    ['InvalidParameterException', (actor) => actor.fails(Publish, { TopicArn: topicOf(actor), Message: long })],
    [
      'LimitExceededException',
      (actor) => actor.fails(PutItem, { TableName: 'table', Item: { id: { S: 'a' }, text: { S: long } } }),
    ],
    ['LimitExceededException', (actor) => actor.fails(PutSecretValue, { SecretId: 'secret', SecretString: long })],
    ['InvalidRequest', (actor) => actor.fails(PutObject, { Bucket: bucketOf(actor), Key: 'new', Body: Buffer.from('a') })],
    ['LimitExceededException', (actor) => actor.fails(SaveSnapshot, { Name: 'new' })],
    ['CodeStorageExceededException', (actor) => actor.fails(CreateFunction, functionOf(actor, 'other'))],
    ['LimitExceededException', (actor) => actor.fails(CreateKey, {})],
  ];

  it.each(REFUSED)('is reported as %s, and allows everything to be made smaller', async (code, refused) => {
    const actor = await world.account();
    await furnish(actor);
    const Bucket = bucketOf(actor);
    await actor.run(PutObject, { Bucket, ...put('large', 0.9) });
    await actor.run(PutObject, { Bucket, ...put('larger', 0.9) });
    setQuotas({ ...PRESETS.current, StoredMebibytesPerAccount: 1 });
    const failed = await refused(actor);
    expect([failed.shape, failed.message]).toEqual([
      code,
      "The account would store more than 1 MiB. Delete what is not needed any more, then try again. The quota StoredMebibytesPerAccount is 1. Gatehouse's setting QUOTAS raises StoredMebibytesPerAccount, up to 100,000.",
    ]);
    await expectCounted();
    // The account is still over its quota, but stores less than before.
    await actor.run(PutObject, { Bucket, ...put('larger', 0.8) });
    await actor.run(DeleteObject, { Bucket, Key: 'large' });
    await actor.run(SendMessage, { QueueUrl: queueOf(actor), MessageBody: long });
  });
});
