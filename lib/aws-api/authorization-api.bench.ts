import { openAuthorizationApi } from '../access';
import { newAccessKeyId, newIamId } from '../core/ids';
import { ACCESS_KEY_SECRET } from '../core/secrets/credentials';
import { encrypt } from '../core/secrets/secrets';
import type { Database } from '../db/client';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { startAwsApi } from './server/start-aws-api';
import { createAdministrator, type Figure, type Load, load, median, signedText } from './testing/load';

const TOKEN = 'a-token-of-the-authorization-api';
const PRINCIPALS = 1_000;
const BATCH = 100;
/** The number of rounds. The authorization API and the wire API take turns, so that other load on the machine affects both. */
const ROUNDS = 5;

/** Measures authorization API questions about 1,000 users over one persistent connection, compared with signed calls. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  const authorizationApi = openAuthorizationApi(database, TOKEN);
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000', authorizationApi });
  try {
    const keys = await createAdministrator(database);
    const principals = await createPrincipals(database, keys.accountId);
    const getUser = await signedText(keys, 'GetUser', { UserName: 'administrator' });
    const sets = {
      asked: batchesOf(principals, BATCH, { record: false }),
      recorded: batchesOf(principals, BATCH, {}),
      denied: batchesOf(principals, BATCH, { action: 's3:DeleteBucket' }),
      single: batchesOf(principals, 1, { record: false }),
    };
    await requireAllowed(api.port, sets.asked[0] ?? '');
    for (const requests of Object.values(sets)) await load(api.port, requests, 1, 1);
    await load(api.port, [getUser], 1_000, 1);
    const rounds: Record<'asked' | 'recorded' | 'denied' | 'single' | 'wire', Load>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        asked: await load(api.port, sets.asked, 10, 1),
        recorded: await load(api.port, sets.recorded, 10, 1),
        denied: await load(api.port, sets.denied, 2, 1),
        single: await load(api.port, sets.single, 2, 1),
        wire: await load(api.port, [getUser], 1_000, 1),
      });
    }
    const of = (figure: (round: (typeof rounds)[number]) => number) => median(rounds.map(figure));
    const about = `authorization API: ${PRINCIPALS.toLocaleString('en')} principals, batches of ${BATCH}`;
    return [
      {
        name: `${about}, nothing recorded`,
        value: of(({ asked }) => asked.perSecond * BATCH),
        unit: 'decisions/s',
        target: 'at least 20000',
      },
      {
        name: `${about}, recorded`,
        value: of(({ recorded }) => recorded.perSecond * BATCH),
        unit: 'decisions/s',
        target: 'at least 5000',
      },
      { name: `${about}, denied, with their traces`, value: of(({ denied }) => denied.perSecond * BATCH), unit: 'decisions/s' },
      { name: 'authorization API: one question, median', value: of(({ single }) => single.p50), unit: 'ms', target: 'under 1' },
      {
        name: 'authorization API: one question, 99th of 100',
        value: of(({ single }) => single.p99),
        unit: 'ms',
        target: 'under 5',
      },
      {
        name: 'authorization API: a recorded decision / GetUser, one connection',
        value: of(({ recorded, wire }) => (recorded.perSecond * BATCH) / wire.perSecond),
        unit: 'times',
      },
    ];
  } finally {
    await api.close();
    await database.close();
  }
}

/** Creates users with one access key each and the policies of a few job functions. Returns the key ids. */
async function createPrincipals(database: Database, accountId: string): Promise<string[]> {
  const createdAt = new Date();
  const keyIds = Array.from({ length: PRINCIPALS }, () => newAccessKeyId('AKIA'));
  await transaction(database, async (tx) => {
    for (const [at, id] of keyIds.entries()) {
      const userId = newIamId('AIDA');
      const name = `user-${at}`;
      await tx.user.create({ data: { id: userId, accountId, name, nameKey: name, path: '/', createdAt } });
      const document = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' },
          { Effect: 'Allow', Action: 'sqs:*', Resource: `arn:aws:sqs:*:*:team-${at % 50}-*` },
          {
            Effect: 'Deny',
            Action: 's3:GetObject',
            Resource: '*',
            Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
          },
        ],
      });
      await tx.inlinePolicy.create({
        data: { entityId: userId, entityType: 'User', accountId, name: 'work', nameKey: 'work', document, createdAt },
      });
      const secretCipher = encrypt(ACCESS_KEY_SECRET, id);
      await tx.accessKey.create({ data: { id, accountId, userId, secretCipher, status: 'Active', createdAt } });
    }
  });
  return keyIds;
}

/** Returns the text of HTTP requests that ask about each principal once, with `size` questions per request. */
function batchesOf(keyIds: readonly string[], size: number, more: object): string[] {
  const requests = keyIds.map((accessKeyId, at) => ({
    principal: { accessKeyId },
    action: 's3:GetObject',
    resource: `arn:aws:s3:::reports/2026/${at}`,
    context: { 'aws:SourceIp': '192.0.2.7' },
    ...more,
  }));
  return Array.from({ length: requests.length / size }, (_, at) => {
    const body = JSON.stringify({ requests: requests.slice(at * size, (at + 1) * size) });
    const head = `POST /_gatehouse/authorize HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${TOKEN}\r\ncontent-type: application/json`;
    return `${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  });
}

/** Throws unless every question is allowed, because errors would be answered faster. */
async function requireAllowed(port: number, request: string): Promise<void> {
  const body = request.slice(request.indexOf('\r\n\r\n') + 4);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const response = await fetch(`http://127.0.0.1:${port}/_gatehouse/authorize`, { method: 'POST', headers, body });
  const { results } = (await response.json()) as { results: { decision?: string }[] };
  const other = results.find(({ decision }) => decision !== 'Allowed');
  if (results.length !== BATCH || other) throw new Error(`not every question was allowed: ${JSON.stringify(other)}`);
}
