import { createAccount } from '../account/create-account';
import { type Database, openDatabase, type Transaction } from './client';
import { createBenchDatabase, createPostgresBenchDatabase } from './test-bench-database';
import { transaction } from './transaction';

const USERS = 200;
const WARM_UP = 300;
const ROUNDS = 600;
/** The fastest turn counts, because other work on the machine only adds time. */
const TURNS = 3;

type Query = (tx: Transaction, round: number) => Promise<unknown>;

type Figure = { name: string; value: number; unit: string; target?: string };

/**
 * Compares each kind of hot query with and without Prisma, inside one transaction: the processor time of this process, both ways in
 * turn. Decision 005 keeps a kind if it is 1.5 times as fast.
 */
export async function run(): Promise<Figure[]> {
  return [...(await compare(await createBenchDatabase())), ...(await compare(await createPostgresBenchDatabase()))];
}

/** Compares both ways on a database, and closes it. */
async function compare(direct: Database): Promise<Figure[]> {
  const prisma = await openDatabase(direct.url, { directQueries: false });
  try {
    const now = new Date();
    const accountId = await transaction(direct, async (tx) => {
      const { id } = await createAccount(tx, { name: 'bench', email: 'bench@example.com', now });
      await tx.user.createMany({ data: Array.from({ length: USERS }, (_, at) => userOf(id, `user-${at}`, now)) });
      return id;
    });
    const figures: Figure[] = [];
    for (const [kind, query] of Object.entries(queriesOf(accountId, now))) {
      const times = { direct: Number.POSITIVE_INFINITY, prisma: Number.POSITIVE_INFINITY };
      for (let turn = 0; turn < TURNS; turn++) {
        times.direct = Math.min(times.direct, await timeOf(direct, query));
        times.prisma = Math.min(times.prisma, await timeOf(prisma, query));
      }
      figures.push(
        { name: `${direct.provider}, ${kind}: direct`, value: times.direct, unit: 'µs' },
        {
          name: `${direct.provider}, ${kind}: times as fast as Prisma`,
          value: times.prisma / times.direct,
          unit: '×',
          target: 'at least 1.5',
        },
      );
    }
    return figures;
  } finally {
    await prisma.close();
    await direct.close();
  }
}

function queriesOf(accountId: string, now: Date): Readonly<Record<string, Query>> {
  const keyOf = (round: number) => ({ accountId_nameKey: { accountId, nameKey: `user-${round % USERS}` } });
  return {
    findUnique: (tx, round) => tx.user.findUnique({ where: keyOf(round) }),
    findFirst: (tx, round) => tx.user.findFirst({ where: { accountId, nameKey: `user-${round % USERS}` } }),
    'findMany of 200': (tx) => tx.user.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } }),
    count: (tx) => tx.user.count({ where: { accountId } }),
    create: (tx, round) => tx.user.create({ data: userOf(accountId, `made-${round}`, now) }),
    'createMany of 20': (tx, round) =>
      tx.user.createMany({ data: Array.from({ length: 20 }, (_, at) => userOf(accountId, `many-${round}-${at}`, now)) }),
    updateMany: (tx) => tx.account.updateMany({ where: { id: accountId }, data: { revision: { increment: 1 } } }),
    upsert: (tx, round) => {
      const key = { accountId, principalId: 'AIDABENCH', action: `iam:Act${round % 50}`, resourceClass: 'user' };
      return tx.lastUse.upsert({
        where: { accountId_principalId_action_resourceClass: key },
        create: { ...key, lastAttempt: now, region: 'us-east-1', count: 1 },
        update: { lastAttempt: now, count: { increment: 1 } },
        select: { accountId: true, principalId: true, action: true, resourceClass: true },
      });
    },
    deleteMany: (tx, round) => tx.lastUse.deleteMany({ where: { accountId, action: `iam:Act${round}` } }),
  };
}

let made = 0;

function userOf(accountId: string, name: string, createdAt: Date) {
  made += 1;
  return { id: `AIDA${String(made).padStart(17, '0')}`, accountId, name, nameKey: name, path: '/', createdAt };
}

class RolledBack extends Error {}

/** The processor time of one query, in µs. Rolls back the writes. */
async function timeOf(database: Database, query: Query): Promise<number> {
  let micros = 0;
  await transaction(database, async (tx) => {
    for (let round = 0; round < WARM_UP; round++) await query(tx, 100_000 + round);
    const { user, system } = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round++) await query(tx, round);
    const after = process.cpuUsage({ user, system });
    micros = (after.user + after.system) / ROUNDS;
    throw new RolledBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
  return micros;
}
