import { readWhole } from '../../core/events/event-rows';
import { type EventFacts, insertEvent, toEventRows } from '../../core/events/events';
import { log } from '../../core/log';
import { storedJson } from '../../core/text/stored-json';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';

/** The number of recent sign-ins in the account among which a series of refusals continues. */
const SIGN_INS_LOOKED_THROUGH = 50;
const CODE = 'Throttling';

/**
 * Records a sign-in that was refused before it was evaluated. Consecutive refusals of an identity share one event with their
 * count, so a flood adds one row. A failure to record is only logged.
 * @param failed the sign-in as an evaluated one would be recorded
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
  return { code: CODE, message: `Too many attempts: ${signIns} denied.` };
}

/** Returns the event of the current series: the identity's newest sign-in, if it was refused. */
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
  const { RefusedAttempts } = storedJson<{ RefusedAttempts?: number }>(last.responseElements ?? '{}');
  return { id: last.id, attempts: RefusedAttempts ?? 1 };
}
