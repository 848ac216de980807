import 'server-only';
import { findAccountFacts } from '../core/account-facts';
import { requireSession } from './request';
import { runtime } from './runtime';

/** Whether whoever is signed in acts in the management account of an organization: for what a page offers there alone. */
export async function managesOrganization(): Promise<boolean> {
  const { account } = await requireSession();
  const facts = await findAccountFacts((await runtime()).database.reader, account.id);
  return facts?.organization?.managementAccountId === account.id;
}
