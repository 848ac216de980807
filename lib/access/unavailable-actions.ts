import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { effectivePermissions } from '@gatehouse/policy/analyze';
import { z } from 'zod';
import { type CallerPolicies, loadCallerPolicies } from '../core/authorize';
import type { Caller } from '../core/call';
import { defineOperation } from '../core/operation';
import { levelsBearingOn } from '../core/own-calls';
import { actionsOutOfPlace } from '../organizations/place-operations';
import { ownActionIndex } from './action-index';
import { permissionsOf } from './effective-operations';
import { knownFacts } from './known-facts';

/** None of them has resources that a policy could be on, but for roles, whose trust policy is another question. */
const SERVICES = ['iam', 'access-analyzer', 'account', 'supportplans', 'billing', 'budgets', 'organizations'];

export type UnavailableActions = {
  /** Those that the caller's policies do not allow. */
  Actions: string[];
  /** Those that only the management account of the organization may do, which the caller's is not. */
  ManagementAccountActions: string[];
};

/**
 * The actions of IAM, Access Analyzer, Organizations and the account's own services that the caller surely may not do, whatever the call
 * says and whatever it is about: pages tell so instead of offering them. No policy on a resource can allow them, so what the caller's own
 * side does not allow nothing does; the delegation policy of an organization gives a member account nothing that its own side does not allow
 * too. It needs no permission, as GetOwnAccess needs none: whoever calls can find out by calling.
 */
export const ListUnavailableActions = defineOperation({
  service: 'gatehouse',
  name: 'ListUnavailableActions',
  access: 'Read',
  input: z.object({}),
  checks: () => [],
  run: async (_, scope): Promise<UnavailableActions> => {
    const ManagementAccountActions = await actionsOutOfPlace(scope);
    // Where the account's denials are not obeyed, what they are about can be done.
    if (scope.account.enforcement !== 'enforce') return { Actions: [], ManagementAccountActions };
    const policies = await loadCallerPolicies(scope.db, scope.caller, scope.account);
    const permissions = await permissionsOf({ caller: scope.caller, policies });
    const catalog = loadCatalog();
    const names = SERVICES.flatMap((service) => catalog.actionsOf(service).map(({ name }) => `${service}:${name}`));
    return {
      Actions: [
        ...names.filter((name) => isSurelyDenied(permissions.outcome(name))),
        ...unavailableOwnActions(scope.caller, policies),
      ],
      ManagementAccountActions,
    };
  },
});

/** Of the calls that AWS has not, on which guardrails bear in a way of their own. */
function unavailableOwnActions(caller: Caller, policies: CallerPolicies): string[] {
  const index = ownActionIndex();
  return index.actions.flatMap(({ service, name }) => {
    const action = `${service}:${name}`;
    const bearing = { ...policies.policies, scp: levelsBearingOn(action, policies.policies.scp) };
    const permissions = effectivePermissions(caller.principal, bearing, index, {
      ...knownFacts(policies),
      credential: caller.credential,
    });
    return isSurelyDenied(permissions.outcome(action)) ? [action] : [];
  });
}

function isSurelyDenied(outcome: string | undefined): boolean {
  return outcome === 'explicitDeny' || outcome === 'implicitDeny';
}
