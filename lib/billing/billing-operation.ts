import type { z } from 'zod';
import { realTimeOf } from '../core/clock';
import { AwsError } from '../core/errors';
import { isWrite, type Operation, type Scope } from '../core/operation';
import { issueDueBills } from './bill/keep';

type Which<Input> = {
  /** True for what the pages of Cost Anomaly Detection and Savings Plans read and write, which users see whatever the root user has set. */
  isOpenPage?: (input: Input) => boolean;
};

/**
 * Makes an operation about bills. Users and roles need, besides the permission that `checks` ask for, that the root user has activated IAM access
 * to billing information, as far as that setting reaches. Months that are due are issued before anything is read.
 */
export function billingOperation<S extends z.ZodType, Output, Target = undefined, Prepared = undefined>(
  operation: Operation<S, Target, Output, Prepared>,
  { isOpenPage = () => false }: Which<z.output<S>> = {},
): Operation<S, Target, Output, Prepared> {
  const { prepare, run, service } = operation;
  const admit = async (input: z.output<S>, scope: Scope) => {
    if (isPage(service, scope) && !isOpenPage(input)) await requireBillingAccess(scope);
  };
  return {
    ...operation,
    // A write is no look: whoever brings usage late still brings it, until somebody has looked at the month or it is issued by itself.
    ...(!isWrite(operation) && {
      settles: (call, database) => issueDueBills(database, call.caller.accountId, realTimeOf(call)),
    }),
    ...(prepare && {
      prepare: async (input, scope, target, database) => {
        await admit(input, scope);
        return prepare(input, scope, target, database);
      },
    }),
    run: async (input, scope, target, prepared) => {
      await admit(input, scope);
      return run(input, scope, target, prepared);
    },
  };
}

/**
 * True for calls of pages. The setting governs these alone, and not the APIs of Cost Explorer, Budgets and Cost and Usage Reports.
 * Source: AWS Billing User Guide, "Overview of managing access permissions".
 */
function isPage(service: string, { call }: Scope): boolean {
  return service === 'gatehouse' || call.via === 'console';
}

/** Returns whether the root user of an account has given users and roles access to its bills where their policies allow it. */
export async function isIamAccessActivated({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<boolean> {
  const { iamUserAccessToBilling } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { iamUserAccessToBilling: true },
  });
  return iamUserAccessToBilling === 'ALLOW';
}

/** @throws AwsError AccessDenied for users and roles of an account whose root user has not activated IAM access */
async function requireBillingAccess({ db, caller, accountId }: Scope): Promise<void> {
  if (caller.principal.type === 'Root' || (await isIamAccessActivated({ db, accountId }))) return;
  throw new AwsError(
    'AccessDenied',
    `IAM users and roles of account ${accountId} cannot use the billing pages: its root user has not activated IAM access to billing information, on the Account page. The permission for this call is there.`,
    { Reason: 'IAM_ACCESS_NOT_ACTIVATED' },
  );
}
