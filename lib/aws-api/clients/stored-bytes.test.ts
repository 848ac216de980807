import { CreateUserCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { GetAccountSettings } from '../../account/settings-operations';
import { setQuotas } from '../../core/quotas';
import { PRESETS } from '../../settings/quotas.mjs';
import { createTestApi, type TestApi } from '../testing/api';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
afterEach(() => setQuotas(null));

const MEBIBYTE = 1_048_576;
const body = (mebibytes: number) => new Uint8Array(mebibytes * MEBIBYTE);
const rejected = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { name: string; $metadata: { httpStatusCode: number } }) => [error.name, error.$metadata.httpStatusCode],
  );

it('the quota of an account stops only the account that fills its buckets', async () => {
  setQuotas({ ...PRESETS.current, StoredMebibytesPerAccount: 3 });
  const owner = await api.rootKeys();
  const { s3, sqs, iam } = api.clients(owner);
  const put = (Key: string, mebibytes: number, client: S3Client = s3, Bucket = 'filled') =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: body(mebibytes) }));
  await s3.send(new CreateBucketCommand({ Bucket: 'filled' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'queue' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'before' }));

  const outcomes: unknown[] = [];
  for (let count = 0; count < 8; count += 1) outcomes.push(await rejected(put(`object-${count}`, 0.6)));
  expect(outcomes).toEqual([null, null, null, null, ...Array(4).fill(['InvalidRequest', 400])]);
  const { StoredData } = await owner.actor.run(GetAccountSettings, {});
  expect(StoredData.quota).toBe(3 * MEBIBYTE);
  expect(StoredData.bytes).toBeGreaterThan(2.4 * MEBIBYTE);
  expect(StoredData.bytes).toBeLessThanOrEqual(StoredData.quota);

  // Other services can still store up to the quota. Reading, replacing and deleting always work.
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'small' }));
  const sent: unknown[] = [];
  for (let count = 0; count < 4; count += 1)
    sent.push(await rejected(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(200_000) }))));
  expect(sent).toEqual([null, null, null, ['OverLimit', 403]]);
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages?.length).toBeGreaterThan(0);
  expect((await s3.send(new ListObjectsV2Command({ Bucket: 'filled' }))).KeyCount).toBe(4);
  expect((await s3.send(new GetObjectCommand({ Bucket: 'filled', Key: 'object-3' }))).ContentLength).toBe((0.6 * MEBIBYTE) | 0);
  await put('object-0', 0.6);
  await put('object-0', 0.1);
  await put('object-4', 0.4);
  await s3.send(new DeleteObjectCommand({ Bucket: 'filled', Key: 'object-1' }));
  await put('object-5', 0.5);
  await iam.send(new CreateUserCommand({ UserName: 'maria' }));

  const other = await api.rootKeys();
  const others = api.clients(other).s3;
  await others.send(new CreateBucketCommand({ Bucket: 'others' }));
  await put('object', 1, others, 'others');
});

it('the quota of the installation stops writes of all accounts, and allows deletes', async () => {
  const [one, other] = [await api.rootKeys(), await api.rootKeys()];
  const [first, second] = [api.clients(one).s3, api.clients(other).s3];
  await first.send(new CreateBucketCommand({ Bucket: 'first' }));
  await second.send(new CreateBucketCommand({ Bucket: 'second' }));
  const put = (client: S3Client, Bucket: string, Key: string) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: body(1) }));
  await put(first, 'first', 'a');
  setQuotas({ ...PRESETS.current, StoredMebibytesPerInstallation: 1 });
  expect(await rejected(put(second, 'second', 'a'))).toEqual(['InvalidRequest', 400]);
  expect(await rejected(put(first, 'first', 'b'))).toEqual(['InvalidRequest', 400]);
  await first.send(new DeleteObjectCommand({ Bucket: 'first', Key: 'a' }));
});
