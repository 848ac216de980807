import { effectivePolicySteps, readTagRules } from '@gatehouse/policy/organization';
import type { AccountFacts } from '../../core/account-facts';
import { loadGuardrails, pathOf, TAG_POLICY } from '../../core/authorization/guardrails';
import { keepFacts } from '../../core/cache/kept-facts';
import type { AccountTagPolicy, TagPolicySources } from '../../core/module/hooks';
import { takeInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readAttachments, readPublished } from '../effective-policies';

type Member = AccountFacts & { organization: NonNullable<AccountFacts['organization']> };

const kept = keepFacts<AccountTagPolicy>('tag_policies', 2_000);

/**
 * Returns the tag policy that is in force for an account, cached while the organization's revision stands. Null outside of
 * organizations. The caller has checked that tag policies are enabled.
 * INVARIANT (revision): the tree, attachments, contents and documents in force change only together with the revision.
 */
export async function tagPolicyOf(db: Transaction, account: AccountFacts): Promise<AccountTagPolicy | null> {
  const { organization } = account;
  if (!organization) return null;
  const member = { ...account, organization };
  return kept.under(db, organization.revision, `${organization.id} ${account.id} ${account.parentId}`, async () => {
    const chain = await chainOf(db, member);
    // The time of the last change does not matter here.
    const { inForce } = await readPublished({ db, organization, now: new Date(0) }, TAG_POLICY, chain);
    return { rules: readTagRules(inForce), readSources: (reader) => readSources(reader, member) };
  });
}

/** Reads where the settings of an account's effective tag policy come from, with the names of policies and nodes. */
async function readSources(db: Transaction, account: Member): Promise<TagPolicySources> {
  const chain = await chainOf(db, account);
  const { attached, policiesOf } = await readAttachments(db, account.organization.id, TAG_POLICY, chain);
  const nodes = [];
  for (const id of chain) if (attached.has(id)) nodes.push(await policiesOf(id));
  const { settings } = await takeInTurns(effectivePolicySteps(TAG_POLICY, nodes));
  const policies = await db.organizationPolicy.findMany({
    where: { id: { in: [...new Set([...attached.values()].flat())] } },
    select: { id: true, name: true },
  });
  const { rootId, rootName, units } = await loadGuardrails(db, account.organization);
  const names = new Map([[rootId, rootName], [account.id, account.name], ...policies.map(({ id, name }) => [id, name] as const)]);
  return { settings, nameOf: (id) => names.get(id) ?? units.get(id)?.name ?? id };
}

/** Returns the ids of the root, the OUs and the account. */
async function chainOf(db: Transaction, { id, parentId, organization }: Member): Promise<string[]> {
  return [...pathOf(await loadGuardrails(db, organization), parentId ?? organization.rootId), id];
}
