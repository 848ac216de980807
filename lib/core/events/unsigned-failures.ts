import type { Database } from '../../db/client';
import { BoundedMap } from '../cache/bounded-map';

/** More than people make while they practise, and too few to fill a disk. */
const MAX_A_MINUTE = 30;

type Minute = { start: number; recorded: number };
const minutes = new WeakMap<Database, BoundedMap<string, Minute>>();

/**
 * Returns whether one more failed unsigned call may be recorded in an account. Anybody who reaches the port can make such calls,
 * so without a limit they could fill every account's history and storage. Calls beyond the limit are answered but not recorded.
 * @param accountId of an existing account
 */
export function mayRecordUnsigned(database: Database, accountId: string, now: Date): boolean {
  const known = minutes.get(database) ?? new BoundedMap<string, Minute>(10_000);
  minutes.set(database, known);
  const start = Math.floor(now.getTime() / 60_000);
  const minute = known.get(accountId);
  if (minute?.start !== start) {
    known.set(accountId, { start, recorded: 1 });
    return true;
  }
  minute.recorded += 1;
  return minute.recorded <= MAX_A_MINUTE;
}
