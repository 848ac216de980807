import type { AccountReader } from '@/app/(console)/_client/account-reader';
import type { ConsoleSession } from '@/lib/console/session';

export type BillingReader = AccountReader & {
  /** True where the root user has not activated IAM access to billing and the page is one that the setting governs. */
  isShutOut: boolean;
  /** True where bills and price lists can be read, on whatever page. */
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
