import { effectivePolicySteps, readTagRules } from '@gatehouse/policy/organization';
import type { AccountFacts } from '../../core/account-facts';
import { organizationPolicyArn } from '../../core/arns';
import { loadGuardrails, pathOf, TAG_POLICY } from '../../core/authorization/guardrails';
import { keepFacts } from '../../core/cache/kept-facts';
import type { AccountTagPolicy, TagPolicySources } from '../../core/module/hooks';
import type { Scope } from '../../core/operation';
import { readInChunks, takeInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readAttachments, readPublished } from '../effective-policies';
import { inOrganization } from '../organizations-operation';
import { findResourcePolicy, resourcePolicyArn } from '../resource-policy/rows';
import { membersOf, nodeArn } from '../tree';

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

/** The service principal whose delegated administrator sees the tag compliance of the organization. */
const TAG_POLICIES = 'tagpolicies.tag.amazonaws.com';

/** Returns whether the caller's account manages its organization or is the delegated administrator of tag policies. */
export async function isTagPolicyDelegate({ db, account }: Scope): Promise<boolean> {
  const { organization } = account;
  if (!organization) return false;
  if (organization.managementAccountId === account.id) return true;
  const where = { organizationId: organization.id, accountId: account.id, servicePrincipal: TAG_POLICIES };
  return (await db.delegatedAdministrator.count({ where })) > 0;
}

/** Reads the caller's account or all accounts of its organization, in chunks. Yields nothing while tag policies are not enabled. */
export async function* readTagPolicyAccounts(
  scope: Scope,
  ofOrganization: boolean,
  atOnce: number,
): AsyncGenerator<readonly AccountFacts[]> {
  const inside = inOrganization(scope);
  if (!inside || !(await loadGuardrails(scope.db, inside.organization)).enabledTypes.has(TAG_POLICY)) return;
  if (!ofOrganization) {
    yield [scope.account];
    return;
  }
  const chunks = readInChunks(
    (after, take) =>
      scope.db.account.findMany({
        where: { ...membersOf(inside), id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, name: true, parentId: true },
      }),
    ({ id }) => id,
    atOnce,
  );
  // Policies depend on an account's place only.
  for await (const rows of chunks) yield rows.map((row) => ({ ...scope.account, ...row }));
}

/** Reads the resources of the organization itself, which belong to the management account. */
export async function readNodeResources(
  scope: Scope,
): Promise<{ type: string; arn: string; accountId: string; tagsId: string }[]> {
  const inside = inOrganization(scope);
  if (!inside) return [];
  const { db, organization } = inside;
  const ofOrganization = { organizationId: organization.id };
  const accounts = await db.account.findMany({ where: membersOf(inside), select: { id: true } });
  const units = await db.organizationalUnit.findMany({ where: ofOrganization, select: { id: true } });
  const policies = await db.organizationPolicy.findMany({ where: ofOrganization, select: { id: true, type: true } });
  const resourcePolicy = await findResourcePolicy(inside);
  const owned = (type: string, tagsId: string, arn = nodeArn(inside, tagsId)) => ({
    type: `organizations:${type}`,
    arn,
    accountId: organization.managementAccountId,
    tagsId,
  });
  return [
    owned('root', organization.rootId),
    ...units.map(({ id }) => owned('ou', id)),
    ...accounts.map(({ id }) => owned('account', id)),
    ...policies.map(({ id, type }) =>
      owned('policy', id, organizationPolicyArn(inside.partition, ownerOf(organization), type, id)),
    ),
    ...(resourcePolicy ? [owned('resourcepolicy', resourcePolicy.id, resourcePolicyArn(inside, resourcePolicy.id))] : []),
  ];
}

function ownerOf({ id, managementAccountId }: Member['organization']) {
  return { organizationId: id, managementAccountId };
}
