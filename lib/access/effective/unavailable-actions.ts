import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { effectivePermissions } from '@gatehouse/policy/analyze';
import { z } from 'zod';
import { type CallerPolicies, loadCallerPolicies } from '../../core/authorization/authorize';
import { levelsBearingOn } from '../../core/authorization/own-calls';
import type { Caller } from '../../core/call';
import { defineOperation } from '../../core/operation';
import { actionsOutOfPlace } from '../../organizations/place-operations';
import { knownFacts } from '../known-facts';
import { ownActionIndex } from '../model/action-index';
import { permissionsOf } from './operations';

/** These services have no resource policies except trust policies, which are evaluated separately. */
const SERVICES = ['iam', 'access-analyzer', 'account', 'supportplans', 'billing', 'budgets', 'organizations'];

export type UnavailableActions = {
  /** The actions that the caller's policies do not allow. */
  Actions: string[];
  /** The actions that only the organization's management account may do. Empty for that account. */
  ManagementAccountActions: string[];
};

/**
 * Lists the actions of IAM, Access Analyzer, Organizations and the account services that the caller cannot do under any circumstances, so
 * that pages explain them instead of offering them.
 *
 * No resource policy can allow these actions, and an organization's delegation policy gives a member account only what its own policies
 * allow too. Like GetOwnAccess it needs no permission, because callers can find out by calling.
 */
export const ListUnavailableActions = defineOperation({
  service: 'gatehouse',
  name: 'ListUnavailableActions',
  access: 'Read',
  input: z.object({}),
  checks: () => [],
  run: async (_, scope): Promise<UnavailableActions> => {
    const ManagementAccountActions = await actionsOutOfPlace(scope);
    // An account that does not enforce denials allows every action.
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

/** Returns the unavailable ones of Gatehouse's own calls, to which SCPs apply in a special way. */
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
