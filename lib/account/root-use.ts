import { giveWay, readByIds } from '../core/bulk';
import { readWhole, type WholeEvent } from '../core/event-rows';
import { countNewest } from '../core/read-newest';
import type { Transaction } from '../db/client';

/** A session that somebody took as the root user of a member account. */
export type RootSession = {
  accountId: string;
  at: Date;
  /** ARN of who took it, where the reader's account knows it; otherwise their account's id. */
  by: string;
  /** Name of the task policy. */
  task: string;
};

/** More sessions than anybody looks through. */
const MOST_SESSIONS = 1_000;

/**
 * The root sessions that were taken in accounts since a time, newest first. A member's history has each, but knows no more of who took it than
 * their account; so where the reader's own account took it, its own record says who.
 */
export async function readRootSessions(
  db: Transaction,
  { accountIds, reader, since }: { accountIds: readonly string[]; reader: string; since: Date },
): Promise<RootSession[]> {
  const rows = await readByIds([...accountIds, reader], (some) =>
    db.event.findMany({
      where: { accountId: { in: some }, eventName: 'AssumeRoot', outcome: 'Success', time: { gte: since } },
      orderBy: { id: 'desc' },
      take: MOST_SESSIONS,
    }),
  );
  const events = await readWhole(db, rows);
  const asked = new Set(accountIds);
  const own = new Map(events.filter(({ accountId }) => accountId === reader).map((event) => [event.requestId, event]));
  return events
    .filter((event) => isOfItsRoot(event) && asked.has(event.accountId))
    .map((event) => ({
      accountId: event.accountId,
      at: event.time,
      by: own.get(event.requestId)?.principalArn ?? callerAccount(event),
      task: taskOf(event),
    }))
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** Not the record in the account that took the session, which is about another account's root user. */
function isOfItsRoot({ accountId, resources }: WholeEvent): boolean {
  return resources.some(({ ARN }) => ARN.endsWith(`:${accountId}:root`));
}

function callerAccount({ userIdentity }: WholeEvent): string {
  return (JSON.parse(userIdentity) as { accountId?: string }).accountId ?? '';
}

function taskOf({ requestParameters }: WholeEvent): string {
  const { taskPolicyArn } = JSON.parse(requestParameters ?? '{}') as { taskPolicyArn?: { arn?: string } };
  return taskPolicyArn?.arn?.split('/').at(-1) ?? '';
}

const MOST_SIGN_INS = 1_000;

/**
 * How often the root users of accounts signed in since a time. Only accounts whose root user has are looked through.
 * @returns by account; `more`: there may be further ones, which were not counted
 */
export async function countRootSignIns(
  db: Transaction,
  accounts: readonly { id: string; rootPasswordLastUsed: Date | null }[],
  since: Date,
): Promise<{ counts: Map<string, number>; more: boolean }> {
  const counts = new Map<string, number>();
  let more = false;
  for (const { id, rootPasswordLastUsed } of accounts) {
    if (rootPasswordLastUsed === null || rootPasswordLastUsed < since) continue;
    const sought = {
      accountIds: [id],
      eventName: 'ConsoleLogin',
      outcomes: ['Success'],
      callers: { principalType: 'Root' },
      from: since,
    };
    const found = await countNewest(db, sought, MOST_SIGN_INS);
    // It is known that there was one, even where the history was not kept as long.
    counts.set(id, Math.max(found.count, 1));
    more ||= found.more;
    await giveWay();
  }
  return { counts, more };
}
