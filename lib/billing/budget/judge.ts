import { type Message, MOST_KEPT, putIntoOutbox } from '../../account/outbox';
import { type AccountFacts, findAccountFacts, isUsable } from '../../core/account-facts';
import { AwsError } from '../../core/errors';
import { deleteTagsOf } from '../../core/tags';
import { findNow, findTimes } from '../../core/time/clock';
import { giveWay, grouped, readByIds } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { billsStates } from '../bill/rows';
import { actionText, alertText, messagesTo } from './alert-text';
import { decided, nextOf } from './decide';
import type { Notification } from './documents';
import { dayOf } from './period';
import { type Budget, type BudgetAction, isUnderWay, saveAction, saveNotifications, toAction, toBudget } from './rows';
import { type Status, statusesOf } from './status';

const BUDGETS_AT_ONCE = 200;

/** A payer whose accounts have budgets, with the state of its bills and organization. */
type Due = { payerId: string; accountIds: string[]; stamp: string; day: string; now: Date };

/**
 * Evaluates the budgets of an account's payer if a new day has begun since the last evaluation, so that ended budgets and periods
 * don't wait for the background job.
 */
export async function judgeBudgetsOfDay(database: Database, accountId: string, realTime: Date): Promise<void> {
  const account = await findAccountFacts(database.reader, accountId);
  const payerId = account?.organization?.managementAccountId ?? accountId;
  const [judged, now] = await Promise.all([
    database.reader.budgetsJudged.findUnique({ where: { payerId } }),
    findNow(database.reader, payerId, realTime),
  ]);
  if (judged && judged.day !== dayOf(now.getTime())) await judgeBudgets(database, realTime, payerId);
}

/**
 * Evaluates the budgets of payers whose costs changed or whose day began, and reports crossed thresholds once per period.
 * @param only the payer to evaluate
 */
export async function judgeBudgets(database: Database, realTime: Date, only?: string): Promise<void> {
  for (const due of await payersDue(database.reader, realTime, only)) {
    const { payerId, accountIds, stamp, day, now } = due;
    // Marked before anything is read, so that a concurrent change, which removes the mark, is not missed.
    const mark = { stamp, day };
    await transaction(database, (tx) =>
      tx.budgetsJudged.upsert({ where: { payerId }, create: { payerId, ...mark }, update: mark }),
    );
    try {
      for (const accountId of accountIds) await judgeAccount(database, accountId, now);
    } catch (error) {
      await transaction(database, (tx) => tx.budgetsJudged.deleteMany({ where: { payerId } }));
      throw error;
    }
  }
}

async function payersDue(db: Transaction, realTime: Date, only?: string): Promise<Due[]> {
  const accounts = await db.account.findMany({
    where: { budgets: { some: {} } },
    select: { id: true, organization: { select: { managementAccountId: true, revision: true } } },
    orderBy: { id: 'asc' },
  });
  const payers = new Map<string, { accountIds: string[]; revision: number }>();
  for (const { id, organization } of accounts) {
    const payerId = organization?.managementAccountId ?? id;
    if (only !== undefined && payerId !== only) continue;
    const payer = payers.get(payerId) ?? { accountIds: [], revision: organization?.revision ?? 0 };
    payer.accountIds.push(id);
    payers.set(payerId, payer);
  }
  const ids = [...payers.keys()];
  const known = await readByIds(ids, (some) => db.budgetsJudged.findMany({ where: { payerId: { in: some } } }));
  const judged = new Map(known.map((row) => [row.payerId, row]));
  const times = await findTimes(db, ids, realTime);
  const states = await billsStates(db, times);
  const due: Due[] = [];
  for (const [payerId, { accountIds, revision }] of payers) {
    // The organization decides which accounts are in an OU.
    const stamp = `${states.get(payerId)}/${revision}`;
    const now = times.get(payerId) ?? realTime;
    const day = dayOf(now.getTime());
    const last = judged.get(payerId);
    if (last?.stamp !== stamp || last.day !== day) due.push({ payerId, accountIds, stamp, day, now });
  }
  return due;
}

async function judgeAccount(database: Database, accountId: string, now: Date): Promise<void> {
  const account = await findAccountFacts(database.reader, accountId);
  if (!account || !isUsable(account)) return;
  let room = MOST_KEPT;
  for (let after = ''; ; ) {
    const rows = await database.reader.budget.findMany({
      where: { accountId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BUDGETS_AT_ONCE,
    });
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    room -= await judgeSome(database, account, rows.map(toBudget), now, room);
  }
}

/** @returns the number of messages */
async function judgeSome(
  database: Database,
  account: AccountFacts,
  budgets: readonly Budget[],
  now: Date,
  room: number,
): Promise<number> {
  const actions = await actionsOf(database.reader, budgets);
  const viewer = { db: database.reader, account, accountId: account.id, now };
  const { costs, of } = await statusesOf(viewer, budgets);
  const changed = new Map<string, Status>();
  const over: string[] = [];
  for (const budget of budgets) {
    await giveWay();
    const status = of.get(budget.id);
    // As in AWS, an ended budget is deleted, here once none of its actions is in progress.
    if (Date.parse(budget.definition.End) <= costs.now.getTime()) {
      if (!(actions.get(budget.id) ?? []).some((action) => isUnderWay(action.status))) over.push(budget.id);
    }
    // A budget whose costs the account may no longer see is skipped. Its health shows the reason.
    else if (status && !(status instanceof AwsError) && isDue(budget, actions.get(budget.id) ?? [], status, costs.now))
      changed.set(budget.id, status);
  }
  if (changed.size === 0 && over.length === 0) return 0;
  return transaction(
    database,
    async (tx) => {
      const ended = await tx.budgetAction.findMany({ where: { budgetId: { in: over } }, select: { id: true } });
      await deleteTagsOf(tx, [...over, ...ended.map(({ id }) => id)]);
      await tx.budget.deleteMany({ where: { id: { in: over } } });
      const messages: Message[] = [];
      // A budget may have changed. It is evaluated in its current state, or next time if its definition changed.
      const rows = await tx.budget.findMany({ where: { id: { in: [...changed.keys()] } }, orderBy: { id: 'asc' } });
      const fresh = await actionsOf(tx, rows);
      const before = new Map(budgets.map((budget) => [budget.id, budget]));
      for (const row of rows) {
        // On SQLite nothing else yields here.
        await giveWay();
        const budget = toBudget(row);
        const status = changed.get(budget.id);
        if (!status || JSON.stringify(before.get(budget.id)?.definition) !== row.definition) continue;
        const { notifications, told } = judged(budget, status);
        messages.push(...told);
        await saveNotifications(tx, budget.id, notifications);
        for (const action of fresh.get(budget.id) ?? []) messages.push(...(await moveOn(tx, budget, action, status, now)));
      }
      await putIntoOutbox(tx, messages.slice(0, Math.max(0, room)), now);
      return messages.length;
    },
    { accounts: { [account.id]: 'alone' } },
  );
}

/** Returns whether an evaluation changes anything. */
function isDue({ notifications, definition }: Budget, actions: readonly BudgetAction[], status: Status, now: Date): boolean {
  if (Date.parse(definition.Start) > now.getTime()) return false;
  if (actions.some((action) => nextOf(action, status) !== undefined)) return true;
  return notifications.some((each) => {
    const { after, tell } = decided(each, status);
    return tell !== undefined || after.NotificationState !== each.NotificationState;
  });
}

function judged(budget: Budget, status: Status): { notifications: Notification[]; told: Message[] } {
  const told: Message[] = [];
  const notifications = budget.notifications.map((notification) => {
    const { after, tell } = decided(notification, status);
    if (tell === undefined) return after;
    told.push(...messagesTo(notification.Subscribers, budget, alertText(budget, notification, status, tell)));
    return after;
  });
  return { notifications, told };
}

async function actionsOf(db: Transaction, budgets: readonly { id: string }[]): Promise<Map<string, BudgetAction[]>> {
  const rows = await readByIds(
    budgets.map(({ id }) => id),
    (ids) => db.budgetAction.findMany({ where: { budgetId: { in: ids } }, orderBy: { id: 'asc' } }),
  );
  return grouped(rows.map(toAction), ({ budgetId }) => budgetId);
}

/**
 * Moves an action to its next state; it may run later.
 * @returns the messages to its subscribers
 */
async function moveOn(tx: Transaction, budget: Budget, action: BudgetAction, status: Status, now: Date): Promise<Message[]> {
  const next = nextOf(action, status);
  if (!next) return [];
  const after = { ...action, status: next.status, period: next.period };
  await saveAction(tx, after, { at: now.toISOString(), eventType: 'SYSTEM', message: next.message });
  if (next.status !== 'PENDING') return [];
  return messagesTo(action.document.Subscribers, budget, actionText(budget, after, next.message));
}
