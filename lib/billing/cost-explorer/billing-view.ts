import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';

const primaryView = ({ partition, accountId }: Scope) => `arn:${partition}:billing::${accountId}:billingview/primary`;

/** Returns the check of reads in Cost Explorer, which are authorized on a billing view. AWS gives each account one. */
export const viewCheck = (action: string) => (_: unknown, scope: Scope) => [{ action, resource: primaryView(scope) }];

/**
 * Refuses billing views other than the account's own.
 * @throws AwsError ResourceNotFoundException
 */
export function requireView(scope: Scope, arn: string | undefined): void {
  if (arn === undefined || arn === primaryView(scope)) return;
  throw new AwsError('ResourceNotFoundException', `Billing view ${arn} does not exist.`, { ResourceName: arn });
}
