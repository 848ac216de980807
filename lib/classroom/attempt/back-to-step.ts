import { insertEvent, ownEvent } from '../../core/events/events';
import { findTimes } from '../../core/time/clock';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { extentOf } from '../../scenario';
import { unpack } from '../../snapshot/contents';
import { planRestore } from '../../snapshot/plan-restore';
import { restoreContents } from '../../snapshot/restore-contents';
import { deleteSnapshotsOf, namesOfSnapshots, requireSnapshot } from '../../snapshot/rows';
import { newestEvent, openState } from '../attempt-state';
import { conflict } from '../errors';

/**
 * Restores an attempt's accounts, with the same ids, to the state in which a step began. Earlier events no longer count and later
 * results become void, but both are stored. If the step was passed before the previous one, the attempt returns to the beginning
 * of the previous one.
 * @param allIds the scenario's steps, in order
 * @throws AwsError Conflict if the step has not begun
 */
export async function backToStep(
  database: Database,
  attemptId: string,
  { allIds, to }: { allIds: readonly string[]; to: string },
  now: Date,
): Promise<void> {
  const restore = async (tx: Transaction) => {
    const attempt = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    const passed = await tx.stepPassed.findMany({ where: { attemptId, voidedAt: null }, select: { stepId: true } });
    const at = allIds.indexOf(to);
    const hasSnapshot = await namesOfSnapshots(tx, attemptId, allIds);
    const hasBegun = hasSnapshot.has(to) || passed.some((step) => step.stepId === to);
    const stepId = hasBegun ? allIds.slice(0, at + 1).findLast((id) => hasSnapshot.has(id)) : undefined;
    if (stepId === undefined) throw conflict('This step has not begun yet.');
    const stepIds = allIds.slice(allIds.indexOf(stepId));
    const { snapshot, data } = await requireSnapshot(tx, attemptId, stepId);
    const contents = await unpack(data);
    const extent = await extentOf(tx, openState(attempt).accountIds);
    const plan = await planRestore(tx, contents, extent);
    const organizationIds = await restoreContents(tx, { contents, plan, extent, savedAt: snapshot.CreatedAt, realTime: now });
    // INVARIANT (revision): caches hold these accounts and organizations in another state.
    const revision = { increment: 1 };
    const accountIds = [...plan.replaced, ...plan.recreated, ...plan.released].map(({ Id }) => Id);
    await tx.account.updateMany({ where: { id: { in: accountIds } }, data: { revision } });
    await tx.organization.updateMany({ where: { id: { in: organizationIds } }, data: { revision } });
    // Each account's history records the restore. Otherwise, changes would seem to be undone by the student's next call.
    const times = await findTimes(tx, accountIds, now);
    for (const [id, time] of times) await insertEvent(tx, ownEvent('RestoreSnapshot', id, time, { Name: stepId }));
    const since = { attemptId, voidedAt: null, at: { gte: snapshot.CreatedAt } };
    await tx.checkResult.updateMany({ where: since, data: { voidedAt: now, firstPass: null } });
    const undone = { attemptId, voidedAt: null, stepId: { in: stepIds } };
    await tx.stepPassed.updateMany({ where: undone, data: { voidedAt: now, standing: null } });
    // The later steps begin again.
    await deleteSnapshotsOf(tx, attemptId, stepIds.slice(1));
    await tx.attempt.update({ where: { id: attemptId }, data: { eventFloor: await newestEvent(tx) }, select: { id: true } });
  };
  await transaction(database, restore, { everything: 'alone' });
}
