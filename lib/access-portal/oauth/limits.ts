import { BoundedMap } from '../../core/cache/bounded-map';
import type { Transaction } from '../../db/client';
import { slowDown } from './errors';

// Anybody who reaches the port can make these calls, so they must not fill the memory or the database.

/** Source: IAM Identity Center User Guide, "Quotas". */
const REGISTRATIONS_A_SECOND = 20;
/** A class behind one router, each with several attempts. */
const WAITING_FROM_ADDRESS = 200;
const WAITING_AT_STORE = 2_000;

type Second = { start: number; count: number };
const registrations = new BoundedMap<string, Second>(10_000);
const polls = new BoundedMap<string, number>(10_000);

/** @throws AwsError SlowDownException if an address registers too many clients */
export function requireSlowRegistration(sourceIp: string, now: Date): void {
  const start = Math.floor(now.getTime() / 1000);
  const known = registrations.get(sourceIp);
  const count = known?.start === start ? known.count + 1 : 1;
  registrations.set(sourceIp, { start, count });
  if (count > REGISTRATIONS_A_SECOND) throw slowDown();
}

/** @throws AwsError SlowDownException if too many device codes wait for people */
export async function requireFewWaiting(
  db: Transaction,
  { storeId, sourceIp }: { storeId: string; sourceIp: string },
): Promise<void> {
  const waiting = { storeId, userCodeHash: { not: null } };
  if ((await db.portalCode.count({ where: waiting })) >= WAITING_AT_STORE) throw slowDown();
  if ((await db.portalCode.count({ where: { ...waiting, sourceIp } })) >= WAITING_FROM_ADDRESS) throw slowDown();
}

/** @throws AwsError SlowDownException if a program asks about a device code again too early */
export function requireSlowPolls(codeHash: string, everyMs: number, now: Date): void {
  const last = polls.get(codeHash) ?? 0;
  polls.set(codeHash, now.getTime());
  if (now.getTime() - last < everyMs && now.getTime() >= last) throw slowDown();
}
