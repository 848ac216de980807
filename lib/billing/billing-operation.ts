import type { z } from 'zod';
import { AwsError } from '../core/errors';
import type { Operation, Scope } from '../core/operation';

/**
 * An operation about bills. AWS: besides the permission, which `checks` ask for, users and roles need that the root user has activated
 * IAM access to billing information on the Account page; the root user itself needs nothing.
 */
export function billingOperation<S extends z.ZodType, Output, Target = undefined, Prepared = undefined>(
  operation: Operation<S, Target, Output, Prepared>,
): Operation<S, Target, Output, Prepared> {
  const { prepare, run } = operation;
  return {
    ...operation,
    ...(prepare && {
      prepare: async (input, scope, target, database) => {
        await requireBillingAccess(scope);
        return prepare(input, scope, target, database);
      },
    }),
    run: async (input, scope, target, prepared) => {
      await requireBillingAccess(scope);
      return run(input, scope, target, prepared);
    },
  };
}

/** Whether the root user of an account has let users and roles see its bills where their policies allow it. */
export async function isIamAccessActivated({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<boolean> {
  const { iamUserAccessToBilling } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { iamUserAccessToBilling: true },
  });
  return iamUserAccessToBilling === 'ALLOW';
}

/** @throws AwsError AccessDenied for users and roles of an account whose root user has not let them see its bills */
async function requireBillingAccess({ db, caller, accountId }: Scope): Promise<void> {
  if (caller.principal.type === 'Root' || (await isIamAccessActivated({ db, accountId }))) return;
  throw new AwsError(
    'AccessDenied',
    `IAM users and roles of account ${accountId} cannot use billing: its root user has not activated IAM access to billing information, on the Account page. The permission for this call is there.`,
    { Reason: 'IAM_ACCESS_NOT_ACTIVATED' },
  );
}
