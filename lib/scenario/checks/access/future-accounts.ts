import type { AccessAccount, AccessModel } from '@gatehouse/policy/analyze';
import { knownFacts } from '../../../access/known-facts';
import {
  type Guardrails,
  levelsOf,
  placeOf,
  RESOURCE_CONTROL_POLICY,
  readGuardrails,
  SERVICE_CONTROL_POLICY,
} from '../../../core/authorization/guardrails';
import type { Transaction } from '../../../db/client';
import { withFullAccess } from '../principals';
import { ADMINISTRATOR } from './expected';
import { newcomerOf } from './subjects';

/** Adds to each root and OU of the model's organizations an account that would be made there now, with an administrator in it. */
export async function withFutureAccounts(db: Transaction, model: AccessModel): Promise<AccessModel> {
  const accountIds = model.accounts.map(({ accountId }) => accountId);
  const organizations = await db.organization.findMany({ where: { managementAccountId: { in: accountIds } } });
  const future: AccessAccount[] = [];
  for (const organization of organizations) {
    const guardrails = await readGuardrails(db, organization);
    for (const parentId of [guardrails.rootId, ...guardrails.units.keys()]) future.push(futureAccount(guardrails, parentId));
  }
  return { ...model, accounts: [...model.accounts, ...future] };
}

function futureAccount(guardrails: Guardrails, parentId: string): AccessAccount {
  const placed = { id: `new in ${parentId}`, name: 'new', parentId };
  const [scp, rcp] = [
    levelsOf(guardrails, SERVICE_CONTROL_POLICY, placed),
    levelsOf(guardrails, RESOURCE_CONTROL_POLICY, placed),
  ];
  const account: AccessAccount = {
    accountId: placed.id,
    name: placed.name,
    management: false,
    ...(scp && { scp: withFullAccess(scp) }),
    ...(rcp && { rcp }),
    principals: [],
    groups: [],
  };
  const facts = knownFacts({ tags: [], place: placeOf(guardrails, placed) });
  return { ...account, principals: [{ ...newcomerOf(account, [ADMINISTRATOR]), facts }] };
}
