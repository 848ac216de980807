import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { applyMigrations } from '../../prisma/migrate';
import { createAccount } from '../account/create-account';
import { ACCESS_KEY_SECRET } from '../core/credentials';
import { newAccessKeyId, newIamId, newSecretAccessKey } from '../core/ids';
import { encrypt } from '../core/secrets';
import { type Database, openDatabase } from '../db/client';
import { transaction } from '../db/transaction';
import { startAwsApi } from './start-aws-api';
import { queryCall, signRequest, toHttpText } from './test-signer';

type Figure = { name: string; value: number; unit: string; target?: string };
type Load = { perSecond: number; p99: number; answered: number; statuses: Record<string, number> };

const CONNECTIONS = 16;
/** Bare listener and wire API take turns, so that whatever else the machine does meets both; each ratio is the median of the rounds. */
const ROUNDS = 5;
const BARE_CALLS = 10_000;
const READS = 4_000;
const CREATES = 800;
const MEMORY_READS = 100_000;

/** Signed, authorized and recorded calls against what a bare node:http listener answers in the same process and run. */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const url = `file:${join(folder, 'bench.db')}`;
  await applyMigrations(url);
  const database = await openDatabase(url);
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000' });
  const bareListener = await startBareListener();
  try {
    const keys = await administrator(database);
    const signed = async (action: string, parameters: Record<string, string>) =>
      toHttpText(await signRequest(keys, queryCall(action, parameters)));
    const getUser = await signed('GetUser', { UserName: 'administrator' });
    const createUsers = (round: number) =>
      Promise.all(Array.from({ length: CREATES }, (_, i) => signed('CreateUser', { UserName: `user-${round}-${i}` })));

    await load(bareListener.port, [getUser], 2_000);
    await load(api.port, [getUser], 2_000);
    const rounds: { bare: Load; read: Load; create: Load }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await load(bareListener.port, [getUser], BARE_CALLS);
      const read = await load(api.port, [getUser], READS);
      const create = await load(api.port, await createUsers(round), 1);
      rounds.push({ bare, read, create });
    }
    const before = memory();
    await load(api.port, [getUser], MEMORY_READS);
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
      { name: `wire API: memory growth over ${MEMORY_READS.toLocaleString('en')} GetUser calls`, value: growth, unit: 'MB' },
    ];
  } finally {
    await api.close();
    bareListener.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** A user with AdministratorAccess, as the quick start has it. */
async function administrator(database: Database) {
  const keys = { accessKeyId: newAccessKeyId('AKIA'), secretAccessKey: newSecretAccessKey() };
  await transaction(database, async (tx) => {
    const now = new Date();
    const { id: accountId } = await createAccount(tx, { name: 'bench', email: 'bench@example.com', now });
    const userId = newIamId('AIDA');
    await tx.user.create({
      data: { id: userId, accountId, name: 'administrator', nameKey: 'administrator', path: '/', createdAt: now },
    });
    await tx.policyAttachment.create({
      data: {
        entityId: userId,
        policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        entityType: 'User',
        accountId,
        createdAt: now,
      },
    });
    const secretCipher = encrypt(ACCESS_KEY_SECRET, keys.secretAccessKey);
    await tx.accessKey.create({
      data: { id: keys.accessKeyId, accountId, userId, secretCipher, status: 'Active', createdAt: now },
    });
  });
  return keys;
}

/** The yardstick: reads the body and answers as much as GetUser does. */
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

async function load(port: number, requests: readonly string[], repeat: number): Promise<Load> {
  const worker = new Worker(new URL('./load-generator.mjs', import.meta.url), {
    workerData: { port, connections: CONNECTIONS, requests, repeat },
    execArgv: [],
  });
  const figures = await new Promise<Load>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await worker.terminate();
  if (figures.statuses['200'] !== figures.answered)
    throw new Error(`not every call was answered 200: ${JSON.stringify(figures.statuses)}`);
  return figures;
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 / 1024;
}
