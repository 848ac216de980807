import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Models } from '../direct-plans';
import type { Prisma, PrismaClient } from '../generated/sqlite/client';
import type { HotQueries } from '../hot-queries';
import { markUncommitted } from '../uncommitted';
import type { Member, Members } from '../write-groups';
import { sendTogether } from './postgres-pipeline';
import { toPrismaFailure, withPostgresQueries } from './postgres-queries';

const adopted = new AsyncLocalStorage<PoolClient>();

/** Returns an adapter whose transactions run inside the one of an adopted connection. */
export function adoptingAdapter(pool: Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const { startTransaction } = adapter;
    adapter.startTransaction = (isolationLevel) => {
      const connection = adopted.getStore();
      if (!connection) return startTransaction.call(adapter, isolationLevel);
      const lent = Object.create(adapter, { client: { value: { connect: async () => withoutEnds(connection) } } });
      return startTransaction.call(lent);
    };
    return adapter;
  };
  return factory;
}

const ENDS: ReadonlySet<unknown> = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);

/** Returns a connection on which beginning and ending a transaction do nothing. */
function withoutEnds(connection: PoolClient): object {
  return {
    query: (config: { text: string }) =>
      ENDS.has(config.text) ? Promise.resolve({ fields: [], rows: [], rowCount: 0 }) : connection.query(config as never),
    on: () => undefined,
    removeListener: () => undefined,
    release: () => undefined,
  };
}

export type PostgresClient = { pool: Pool; prisma: PrismaClient; models: Models; hot: HotQueries };

/** A connection with an open transaction, and the reason why it can't be used any more. */
type Opened = { connection: PoolClient; broken: Error | undefined };
type Ended = { member: Member; outcome: Outcome };
/** A member that is lost wrote nothing, and did not fail. */
type Outcome = { end: 'committed'; answer: () => void } | { end: 'failed'; error: unknown } | { end: 'lost' };

/**
 * Runs members one after the other in one transaction on its own connection, each in a savepoint, and commits once. It settles
 * each member that it takes.
 * @param begin the SQL that begins the transaction
 * @param timeoutMs the time limit of each member
 */
export async function runPostgresTransactions(
  client: PostgresClient,
  begin: string,
  members: Members,
  timeoutMs: number,
): Promise<void> {
  let connection: PoolClient;
  try {
    connection = await client.pool.connect();
  } catch (error) {
    for (const member of members.rest()) member.fail(error);
    return;
  }
  const opened: Opened = { connection, broken: undefined };
  const onError = (error: Error) => {
    opened.broken = error;
  };
  connection.on('error', onError);
  const send = sender(connection);
  try {
    const refused = await send(`${begin}; SAVEPOINT member`).then(() => undefined, toPrismaFailure);
    if (refused === undefined) {
      const ended = await runMembers(client, opened, members, timeoutMs);
      const settled = opened.broken ? lose(ended) : await commit(send, ended);
      for (const each of settled) settle(each);
    } else {
      await send('ROLLBACK').catch(onError);
      for (const member of members.rest()) member.fail(refused);
    }
  } finally {
    connection.removeListener('error', onError);
    connection.release(opened.broken);
  }
}

function settle({ member, outcome }: Ended): void {
  if (outcome.end === 'committed') outcome.answer();
  else if (outcome.end === 'failed') member.fail(outcome.error);
  else member.runAgain();
}

type Send = (sql: string) => Promise<string>;

/** Sends SQL and returns the server's last command. */
function sender(connection: PoolClient): Send {
  return async (sql) => {
    sendTogether(connection);
    const answer: { command: string } | { command: string }[] = await connection.query(sql);
    return (Array.isArray(answer) ? answer.at(-1) : answer)?.command ?? '';
  };
}

/** Runs members until there is none, or until the connection breaks. The savepoint of the last member stays open. */
async function runMembers(client: PostgresClient, opened: Opened, members: Members, timeoutMs: number): Promise<Ended[]> {
  const send = sender(opened.connection);
  const ended: Ended[] = [];
  for (let member = members.next(); member !== undefined; ) {
    const each: Ended = {
      member,
      outcome: await runMember(client, opened, member.work, { timeoutMs, isFirst: ended.length === 0 }),
    };
    ended.push(each);
    member = opened.broken ? undefined : members.next();
    if (member === undefined) return ended;
    try {
      if (each.outcome.end === 'failed') await send('ROLLBACK TO SAVEPOINT member');
      else await send('RELEASE SAVEPOINT member; SAVEPOINT member');
    } catch (error) {
      if (!isFailedTransaction(error)) opened.broken ??= error instanceof Error ? error : new Error(String(error));
      else {
        each.outcome = { end: 'failed', error: new Error(WENT_ON) };
        await send('ROLLBACK TO SAVEPOINT member').catch((cause: Error) => {
          opened.broken ??= cause;
        });
      }
      if (opened.broken) {
        // The next member was taken and has not begun.
        ended.push({ member, outcome: { end: 'lost' } });
        return ended;
      }
    }
  }
  return ended;
}

async function runMember(
  client: PostgresClient,
  opened: Opened,
  work: Member['work'],
  { timeoutMs, isFirst }: { timeoutMs: number; isFirst: boolean },
): Promise<Outcome> {
  const { connection } = opened;
  let open = true;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // A statement may still be running, so the connection can't be used any more.
      opened.broken = new Error(`a transaction took longer than ${timeoutMs} ms`);
      reject(opened.broken);
    }, timeoutMs);
  });
  const check = () => {
    // After the end, the connection belongs to another transaction.
    if (!open) throw new Error('this transaction has ended');
  };
  const inside = prismaInside(client.prisma, connection);
  const query = (config: QueryConfig) => {
    sendTogether(connection);
    return connection.query(config);
  };
  const runner = { query: query as PoolClient['query'] };
  const end = async () => {
    open = false;
    clearTimeout(timer);
    // The rest of Prisma's transaction fails with the connection.
    if (opened.broken) void inside.end();
    else await inside.end();
  };
  try {
    const tx = withPostgresQueries(lazyClient(inside.start, check), client.models, client.hot, () => runner, check);
    if (!isFirst) markUncommitted(tx);
    const answer = await Promise.race([work(tx), expired]);
    await end();
    return { end: 'committed', answer };
  } catch (error) {
    await end();
    return { end: 'failed', error: toPrismaFailure(opened.broken ?? error) };
  }
}

const WENT_ON = 'a transaction went on after a query in it had failed';

/** Returns whether the server refused a statement because an earlier one in the transaction had failed. */
function isFailedTransaction(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '25P02';
}

/** Commits what the members wrote, and returns their ends. */
async function commit(send: Send, ended: readonly Ended[]): Promise<readonly Ended[]> {
  const last = ended.at(-1);
  const others = ended.slice(0, -1);
  const isWritten = others.some(({ outcome }) => outcome.end === 'committed');
  const failed = (error: unknown) =>
    ended.map(
      ({ member, outcome }): Ended => ({
        member,
        outcome: outcome.end === 'committed' ? { end: 'failed', error } : outcome,
      }),
    );
  try {
    if (last === undefined || (last.outcome.end === 'failed' && !isWritten)) await send('ROLLBACK');
    else if (last.outcome.end === 'failed') await send('ROLLBACK TO SAVEPOINT member; COMMIT');
    else await send('RELEASE SAVEPOINT member; COMMIT');
    return ended;
  } catch (error) {
    // The server may have committed if the connection broke. Running the members again could write twice.
    if (!last || !isFailedTransaction(error)) return failed(toPrismaFailure(error));
    return commit(send, [...others, { member: last.member, outcome: { end: 'failed', error: new Error(WENT_ON) } }]);
  }
}

/** Returns the members' ends after the connection broke: only the last one that ran has failed, and nothing was written. */
function lose(ended: readonly Ended[]): readonly Ended[] {
  const failed = ended.findLast(({ outcome }) => outcome.end !== 'lost');
  return ended.map((each) => (each === failed && each.outcome.end === 'failed' ? each : { ...each, outcome: { end: 'lost' } }));
}

/** Returns Prisma's interactive transaction on a connection, started on demand. */
function prismaInside(prisma: PrismaClient, connection: PoolClient) {
  let started: Promise<Prisma.TransactionClient> | undefined;
  let ended: Promise<unknown> | undefined;
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const start = (): Promise<Prisma.TransactionClient> => {
    started ??= new Promise((resolve, reject) => {
      const hold = (tx: Prisma.TransactionClient) => {
        resolve(tx);
        return held;
      };
      // Its own limit exceeds every other, because this transaction only follows the outer one.
      ended = adopted.run(connection, () => prisma.$transaction(hold, { timeout: 2 ** 30, maxWait: 60_000 })).catch(reject);
    });
    return started;
  };
  return {
    start,
    end: async () => {
      finish();
      await ended;
    },
  };
}

/** Returns a client that starts when something is first called on it. */
function lazyClient(start: () => Promise<Prisma.TransactionClient>, check: () => void): Prisma.TransactionClient {
  type Callable = Record<string, (...args: unknown[]) => unknown>;
  const call =
    (name: string, kind?: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      check();
      const client = (await start()) as unknown as Callable & Record<string, Callable>;
      return kind === undefined ? client[name]?.(...args) : client[name]?.[kind]?.(...args);
    };
  const named = (get: (name: string) => unknown) =>
    new Proxy({}, { get: (_, name) => (typeof name === 'string' && name !== 'then' ? get(name) : undefined) });
  return named((name) => (name.startsWith('$') ? call(name) : named((kind) => call(name, kind)))) as Prisma.TransactionClient;
}
