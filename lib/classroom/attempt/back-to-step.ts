import { findTimes } from '../../core/clock';
import { insertEvent, ownEvent } from '../../core/events';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { extentOf } from '../../scenario';
import { unpack } from '../../snapshot/contents';
import { planRestore } from '../../snapshot/plan-restore';
import { restoreContents } from '../../snapshot/restore-contents';
import { requireSnapshot } from '../../snapshot/rows';
import { newestEvent, openState } from '../attempt-state';
import { conflict } from '../errors';

/**
 * Puts the accounts of an attempt back to what they were when a step began, under the same ids. Events until now count no more, and results since
 * then are void; both are kept. A step that was passed before the one before it began with that one: the attempt goes back to there.
 * @param allIds the steps of the scenario, in order
 * @throws AwsError Conflict for a step that has not begun
 */
export async function backToStep(
  database: Database,
  attemptId: string,
  { allIds, to }: { allIds: readonly string[]; to: string },
  now: Date,
): Promise<void> {
  const restore = async (tx: Transaction) => {
    const attempt = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    const saved = await tx.snapshot.findMany({
      where: { owner: attemptId, nameKey: { in: [...allIds] } },
      select: { nameKey: true },
    });
    const passed = await tx.stepPassed.findMany({ where: { attemptId, voidedAt: null }, select: { stepId: true } });
    const at = allIds.indexOf(to);
    const hasSnapshot = new Set(saved.map(({ nameKey }) => nameKey));
    const hasBegun = hasSnapshot.has(to) || passed.some((step) => step.stepId === to);
    const stepId = hasBegun ? allIds.slice(0, at + 1).findLast((id) => hasSnapshot.has(id)) : undefined;
    if (stepId === undefined) throw conflict('This step has not begun yet.');
    const stepIds = allIds.slice(allIds.indexOf(stepId));
    const { snapshot, data } = await requireSnapshot(tx, attemptId, stepId);
    const contents = await unpack(data);
    const extent = await extentOf(tx, openState(attempt).accountIds);
    const plan = await planRestore(tx, contents, extent);
    const organizationIds = await restoreContents(tx, { contents, plan, extent, savedAt: snapshot.CreatedAt, realTime: now });
    // INVARIANT (revision): whatever is cached of these accounts and organizations is of another state.
    const revision = { increment: 1 };
    const accountIds = [...plan.replaced, ...plan.recreated, ...plan.released].map(({ Id }) => Id);
    await tx.account.updateMany({ where: { id: { in: accountIds } }, data: { revision } });
    await tx.organization.updateMany({ where: { id: { in: organizationIds } }, data: { revision } });
    // The history of each account says what happened: what was changed since then was not undone by the student's next call.
    const times = await findTimes(tx, accountIds, now);
    for (const [id, time] of times) await insertEvent(tx, ownEvent('RestoreSnapshot', id, time, { Name: stepId }));
    const since = { attemptId, voidedAt: null, at: { gte: snapshot.CreatedAt } };
    await tx.checkResult.updateMany({ where: since, data: { voidedAt: now, firstPass: null } });
    const undone = { attemptId, voidedAt: null, stepId: { in: stepIds } };
    await tx.stepPassed.updateMany({ where: undone, data: { voidedAt: now, standing: null } });
    // Later steps begin anew.
    await tx.snapshot.deleteMany({ where: { owner: attemptId, nameKey: { in: stepIds.slice(1) } } });
    await tx.attempt.update({ where: { id: attemptId }, data: { eventFloor: await newestEvent(tx) }, select: { id: true } });
  };
  await transaction(database, restore, { everything: 'alone' });
}
