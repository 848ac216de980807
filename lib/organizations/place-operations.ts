import type { Scope } from '../core/operation';
import { delegateAccount, matchAction, parsePolicy } from '../engine';
import { organizationsOperations } from './index';
import { callersOf, inOrganization, isDelegatedAdministrator, type OrganizationScope } from './organizations-operation';
import { findResourcePolicy } from './resource-policy/rows';

/**
 * The actions of Organizations that the account's place keeps from everybody in it, whatever their policies say: in a member account those
 * that are for the management account. A delegated administrator has the reads, and what the delegation policy grants to anybody of the
 * account may succeed. None in an account outside of organizations: there the service says so itself.
 */
export async function actionsOutOfPlace(scope: Scope): Promise<string[]> {
  const inside = inOrganization(scope);
  if (!inside || inside.organization.managementAccountId === inside.accountId) return [];
  const [reads, granted] = [await isDelegatedAdministrator(inside), await actionsGrantedTo(inside)];
  return Object.values(organizationsOperations).flatMap((operation) => {
    const [callers, action] = [callersOf(operation), `organizations:${operation.name}`];
    if (callers === undefined || callers === 'member' || (callers === 'reader' && reads)) return [];
    return callers !== 'managementAccount' && granted.some((pattern) => matchAction(pattern, action)) ? [] : [action];
  });
}

/** As the statements of the delegation policy write them that name the account or somebody in it. */
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
