import { readWhole, type WholeEvent } from '../core/events/event-rows';
import { required } from '../core/text/lists';
import { storedJson } from '../core/text/stored-json';
import { afterLast } from '../core/text/text-parts';
import { letOthersIn, readByIds } from '../core/work/bulk';
import type { Transaction } from '../db/client';

/** A session as the root user of a member account. */
export type RootSession = {
  accountId: string;
  at: Date;
  /** The ARN of the principal that started it if the reader's account knows it, otherwise their account's id. */
  by: string;
  /** The name of the task policy. */
  task: string;
};

const SESSIONS_AT_ONCE = 1_000;
/** The number of sessions read together, more than a page needs. */
const MOST_SESSIONS = 20_000;

/**
 * Returns the root sessions in accounts since a time, newest first. A member's history contains only the account that started a
 * session; if that is the reader's account, its own record has the principal.
 * @returns `more`: there may be more sessions
 */
export async function readRootSessions(
  db: Transaction,
  { accountIds, reader, since }: { accountIds: readonly string[]; reader: string; since: Date },
): Promise<{ sessions: RootSession[]; more: boolean }> {
  let more = false;
  const rows = await readByIds([...accountIds, reader], async (some) => {
    const found = await readSessionEvents(db, some, since);
    more ||= found.length >= MOST_SESSIONS;
    return found;
  });
  const events = await readWhole(db, rows);
  const asked = new Set(accountIds);
  const own = new Map(events.filter(({ accountId }) => accountId === reader).map((event) => [event.requestId, event]));
  const sessions = events
    .filter((event) => isOfItsRoot(event) && asked.has(event.accountId))
    .map((event) => ({
      accountId: event.accountId,
      at: event.time,
      by: own.get(event.requestId)?.principalArn ?? callerAccount(event),
      task: taskOf(event),
    }))
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  return { sessions, more };
}

/** Returns the events of sessions in accounts, newest first. */
async function readSessionEvents(db: Transaction, accountIds: string[], since: Date) {
  const read = (before?: number) =>
    db.event.findMany({
      where: {
        accountId: { in: accountIds },
        eventName: 'AssumeRoot',
        outcome: 'Success',
        time: { gte: since },
        ...(before !== undefined && { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take: SESSIONS_AT_ONCE,
    });
  const rows = await read();
  for (let some = rows; some.length === SESSIONS_AT_ONCE && rows.length < MOST_SESSIONS; ) {
    await letOthersIn();
    some = await read(some.at(-1)?.id);
    rows.push(...some);
  }
  return rows;
}

/** Returns whether an event is the member's record, not the one in the account that started the session. */
function isOfItsRoot({ accountId, resources }: WholeEvent): boolean {
  return resources.some(({ ARN }) => ARN.endsWith(`:${accountId}:root`));
}

function callerAccount({ userIdentity }: WholeEvent): string {
  const { accountId = '' } = storedJson<{ accountId?: string }>(userIdentity);
  return accountId;
}

function taskOf({ requestParameters }: WholeEvent): string {
  const { taskPolicyArn: { arn = '' } = {} } = storedJson<{ taskPolicyArn?: { arn?: string } }>(requestParameters ?? '{}');
  return afterLast(arn, '/');
}

/**
 * Returns how often the root users of accounts signed in since a time, by account. Only accounts whose root user signed in are
 * read.
 */
export async function countRootSignIns(
  db: Transaction,
  accounts: readonly { id: string; rootPasswordLastUsed: Date | null }[],
  since: Date,
): Promise<Map<string, number>> {
  const used = accounts.filter(({ rootPasswordLastUsed }) => rootPasswordLastUsed !== null && rootPasswordLastUsed >= since);
  // One sign-in is known even if the history no longer contains it.
  const counts = new Map(used.map(({ id }) => [id, 0]));
  const callers = await readByIds(counts.keys(), (ids) =>
    db.eventCaller.findMany({
      where: { accountId: { in: ids }, principalType: 'Root', day: { gte: since.toISOString().slice(0, 10) } },
      select: { id: true, accountId: true },
    }),
  );
  const accountOf = new Map(callers.map(({ id, accountId }) => [id, accountId]));
  const signIns = await readByIds(accountOf.keys(), (ids) =>
    db.event.groupBy({
      by: ['callerId'],
      where: { callerId: { in: ids }, eventName: 'ConsoleLogin', outcome: 'Success', time: { gte: since } },
      _count: { _all: true },
    }),
  );
  for (const { callerId, _count } of signIns) {
    const accountId = required(accountOf, callerId);
    counts.set(accountId, (counts.get(accountId) ?? 0) + _count._all);
  }
  return new Map([...counts].map(([id, count]) => [id, Math.max(count, 1)]));
}
