import { administersService, hasTrustedAccess } from '../../account/service-administration';
import type { AccountFacts } from '../../core/account-facts';
import { organizationPolicyArn } from '../../core/arns';
import { loadGuardrails, pathOf, TAG_POLICY } from '../../core/authorization/guardrails';
import type { Scope } from '../../core/operation';
import { readInChunks } from '../../core/work/bulk';
import { inOrganization, type OrganizationScope } from '../organizations-operation';
import { findResourcePolicy, resourcePolicyArn } from '../resource-policy/rows';
import { findNode, membersOf, nodeArn } from '../tree';

/** The service principal whose delegated administrator sees the tag compliance of the organization. */
const TAG_POLICIES = 'tagpolicies.tag.amazonaws.com';

/** Returns whether the caller's account manages its organization or is the delegated administrator of tag policies. */
export function isTagPolicyDelegate({ db, account }: Scope): Promise<boolean> {
  return administersService(db, account, TAG_POLICIES);
}

/**
 * Returns a sentence with the first prerequisite of organization-wide reports that is missing, or null.
 * Source: Tagging AWS Resources and Tag Editor User Guide, "Evaluating organization-wide compliance".
 */
export async function missingForTagReports(scope: Scope): Promise<string | null> {
  const inside = inOrganization(scope);
  if (!inside || !(await isTagPolicyDelegate(scope)))
    return 'Only the management account of an organization and the delegated administrator of tag policies can call this operation.';
  const { db, organization } = inside;
  if (!(await hasTrustedAccess(db, organization.id, TAG_POLICIES)))
    return `The organization has not enabled trusted access for ${TAG_POLICIES}.`;
  const where = { organizationId: organization.id, type: TAG_POLICY };
  const isEnabled = (await loadGuardrails(db, organization)).enabledTypes.has(TAG_POLICY);
  if (!isEnabled || (await db.organizationPolicyAttachment.findFirst({ where })) === null)
    return 'No tag policy is attached to the root, an organizational unit or an account.';
  return null;
}

/** Returns the accounts in or below a root, organizational unit or account of the caller's organization. Null if it does not exist. */
export async function accountsOfTarget(
  scope: Scope,
  id: string,
): Promise<((account: Pick<AccountFacts, 'id' | 'parentId'>) => boolean) | null> {
  const inside = inOrganization(scope);
  if (!inside || !(await findNode(inside, id))) return null;
  const tree = await loadGuardrails(inside.db, inside.organization);
  const { rootId } = inside.organization;
  return (account) => account.id === id || pathOf(tree, account.parentId ?? rootId).includes(id);
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
  inside: Pick<OrganizationScope, 'db' | 'partition' | 'now' | 'organization'>,
): Promise<{ type: string; arn: string; accountId: string; tagsId: string }[]> {
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

function ownerOf({ id, managementAccountId }: NonNullable<AccountFacts['organization']>) {
  return { organizationId: id, managementAccountId };
}
