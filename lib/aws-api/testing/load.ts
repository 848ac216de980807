import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { createAccount } from '../../account/create-account';
import { newAccessKeyId, newIamId, newSecretAccessKey } from '../../core/ids';
import { ACCESS_KEY_SECRET } from '../../core/secrets/credentials';
import { encrypt } from '../../core/secrets/secrets';
import { measureLoopDelay } from '../../core/work/loop-delay';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { queryCall, signRequest, toHttpText } from './signer';

/** A line that `npm run bench` prints. A missed `target` does not fail the run. */
export type Figure = { name: string; value: number; unit: string; target?: string };

export type Load = { perSecond: number; p50: number; p99: number; answered: number; statuses: Record<string, number> };

export type LoadKeys = { accessKeyId: string; secretAccessKey: string };

/**
 * Sends prepared requests from another thread. Each connection waits for an answer before it sends the next request.
 * @param stop ends it early
 * @throws when an answer is not 200
 */
export async function load(
  port: number,
  requests: readonly string[],
  repeat: number,
  connections: number,
  stop?: AbortSignal,
): Promise<Load> {
  const worker = new Worker(new URL('./load-generator.mjs', import.meta.url), {
    workerData: { port, connections, requests, repeat },
    execArgv: [],
  });
  stop?.addEventListener('abort', () => worker.postMessage('stop'));
  const figures = await new Promise<Load>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await worker.terminate();
  if (figures.statuses['200'] !== figures.answered)
    throw new Error(`not every call was answered 200: ${JSON.stringify(figures.statuses)}`);
  return figures;
}

/** Returns the text of a signed request. */
export async function signedText(keys: LoadKeys, action: string, parameters: Record<string, string>): Promise<string> {
  return toHttpText(await signRequest(keys, queryCall(action, parameters)));
}

/** Returns the median of a measurement's rounds. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Creates an account with a user who has AdministratorAccess, as in the quick start. */
export async function createAdministrator(database: Database, name = 'bench'): Promise<LoadKeys & { accountId: string }> {
  const keys = { accessKeyId: newAccessKeyId('AKIA'), secretAccessKey: newSecretAccessKey() };
  const accountId = await transaction(database, async (tx) => {
    const now = new Date();
    const { id: accountId } = await createAccount(tx, { name, email: `${name}@example.com`, now });
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
    return accountId;
  });
  return { ...keys, accountId };
}

/** The minimum time, in milliseconds, for the work during the calls. It runs at least once. */
const MEASURE_MS = 2_000;
const PAUSE_MS = 50;

/** Repeats `work` while calls are made. */
export async function beside(calls: (stop: AbortSignal) => Promise<{ p99: number }>, work: () => Promise<unknown>) {
  const stopDelay = measureLoopDelay();
  const stop = new AbortController();
  const loaded = calls(stop.signal);
  const started = performance.now();
  let runs = 0;
  while (runs === 0 || performance.now() - started < MEASURE_MS) {
    // A real page request arrives over the network, so waiting calls are answered first.
    await setTimeout(PAUSE_MS);
    await work();
    runs++;
  }
  const seconds = ((performance.now() - started) / runs - PAUSE_MS) / 1000;
  stop.abort();
  return { p99: (await loaded).p99, delay: stopDelay(), seconds };
}
