import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createBenchDatabase } from '../db/test-bench-database';
import { startAwsApi } from './server/start-aws-api';
import { createAdministrator, type Figure, type Load, type LoadKeys, load, median, signedText } from './testing/load';
import { signRequest, toHttpText } from './testing/signer';

const CONNECTIONS = 16;
/**
 * The number of rounds. The bare listener and the wire API take turns, so that other load on the machine affects both. Each ratio is the median of
 * the rounds.
 */
const ROUNDS = 5;
const BARE_CALLS = 10_000;
const READS = 4_000;
const CREATES = 800;
const OTHER_READS = 1_500;
const MEMORY_READS = 100_000;

/** Measures signed, authorized and recorded calls against a bare node:http listener in the same process. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000' });
  const bareListener = await startBareListener();
  try {
    const keys = await createAdministrator(database);
    const getUser = await signedText(keys, 'GetUser', { UserName: 'administrator' });
    const createUsers = (round: number) =>
      Promise.all(Array.from({ length: CREATES }, (_, i) => signedText(keys, 'CreateUser', { UserName: `user-${round}-${i}` })));

    await load(bareListener.port, [getUser], 2_000, CONNECTIONS);
    await load(api.port, [getUser], 2_000, CONNECTIONS);
    const { getObject, decrypt } = await kept(api.port, keys);
    const rounds: Record<'bare' | 'read' | 'create' | 'object' | 'decrypt', Load>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await load(bareListener.port, [getUser], BARE_CALLS, CONNECTIONS);
      const read = await load(api.port, [getUser], READS, CONNECTIONS);
      const create = await load(api.port, await createUsers(round), 1, CONNECTIONS);
      const object = await load(api.port, [getObject], OTHER_READS, CONNECTIONS);
      rounds.push({ bare, read, create, object, decrypt: await load(api.port, [decrypt], OTHER_READS, CONNECTIONS) });
    }
    const before = memory();
    await load(api.port, [getUser], MEMORY_READS, CONNECTIONS);
    const growth = memory() - before;
    const of = (figure: (round: (typeof rounds)[number]) => number) => median(rounds.map(figure));
    return [
      { name: 'wire API: bare node:http listener', value: of(({ bare }) => bare.perSecond), unit: 'calls/s' },
      { name: 'wire API: GetUser, 16 connections', value: of(({ read }) => read.perSecond), unit: 'calls/s' },
      {
        name: 'wire API: bare listener / GetUser',
        value: of(({ bare, read }) => bare.perSecond / read.perSecond),
        unit: 'times',
        target: 'under 8',
      },
      { name: 'wire API: GetUser p99', value: of(({ read }) => read.p99), unit: 'ms', target: 'under 50' },
      { name: 'wire API: CreateUser, 16 connections', value: of(({ create }) => create.perSecond), unit: 'calls/s' },
      {
        name: 'wire API: bare listener / CreateUser',
        value: of(({ bare, create }) => bare.perSecond / create.perSecond),
        unit: 'times',
        target: 'under 30',
      },
      { name: 'wire API: CreateUser p99', value: of(({ create }) => create.p99), unit: 'ms', target: 'under 50' },
      { name: 'wire API: S3 GetObject of 1 KiB, 16 connections', value: of(({ object }) => object.perSecond), unit: 'calls/s' },
      {
        name: 'wire API: GetUser / S3 GetObject',
        value: of(({ read, object }) => read.perSecond / object.perSecond),
        unit: 'times',
        target: 'under 2',
      },
      { name: 'wire API: KMS Decrypt, 16 connections', value: of(({ decrypt: { perSecond } }) => perSecond), unit: 'calls/s' },
      {
        name: 'wire API: GetUser / KMS Decrypt',
        value: of(({ read, decrypt: { perSecond } }) => read.perSecond / perSecond),
        unit: 'times',
        target: 'under 2',
      },
      { name: `wire API: memory growth over ${MEMORY_READS.toLocaleString('en')} GetUser calls`, value: growth, unit: 'MB' },
    ];
  } finally {
    await api.close();
    bareListener.close();
    await database.close();
  }
}

/** Creates an object and a ciphertext. Returns the calls that read them. */
async function kept(port: number, keys: LoadKeys): Promise<{ getObject: string; decrypt: string }> {
  const config = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials: keys };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'bench' }));
  await s3.send(new PutObjectCommand({ Bucket: 'bench', Key: 'object', Body: 'x'.repeat(1024) }));
  const kms = new KMSClient(config);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const { CiphertextBlob = new Uint8Array() } = await kms.send(
    new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext: new TextEncoder().encode('secret') }),
  );
  const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const read = await signRequest(keys, { method: 'GET', path: '/bench/object', headers: unsigned }, { service: 's3' });
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.Decrypt' };
  const body = JSON.stringify({ CiphertextBlob: Buffer.from(CiphertextBlob).toString('base64') });
  return { getObject: toHttpText(read), decrypt: toHttpText(await signRequest(keys, { headers, body }, { service: 'kms' })) };
}

/** Starts the baseline, which reads the body and sends an answer as long as GetUser's. */
async function startBareListener(): Promise<{ port: number; close(): void }> {
  const body = 'x'.repeat(700);
  const server = createServer((incoming, response) => {
    incoming.on('data', () => undefined);
    incoming.on('end', () => {
      response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': body.length });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 / 1024;
}
