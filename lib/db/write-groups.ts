import type { Prisma } from './generated/sqlite/client';
import type { Locks } from './locks';

/** A transaction that shares its commit with others. */
export type Member = {
  /** Returns what tells the caller the result, once it is committed. */
  work: (tx: Prisma.TransactionClient) => Promise<() => void>;
  fail: (error: unknown) => void;
  /** Called if nothing was written for a reason of another member. */
  runAgain: () => void;
};

/** The members of a group. `next` returns nothing once the group ends, and `rest` takes all that it would still return. */
export type Members = { next: () => Member | undefined; rest: () => readonly Member[] };

/**
 * Runs members one after the other in one transaction of the server, each in a savepoint, and commits once. A member that fails
 * leaves nothing, and the others go on.
 */
export type RunTogether = (members: Members, locks: Locks, timeoutMs: number) => Promise<void>;

/** Transactions of this process that wait for the same locks, or hold them. */
export type WriteGroup = { members: Member[]; joined: number; joinable: boolean; over: Promise<unknown> };

type Ends<T> = { resolve: (result: T) => void; reject: (error: unknown) => void; runAgain: () => void };

/** Returns work as a member of a group. */
export function memberOf<T>(work: (tx: Prisma.TransactionClient) => Promise<T>, { resolve, reject, runAgain }: Ends<T>): Member {
  const begun = async (tx: Prisma.TransactionClient) => {
    const result = await work(tx);
    return () => resolve(result);
  };
  return { work: begun, fail: reject, runAgain };
}
