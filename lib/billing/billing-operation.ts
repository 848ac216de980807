import type { z } from 'zod';
import { AwsError } from '../core/errors';
import { isWrite, type Operation, type Scope } from '../core/operation';
import { realTimeOf } from '../core/time/clock';
import { issueDueBills } from './bill/issue/keep';

type Which<Input> = {
  /**
   * True for reads and writes of the Cost Anomaly Detection and Savings Plans pages, which users see whatever the root user set.
   */
  isOpenPage?: (input: Input) => boolean;
};

/**
 * Defines a billing operation. Besides `checks`, users and roles need IAM access to billing to be activated by the root user,
 * where that setting applies. Due months are issued before anything is read.
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
    // Writes don't issue due months, so that late usage is still accepted until somebody reads the month or it is issued
    // automatically.
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
 * Returns whether a call comes from a page. The setting governs only pages, not the APIs of Cost Explorer, Budgets and Cost and
 * Usage Reports. Source: AWS Billing User Guide, "Overview of managing access permissions".
 */
function isPage(service: string, { call }: Scope): boolean {
  return service === 'gatehouse' || call.via === 'console';
}

/** Returns whether the root user activated IAM access to billing. */
export async function isIamAccessActivated({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<boolean> {
  const { iamUserAccessToBilling } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { iamUserAccessToBilling: true },
  });
  return iamUserAccessToBilling === 'ALLOW';
}

/**
 * Refuses users and roles if IAM access is not activated.
 * @throws AwsError AccessDenied
 */
async function requireBillingAccess({ db, caller, accountId }: Scope): Promise<void> {
  if (caller.principal.type === 'Root' || (await isIamAccessActivated({ db, accountId }))) return;
  throw new AwsError(
    'AccessDenied',
    `IAM users and roles of account ${accountId} cannot view billing information, because its root user has not activated IAM access to billing on the Account page. The policies allow this call.`,
    { Reason: 'IAM_ACCESS_NOT_ACTIVATED' },
  );
}
