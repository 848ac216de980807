import { matchAction } from '@gatehouse/policy/match';
import { parsePolicy } from '@gatehouse/policy/parse';
import { delegateAccount } from '@gatehouse/policy/validate';
import type { Scope } from '../core/operation';
import { organizationsOperations } from './index';
import {
  callersOf,
  inOrganization,
  isDelegatedAdministrator,
  isForOwnAccount,
  type OrganizationScope,
} from './organizations-operation';
import { findResourcePolicy } from './resource-policy/rows';

/**
 * Returns the Organizations actions that the account can't use whatever its policies say: in a member account, those of the
 * management account. Delegated administrators have the read actions, and actions in the delegation policy may succeed. Empty
 * outside of organizations, where the service reports it.
 */
export async function actionsOutOfPlace(scope: Scope): Promise<string[]> {
  const inside = inOrganization(scope);
  if (!inside || inside.organization.managementAccountId === inside.accountId) return [];
  const [reads, granted] = [await isDelegatedAdministrator(inside), await actionsGrantedTo(inside)];
  return Object.values(organizationsOperations).flatMap((operation) => {
    const [callers, action] = [callersOf(operation), `organizations:${operation.name}`];
    if (callers === undefined || callers === 'member' || isForOwnAccount(operation) || (callers === 'reader' && reads)) return [];
    return callers !== 'managementAccount' && granted.some((pattern) => matchAction(pattern, action)) ? [] : [action];
  });
}

/** Returns the action patterns of the delegation policy's statements that name the account or a principal of it. */
async function actionsGrantedTo(scope: OrganizationScope): Promise<string[]> {
  const stored = await findResourcePolicy(scope);
  const parsed = stored && parsePolicy(stored.content, 'resource');
  if (!parsed?.ok) return [];
  return parsed.policy.statements
    .filter(({ effect, principal }) => {
      const named = principal?.entries.some((entry) => delegateAccount(entry) === scope.accountId);
      return effect === 'Allow' && named;
    })
    .flatMap(({ action }) => action.entries.map(({ value }) => value));
}
