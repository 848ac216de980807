import { findAccountFacts } from '../core/account-facts';
import { nowOf } from '../core/time/clock';
import type { Database } from '../db/client';
import type { InstanceRow } from '../identity-center/instance/rows';

/** Returns the time by the clock of the account that owns an instance. */
export async function nowOfOwner({ reader }: Database, { accountId }: Pick<InstanceRow, 'accountId'>, realNow = new Date()) {
  const account = await findAccountFacts(reader, accountId);
  return account ? nowOf(account, realNow) : realNow;
}
