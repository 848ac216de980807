import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { buildAttempt, extentOf } from '../../scenario';
import { removeAccounts } from '../../snapshot/remove-accounts';
import { saveSnapshot } from '../../snapshot/rows';
import type { AssignmentRow } from '../assignment/rows';
import { sealState } from '../attempt-state';
import { notThere } from '../errors';
import { keptPack } from '../pack/packs';

/** Ready attempts that somebody who starts was promised, with until when: whoever does not take one leaves it to the next. */
const promised = new Map<string, number>();
const PROMISED_MS = 10_000;

let line: Promise<unknown> = Promise.resolve();

/** One after the other in this process: attempts that are built at once wait for the same writer, and ask for more hashes than the line has places. */
function inLine<T>(work: () => Promise<T>): Promise<T> {
  const next = line.then(work);
  line = next.catch(() => undefined);
  return next;
}

/**
 * An attempt for somebody who starts, however many start at once: one that was built ahead and that nobody else was promised, or one that is built
 * now.
 * @throws as makeReadyAttempt
 */
export function promiseReadyAttempt(
  database: Database,
  assignment: Parameters<typeof makeReadyAttempt>[1],
  now: Date,
): Promise<string> {
  return inLine(async () => {
    const at = performance.now();
    for (const [id, until] of promised) if (until < at) promised.delete(id);
    const ready = await database.reader.attempt.findMany({
      where: { assignmentId: assignment.id, memberId: null },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    });
    const id = ready.find((one) => !promised.has(one.id))?.id ?? (await makeReadyAttempt(database, assignment, now));
    promised.set(id, performance.now() + PROMISED_MS);
    return id;
  });
}

/** Builds one ahead, when its turn in the line has come. */
export function buildAhead(...given: Parameters<typeof makeReadyAttempt>): Promise<string> {
  return inLine(() => makeReadyAttempt(...given));
}

/**
 * Builds an attempt that is nobody's yet, with its accounts: whoever starts next takes it, which is one update.
 * @throws PackError where the setup of the scenario fails, AwsError NotFound where nobody can begin it any more
 */
export async function makeReadyAttempt(
  database: Database,
  { id: assignmentId, packId, version }: Pick<AssignmentRow, 'id' | 'packId' | 'version'>,
  now: Date,
): Promise<string> {
  const pack = await keptPack(database, packId, version);
  const id = `attempt-${randomUUID()}`;
  const state = await buildAttempt(pack, { attemptId: id, startedAt: now, database });
  const [first] = pack.scenario.steps;
  const keep = async (tx: Transaction) => {
    // Building takes a while, in which a class may be closed or deleted, or given another version.
    const isWanted = { id: assignmentId, version, releaseAt: { not: null }, class: { state: { not: 'closed' } } };
    if (!(await tx.assignment.findFirst({ where: isWanted, select: { id: true } }))) throw notThere('assignment now');
    await tx.attempt.create({
      data: {
        id,
        assignmentId,
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
    await transaction(database, (tx) => removeAccounts(tx, state.accountIds, now), { everything: 'alone' });
    throw error;
  }
  return id;
}
