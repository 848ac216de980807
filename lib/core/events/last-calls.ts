import type { Transaction } from '../../db/client';
import { readByIds } from '../work/bulk';

/**
 * Returns the time of the last call that each access key of an account made, refused or not. Keys without a call are absent.
 * @param since a time before the first call
 */
export async function lastCalls(
  db: Transaction,
  accountId: string,
  accessKeyIds: Iterable<string>,
  since: Date,
): Promise<Map<string, Date>> {
  const day = { gte: since.toISOString().slice(0, 10) };
  const callers = await readByIds(accessKeyIds, (ids) =>
    db.eventCaller.findMany({ where: { accountId, day, accessKeyId: { in: ids } }, select: { id: true, accessKeyId: true } }),
  );
  const keyOf = new Map(callers.map(({ id, accessKeyId }) => [id, accessKeyId ?? '']));
  const calls = await readByIds(keyOf.keys(), (ids) =>
    db.event.groupBy({ by: ['callerId'], where: { callerId: { in: ids } }, _max: { time: true } }),
  );
  const last = new Map<string, Date>();
  for (const { callerId, _max } of calls) {
    const key = keyOf.get(callerId) ?? '';
    const known = last.get(key);
    if (_max.time && (!known || known < _max.time)) last.set(key, _max.time);
  }
  return last;
}
