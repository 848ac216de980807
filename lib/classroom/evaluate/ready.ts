import { randomUUID } from 'node:crypto';
import { AwsError } from '../../core/errors';
import { log } from '../../core/log';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { buildAttempt, extentOf, PackError, runOperationsOf } from '../../scenario';
import { removeAccounts } from '../../snapshot/remove-accounts';
import { saveSnapshot } from '../../snapshot/rows';
import type { AssignmentRow } from '../assignment/rows';
import { removeAccountsOf, setReadOnly } from '../attempt-accounts';
import { openState, SOLUTION_NUMBER, sealState } from '../attempt-state';
import { conflict, notThere } from '../errors';
import { keptPack } from '../pack/packs';

declare global {
  var __gatehouseReadyLine: Line | undefined;
}

type Line = {
  /** Built attempts promised to a student who is starting, with the time until which the promise holds. */
  promised: Map<string, number>;
  /** Resolves when the last job of the queue ends. */
  last: Promise<unknown>;
};

// Kept on globalThis because Next bundles the start page separately from the background job.
globalThis.__gatehouseReadyLine ??= { promised: new Map(), last: Promise.resolve() };
const line = globalThis.__gatehouseReadyLine;
const PROMISED_MS = 10_000;

/**
 * Runs jobs one after the other in this process. Concurrent builds would wait for the same writer and need more hashes than the
 * hash queue has places.
 */
function inLine<T>(work: () => Promise<T>): Promise<T> {
  const next = line.last.then(work);
  line.last = next.catch(() => undefined);
  return next;
}

/**
 * Returns an attempt for a student who starts: one that was built ahead and is not promised to another, or one built now.
 * @throws AwsError NotFound if the assignment can't be begun any more, Conflict if none can be built
 */
export function promiseReadyAttempt(
  database: Database,
  assignment: Parameters<typeof makeReadyAttempt>[1],
  now: Date,
): Promise<string> {
  return inLine(async () => {
    const at = performance.now();
    for (const [id, until] of line.promised) if (until < at) line.promised.delete(id);
    const ready = await database.reader.attempt.findMany({
      where: { assignmentId: assignment.id, memberId: null, number: null },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    });
    const id = ready.find((one) => !line.promised.has(one.id))?.id ?? (await buildCounted(database, assignment, now));
    line.promised.set(id, performance.now() + PROMISED_MS);
    return id;
  });
}

/**
 * Builds an attempt ahead when its place in the queue is reached.
 * @throws like promiseReadyAttempt
 */
export function buildAhead(...given: Parameters<typeof makeReadyAttempt>): Promise<string> {
  return inLine(() => buildCounted(...given));
}

/**
 * Runs the solution of an assignment in separate accounts, whose state then stays.
 * @returns the attempt, or the existing one
 * @throws AwsError Conflict if the scenario or its solution fails
 */
export function solvedAttempt(...[database, assignment, now]: Parameters<typeof makeReadyAttempt>): Promise<string> {
  return inLine(async () => {
    const where = { assignmentId: assignment.id, memberId: null, number: SOLUTION_NUMBER };
    const there = await database.reader.attempt.findFirst({ where, select: { id: true, endedAt: true } });
    if (there?.endedAt) return there.id;
    // A build that did not finish.
    if (there) await removeSolution(database, there.id, now);
    let id: string | undefined;
    try {
      id = await makeReadyAttempt(database, assignment, now, true);
      const row = await database.reader.attempt.findUniqueOrThrow({ where: { id } });
      const pack = await keptPack(database, assignment.packId, assignment.version);
      const passwordOf = async () => `Gh1-${randomUUID()}`;
      await runOperationsOf(pack, openState(row), pack.scenario.solution, { database, now, passwordOf });
    } catch (error) {
      if (id !== undefined) await removeSolution(database, id, now);
      if (error instanceof PackError) throw conflict(`The solution of this scenario fails. ${error.message}`);
      throw error;
    }
    const solved = id;
    await transaction(database, async (tx) => {
      await tx.attempt.update({ where: { id: solved }, data: { endedAt: now, endedBy: 'instructor' }, select: { id: true } });
      await setReadOnly(tx, [solved], 'This is the solution. You can view it but not change it.');
    });
    return solved;
  });
}

async function removeSolution(database: Database, id: string, now: Date): Promise<void> {
  await removeAccountsOf(database, id, now);
  await transaction(database, (tx) => tx.attempt.deleteMany({ where: { id } }));
}

const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/** Builds an attempt unless a recent build failed. Each consecutive failure doubles the wait, and instructors see the reason. */
async function buildCounted(...[database, assignment, now]: Parameters<typeof makeReadyAttempt>): Promise<string> {
  const where = { id: assignment.id };
  const before = await database.reader.assignment.findUnique({ where });
  if (before?.buildRetryAt && before.buildRetryAt > now) throw cannotBuild();
  const note = (data: Pick<AssignmentRow, 'buildFailures' | 'buildFailure' | 'buildRetryAt'>) =>
    transaction(database, (tx) => tx.assignment.updateMany({ where, data }));
  try {
    const id = await makeReadyAttempt(database, assignment, now);
    if (before?.buildFailure) await note({ buildFailures: 0, buildFailure: null, buildRetryAt: null });
    return id;
  } catch (error) {
    if (error instanceof AwsError) throw error;
    log.warn({ err: error, assignmentId: assignment.id }, 'an attempt could not be built');
    const failures = (before?.buildFailures ?? 0) + 1;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
    const why = error instanceof PackError ? error.message : 'An error occurred in Gatehouse. See its log.';
    await note({ buildFailures: failures, buildFailure: why, buildRetryAt: new Date(now.getTime() + wait) });
    throw cannotBuild();
  }
}

function cannotBuild(): AwsError {
  return conflict('You can’t begin this now because its accounts could not be created. Your instructor can see the reason.');
}

/**
 * Builds an unassigned attempt with its accounts. Assigning it to a student takes one update.
 * @param isSolution whether it is for instructors, who may view unreleased assignments
 * @throws PackError if the scenario's setup fails, AwsError NotFound if the assignment can't be begun any more
 */
export async function makeReadyAttempt(
  database: Database,
  { id: assignmentId, packId, version }: Pick<AssignmentRow, 'id' | 'packId' | 'version'>,
  now: Date,
  isSolution = false,
): Promise<string> {
  const pack = await keptPack(database, packId, version);
  const id = `attempt-${randomUUID()}`;
  const made: string[] = [];
  const removeMade = () => transaction(database, (tx) => removeAccounts(tx, made, now), { everything: 'alone' });
  const onAccount = (accountId: string) => void made.push(accountId);
  const state = await buildAttempt(pack, { attemptId: id, startedAt: now, database, onAccount }).catch(async (error: unknown) => {
    await removeMade();
    throw error;
  });
  const [first] = pack.scenario.steps;
  const keep = async (tx: Transaction) => {
    // The class may have been closed, deleted or updated during the build.
    const isOpen = isSolution ? {} : { releaseAt: { not: null } };
    const isWanted = { id: assignmentId, version, ...isOpen, class: { state: { not: 'closed' } } };
    if (!(await tx.assignment.findFirst({ where: isWanted, select: { id: true } }))) throw notThere('assignment now');
    await tx.attempt.create({
      data: {
        id,
        assignmentId,
        number: isSolution ? SOLUTION_NUMBER : null,
        stateCipher: sealState(state),
        createdAt: now,
        eventFloor: state.eventFloor,
        accounts: { create: state.accountIds.map((accountId) => ({ accountId })) },
      },
    });
    const extent = await extentOf(tx, state.accountIds);
    await saveSnapshot(tx, { owner: id, name: first?.id ?? '', extent, createdBy: 'class', now, overwrite: true });
  };
  try {
    await transaction(database, keep, { everything: 'alone' });
  } catch (error) {
    await removeMade();
    throw error;
  }
  return id;
}
