import { randomUUID } from 'node:crypto';
import { WhoCan } from '../access/who-can/operations';
import type { ResourceKind } from '../core/module/kind';
import type { AnyOperation, InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { encrypt } from '../core/secrets/secrets';
import { rootCaller, testCall } from '../core/test-world';
import type { Database } from '../db/client';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { DescribeInstances } from '../resources/ec2/describe-operations';
import { Instance, imagesIn } from '../resources/ec2/resource';
import { ListKeys } from '../resources/kms/operations';
import { Key } from '../resources/kms/resource';
import { ListBuckets } from '../resources/s3/bucket-operations';
import { ListObjectsV2 } from '../resources/s3/list-operations';
import { GetObject } from '../resources/s3/object-operations';
import { OBJECT_BODY } from '../resources/s3/objects';
import { PutBucketPolicy } from '../resources/s3/policy-operations';
import { Bucket } from '../resources/s3/resource';
import { ListQueues } from '../resources/sqs/operations';
import { Queue } from '../resources/sqs/resource';
import { startAwsApi } from './server/start-aws-api';
import { beside, createAdministrator, type Figure, load, median, signedText } from './testing/load';

const EACH = 10_000;
const OBJECTS = 1_000;
const ROUNDS = 30;
const CONNECTIONS = 4;
const ENDLESS = 200_000;
const REGION = 'us-east-1';
const AT_ONCE = 500;

/** Writes rows of a kind directly, because operations would create them one by one. */
async function fill<Settings extends object>(
  database: Database,
  accountId: string,
  kind: ResourceKind<Settings>,
  nameOf: (index: number) => string,
  settings: Settings,
): Promise<void> {
  const place = { partition: 'aws', region: REGION, accountId } as const;
  const { service, type } = kind;
  for (let from = 0; from < EACH; from += AT_ONCE) {
    const data = Array.from({ length: AT_ONCE }, (_, at) => {
      const name = nameOf(from + at);
      const tags = JSON.stringify([{ Key: 'team', Value: `team-${at % 7}` }]);
      const what = { id: randomUUID(), accountId, region: REGION, service, type, name, arn: kind.arn(place, name), tags };
      return { ...what, settings: JSON.stringify(settings), createdAt: new Date() };
    });
    await transaction(database, (tx) => tx.resource.createMany({ data }));
  }
}

async function fillBucket(database: Database, accountId: string, name: string): Promise<void> {
  const { id } = await database.reader.resource.findUniqueOrThrow({ where: { arn: `arn:aws:s3:::${name}` } });
  const facts = JSON.stringify({ headers: {}, metadata: {}, checksum: { member: 'ChecksumCRC32', value: 'AAAAAA==' } });
  const bodyCipher = encrypt(OBJECT_BODY, Buffer.from('x').toString('base64'));
  const data = Array.from({ length: OBJECTS }, (_, index) => ({
    ...{ accountId, bucketId: id, key: `folder-${index % 20}/object-${index}`, size: 1, etag: '"x"' },
    ...{ modifiedAt: new Date(), tags: '[]', facts, bodyCipher },
  }));
  await transaction(database, (tx) => tx.s3Object.createMany({ data }));
}

/** Returns a policy of the maximum length in S3. */
const longPolicy = (name: string, round: number) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.from({ length: 80 }, (_, index) => ({
      Sid: `s${index}r${round}`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${String(100_000_000_000 + index)}:root` },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/team-${index}/*`],
    })),
  });

/** Measures calls in an account with 10,000 resources of a kind, and the event-loop delay meanwhile. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000' });
  try {
    const { accountId, ...keys } = await createAdministrator(database);
    const ask = async <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, testCall(rootCaller(accountId)), database);
    const hex = (index: number) => index.toString(16).padStart(17, '0');
    const image = imagesIn(REGION)[0]?.id ?? '';
    const now = new Date().toISOString();
    const launched = {
      imageId: image,
      instanceType: 't3.micro',
      reservationId: 'r-1',
      state: 'running',
      changedAt: now,
    } as const;
    await fill(database, accountId, Bucket, (index) => `bench-${index}`, { publicAccessBlock: null, isPublic: false });
    await fill(database, accountId, Key as ResourceKind, () => randomUUID(), { state: 'Enabled' });
    await fill(database, accountId, Queue as ResourceKind, (index) => `queue-${index}`, {});
    await fill(database, accountId, Instance, (index) => `i-${hex(index)}`, launched);
    await fillBucket(database, accountId, 'bench-1');
    const getUser = await signedText(keys, 'GetUser', { UserName: 'administrator' });
    let round = 0;
    const work: Readonly<Record<string, () => Promise<unknown>>> = {
      'ListBuckets, all': () => ask(ListBuckets, {}),
      'ListKeys, a page': () => ask(ListKeys, { Limit: 100 }),
      'ListQueues, a page': () => ask(ListQueues, { MaxResults: 1000 }),
      'DescribeInstances, by tag': () => ask(DescribeInstances, { Filters: [{ Name: 'tag:team', Values: ['team-1'] }] }),
      'DescribeInstances, a page': () => ask(DescribeInstances, { MaxResults: 1000 }),
      'ListObjectsV2, 1,000 keys': () => ask(ListObjectsV2, { Bucket: 'bench-1' }),
      'PutBucketPolicy of 20 KB and the first decision under it': async () => {
        await ask(PutBucketPolicy, { Bucket: 'bench-1', Policy: longPolicy('bench-1', round++) });
        await ask(GetObject, { Bucket: 'bench-1', Key: 'folder-1/object-1' });
      },
      'who can read an object': () => ask(WhoCan, { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bench-1/x' }),
    };
    const figures: Figure[] = [];
    for (const [name, once] of Object.entries(work)) {
      await once();
      const took: number[] = [];
      for (let each = 0; each < ROUNDS; each++) {
        const since = performance.now();
        await once();
        took.push(performance.now() - since);
      }
      const { p99, delay } = await beside((stop) => load(api.port, [getUser], ENDLESS, CONNECTIONS, stop), once);
      figures.push(
        { name: `10,000 resources: ${name}, middle`, value: median(took), unit: 'ms' },
        { name: `10,000 resources: ${name}, longest of ${ROUNDS}`, value: Math.max(...took), unit: 'ms' },
        { name: `10,000 resources: GetUser p99 beside ${name}`, value: p99, unit: 'ms', target: 'under 100' },
        { name: `10,000 resources: longest event-loop delay beside ${name}`, value: delay.maxMs, unit: 'ms', target: 'under 50' },
      );
    }
    return figures;
  } finally {
    await api.close();
    await database.close();
  }
}
