import 'server-only';
import { findAccountFacts } from '../core/account-facts';
import { requireSession } from './request';
import { runtime } from './runtime';

/** Returns whether the caller acts in an organization's management account. */
export async function managesOrganization(): Promise<boolean> {
  const { account } = await requireSession();
  const facts = await findAccountFacts((await runtime()).database.reader, account.id);
  return facts?.organization?.managementAccountId === account.id;
}
