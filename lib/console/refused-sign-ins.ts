import { readWhole } from '../core/event-rows';
import { type EventFacts, insertEvent, toEventRows } from '../core/events';
import { log } from '../core/log';
import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';

/** Among so many sign-ins in the account a series goes on; after more that were evaluated a new one begins. */
const SIGN_INS_LOOKED_THROUGH = 50;
const CODE = 'Throttling';

/**
 * Records that a sign-in was refused without having been evaluated. What is refused between two sign-ins of the same identity that were
 * evaluated is one event with their number: a flood leaves one row, and the account learns of it.
 * That it cannot be recorded keeps nobody from their answer.
 * @param failed the sign-in as one that was evaluated would be recorded
 */
export async function recordRefusedSignIn(database: Database, failed: EventFacts): Promise<void> {
  const { accountId } = failed.call.caller;
  const record = async (tx: Transaction) => {
    const series = await openSeries(tx, failed);
    const attempts = series === null ? 1 : series.attempts + 1;
    const facts = { ...failed, output: { ConsoleLogin: 'Failure', RefusedAttempts: attempts }, error: refusal(attempts) };
    if (series === null) return insertEvent(tx, facts);
    const { responseElements, errorMessage } = toEventRows(facts).event;
    await tx.event.update({ where: { id: series.id }, data: { responseElements, errorMessage }, select: { id: true } });
  };
  try {
    await transaction(database, record, { names: [`refused-sign-ins:${accountId}`] });
  } catch (error) {
    log.error({ err: error, requestId: failed.call.requestId }, 'a refused sign-in could not be recorded');
  }
}

function refusal(attempts: number) {
  const signIns = attempts === 1 ? '1 sign-in was' : `${attempts} sign-ins were`;
  return { code: CODE, message: `Too many attempts: ${signIns} refused.` };
}

/** The event of the series that is going on: the identity's newest sign-in, where it was refused. */
async function openSeries(tx: Transaction, failed: EventFacts): Promise<{ id: number; attempts: number } | null> {
  const { event, caller } = toEventRows(failed);
  const { accountId, eventName } = event;
  const newest = await tx.event.findMany({
    where: { accountId, eventName },
    orderBy: { id: 'desc' },
    take: SIGN_INS_LOOKED_THROUGH,
  });
  const last = (await readWhole(tx, newest)).find(
    ({ principalType, principalId }) => principalType === caller.principalType && principalId === caller.principalId,
  );
  if (last?.errorCode !== CODE) return null;
  const { RefusedAttempts } = JSON.parse(last.responseElements ?? '{}') as { RefusedAttempts?: number };
  return { id: last.id, attempts: RefusedAttempts ?? 1 };
}
