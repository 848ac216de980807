import { quotas } from '../core/quotas';
import type { PolicyFinder } from '../iam/reserved-role/rows';
import type { CustomerPolicy, Definition } from './permission-set/rows';

/** The policies that a definition stands for in one account, by their stored ARNs. */
export type PoliciesInAccount = {
  managedPolicies: string[];
  boundary: string | null;
  /** The customer managed policies that the account does not have. */
  missing: CustomerPolicy[];
};

/** Returns the customer managed policies that a definition names, with that of its boundary. */
export function referencesOf({ customerPolicies, boundary }: Definition): CustomerPolicy[] {
  const isReference = boundary !== null && 'CustomerManagedPolicyReference' in boundary;
  return isReference ? [...customerPolicies, boundary.CustomerManagedPolicyReference] : [...customerPolicies];
}

/** Finds the policies of a definition in an account. */
export function policiesOf(definition: Definition, accountId: string, find: PolicyFinder): PoliciesInAccount {
  const { managedPolicies, customerPolicies, boundary } = definition;
  const missing = referencesOf(definition).filter((policy) => find(accountId, policy) === null);
  const found = customerPolicies.flatMap((policy) => find(accountId, policy) ?? []);
  const boundaryArn =
    boundary === null
      ? null
      : 'ManagedPolicyArn' in boundary
        ? boundary.ManagedPolicyArn
        : find(accountId, boundary.CustomerManagedPolicyReference);
  return { managedPolicies: [...managedPolicies, ...found], boundary: boundaryArn, missing };
}

/** Returns the reason why policies cannot be provisioned in an account, or null. */
export function policyFailure({ missing, managedPolicies }: PoliciesInAccount, accountId: string): string | null {
  const [first] = missing;
  // The text after the policy is not confirmed.
  if (first)
    return `Received a 404 status error: Not supported policy arn:aws:iam::${accountId}:policy${first.Path}${first.Name}.`;
  const { PoliciesPerRole: most } = quotas();
  // IAM's message. The words before it are not confirmed.
  return managedPolicies.length > most ? `Received a 409 status error: Cannot exceed quota for PoliciesPerRole: ${most}` : null;
}

/** Returns the reason why nothing can be provisioned in an account that is suspended or closed. */
export function accountFailure(accountId: string): string {
  return `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${accountId}' takes longer than usual.`;
}
