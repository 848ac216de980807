import type { Database } from '../db/client';
import { BoundedMap } from './bounded-map';

/** More than people who practise make, and too few to fill a disk with. */
const MAX_A_MINUTE = 30;

type Minute = { start: number; recorded: number };
const minutes = new WeakMap<Database, BoundedMap<string, Minute>>();

/**
 * Returns whether one more failure of an unsigned call may be recorded in an account. Anybody who reaches the port can make such calls fail, so
 * without a bound they could fill the history and the storage of every account; those beyond it are answered and not recorded.
 * @param accountId of an account that exists
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
