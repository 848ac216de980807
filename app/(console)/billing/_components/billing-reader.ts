import type { AccountReader } from '@/app/(console)/_client/account-reader';
import type { ConsoleSession } from '@/lib/console/session/session';

export type BillingReader = AccountReader & {
  /** True if the root user has not activated IAM access to billing, and the page depends on it. */
  isShutOut: boolean;
  /** True if bills and price lists can be read, on any page. */
  readsBills: boolean;
};

/** Returns who reads a page about bills. */
export function billingReader({ account, caller }: Pick<ConsoleSession, 'account' | 'caller'>): BillingReader {
  const isRoot = caller.principal.type === 'Root';
  const readsBills = isRoot || account.iamUserAccessToBilling === 'ALLOW';
  return { accountId: account.id, isRoot, isShutOut: !readsBills, readsBills };
}

/** Returns the reader of a page of Cost Anomaly Detection or Savings Plans, which IAM access to billing does not govern. */
export function openPageReader(session: Pick<ConsoleSession, 'account' | 'caller'>): BillingReader {
  return { ...billingReader(session), isShutOut: false };
}
