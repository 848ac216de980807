import { AccessDeniedError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { type ManagedPolicy, requirePolicy } from './rows';

/**
 * Returns a policy that its account may change: never one of AWS's, even if the account does not enforce permissions.
 * @throws AwsError NoSuchEntity or AccessDenied
 */
export function requireOwnPolicy(scope: Scope, action: string, policy: ManagedPolicy | null, arn: string): ManagedPolicy {
  const found = requirePolicy(policy, arn);
  if (found.owner === scope.accountId) return found;
  const { principal } = scope.caller;
  const who = 'arn' in principal ? principal.arn : principal.type;
  throw new AccessDeniedError(`User: ${who} is not authorized to perform: ${action} on resource: ${arn}`);
}
