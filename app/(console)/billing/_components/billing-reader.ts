import type { AccountReader } from '@/app/(console)/_client/account-reader';
import type { ConsoleSession } from '@/lib/console/session';

/** Who reads about bills. `isShutOut`: the root user of the account has not let its users and roles do so, whatever their policies allow. */
export type BillingReader = AccountReader & { isShutOut: boolean };

export function billingReader({ account, caller }: Pick<ConsoleSession, 'account' | 'caller'>): BillingReader {
  const isRoot = caller.principal.type === 'Root';
  return { accountId: account.id, isRoot, isShutOut: !isRoot && account.iamUserAccessToBilling !== 'ALLOW' };
}
