import 'server-only';
import {
  isOfAws,
  type MemberState,
  type OrganizationPolicyState,
  type OrganizationState,
  ordersOf,
  organizationInOrder,
  type UnitState,
} from '../../../export/organization-state';
import type { Tag } from '../../../export/tag';
import { ListOrganizationsFeatures } from '../../../iam/root-access/operations';
import { ListAccountsForParent } from '../../../organizations/account/operations';
import { ListPoliciesForTarget, ListTargetsForPolicy } from '../../../organizations/attachment/operations';
import {
  ListDelegatedAdministrators,
  ListDelegatedServicesForAccount,
} from '../../../organizations/delegated-administrator/operations';
import { DescribeOrganization, ListRoots } from '../../../organizations/organization/operations';
import { DescribePolicy, ListPolicies } from '../../../organizations/policy/operations';
import { ListPoliciesInput } from '../../../organizations/policy/schema';
import { DescribeResourcePolicy } from '../../../organizations/resource-policy/operations';
import { ListAWSServiceAccessForOrganization } from '../../../organizations/service-access/operations';
import { ListTagsForResource } from '../../../organizations/tag/operations';
import { ListOrganizationalUnitsForParent } from '../../../organizations/unit/operations';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';

/** The largest page size of Organizations. */
const MaxResults = 20;
const byToken = ({ NextToken }: { NextToken?: string | undefined }) => (NextToken === undefined ? null : { NextToken });
const IAM = 'iam.amazonaws.com';

/**
 * Reads the caller's organization by AWS's own calls. Each needs its permission, and the first denial ends the export. The
 * content of its accounts is exported inside each account.
 */
export const readOrganization: Recipe<void, OrganizationState> = async (run) => {
  const steps = new Steps(run);
  const { Organization } = (await steps.read(DescribeOrganization, {})) ?? {};
  const { Id: id = '', MasterAccountId: managementAccountId = '', FeatureSet } = Organization ?? {};
  const [root] = (await steps.read(ListRoots, {}))?.Roots ?? [];
  const { Id: rootId = '' } = root ?? {};
  const leftOut: string[] = [];
  const tree = await readTree(steps, rootId, managementAccountId, leftOut);
  const places = new Set([rootId, managementAccountId, ...[...tree.units, ...tree.members].map(({ id }) => id)]);
  const decided = await readPolicies(steps, places);
  const isWhole = FeatureSet === 'ALL';
  const services = isWhole ? await readServices(steps) : [];
  const state: OrganizationState = {
    ...{ id, rootId, partition: 'aws', featureSet: isWhole ? 'ALL' : 'CONSOLIDATED_BILLING' },
    ...{ rootTags: await tagsOf(steps, rootId), managementAccountId },
    ...{ managementParentId: tree.managementParentId, units: tree.units, members: tree.members },
    managementTags: await tagsOf(steps, managementAccountId),
    policyTypes: (root?.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Type && Status === 'ENABLED' ? [Type] : [])),
    ...{ ...decided, services },
    ...(isWhole ? await readDelegation(steps, places) : { delegated: [] }),
    rootFeatures: services.includes(IAM) ? ((await steps.read(ListOrganizationsFeatures, {}))?.EnabledFeatures ?? []) : [],
    ...{ leftOut, accounts: [] },
  };
  return steps.result(organizationInOrder(state));
};

async function tagsOf(steps: Steps, ResourceId: string): Promise<Tag[]> {
  const tags = await steps.pages(ListTagsForResource, { ResourceId }, ({ Tags }) => Tags, byToken);
  return tags.map(({ Key = '', Value = '' }) => ({ Key, Value })).sort((one, other) => (one.Key < other.Key ? -1 : 1));
}

type Tree = { units: UnitState[]; members: MemberState[]; managementParentId: string };

/** Returns parents before children. Closed accounts are left out, because nothing can be created in them. */
async function readTree(steps: Steps, rootId: string, managementAccountId: string, leftOut: string[]): Promise<Tree> {
  const tree: Tree = { units: [], members: [], managementParentId: rootId };
  const parents = [rootId];
  for (let parentId = parents.shift(); parentId !== undefined; parentId = parents.shift()) {
    const ParentId = parentId;
    const accounts = await steps.pages(ListAccountsForParent, { ParentId, MaxResults }, ({ Accounts }) => Accounts, byToken);
    for (const { Id: id = '', Name: name = '', Email: email = '', State, JoinedMethod } of accounts) {
      if (id === managementAccountId) tree.managementParentId = ParentId;
      else if (State !== undefined && State !== 'ACTIVE') leftOut.push(`The account ${name} (${id}) is left out: it is closed.`);
      else {
        const joined = JoinedMethod === 'INVITED' ? 'INVITED' : 'CREATED';
        tree.members.push({ id, name, email, parentId: ParentId, joined, tags: await tagsOf(steps, id) });
      }
    }
    const input = { ParentId, MaxResults };
    const units = await steps.pages(ListOrganizationalUnitsForParent, input, (page) => page.OrganizationalUnits, byToken);
    for (const { Id: id = '', Name: name = '' } of units) {
      tree.units.push({ id, name, parentId: ParentId, tags: await tagsOf(steps, id) });
      parents.push(id);
    }
  }
  return tree;
}

/**
 * Reads the policies.
 * @param places the ids in the state; attachments to others are left out
 */
async function readPolicies(
  steps: Steps,
  places: ReadonlySet<string>,
): Promise<Pick<OrganizationState, 'policies' | 'attachments'>> {
  const policies: OrganizationPolicyState[] = [];
  const attachments: { policyId: string; targetId: string }[] = [];
  for (const Filter of ListPoliciesInput.shape.Filter.options) {
    for (const { Id: id = '', Name: name = '' } of await steps.pages(
      ListPolicies,
      { Filter, MaxResults },
      ({ Policies }) => Policies,
      byToken,
    )) {
      const targets = await steps.pages(ListTargetsForPolicy, { PolicyId: id, MaxResults }, ({ Targets }) => Targets, byToken);
      const own = targets.flatMap(({ TargetId = '' }) => (places.has(TargetId) ? [{ policyId: id, targetId: TargetId }] : []));
      attachments.push(...own);
      if (isOfAws(id)) continue;
      const { Policy } = (await steps.read(DescribePolicy, { PolicyId: id })) ?? {};
      const { Content: content = '', PolicySummary: { Description: description = '' } = {} } = Policy ?? {};
      policies.push({ id, name, description, type: Filter, content, tags: await tagsOf(steps, id) });
    }
  }
  return { policies, attachments: await inOrderOfAttachment(steps, policies, attachments) };
}

/** Reads the order of attachment where it decides the effective policy. */
async function inOrderOfAttachment(
  steps: Steps,
  policies: OrganizationState['policies'],
  attachments: OrganizationState['attachments'],
): Promise<OrganizationState['attachments']> {
  const orders = new Map<string, number>();
  for (const key of ordersOf({ policies, attachments }).keys()) {
    const [type = '', TargetId = ''] = key.split(' ');
    const input = { TargetId, Filter: ListPoliciesInput.shape.Filter.parse(type), MaxResults };
    const listed = await steps.pages(ListPoliciesForTarget, input, ({ Policies }) => Policies, byToken);
    for (const [index, { Id }] of listed.entries()) orders.set(`${Id} ${TargetId}`, index);
  }
  const orderOf = ({ policyId, targetId }: { policyId: string; targetId: string }) => orders.get(`${policyId} ${targetId}`) ?? 0;
  return attachments.toSorted((one, other) => orderOf(one) - orderOf(other));
}

async function readServices(steps: Steps): Promise<string[]> {
  const input = { MaxResults };
  const listed = await steps.pages(ListAWSServiceAccessForOrganization, input, (page) => page.EnabledServicePrincipals, byToken);
  return listed.flatMap(({ ServicePrincipal }) => ServicePrincipal);
}

async function readDelegation(
  steps: Steps,
  places: ReadonlySet<string>,
): Promise<Pick<OrganizationState, 'delegated' | 'delegation'>> {
  const administrators = await steps.pages(
    ListDelegatedAdministrators,
    { MaxResults },
    (page) => page.DelegatedAdministrators,
    byToken,
  );
  const delegated: { accountId: string; service: string }[] = [];
  for (const { Id: AccountId = '' } of administrators) {
    if (!places.has(AccountId)) continue;
    const input = { AccountId, MaxResults };
    const services = await steps.pages(ListDelegatedServicesForAccount, input, (page) => page.DelegatedServices, byToken);
    delegated.push(...services.map(({ ServicePrincipal = '' }) => ({ accountId: AccountId, service: ServicePrincipal })));
  }
  const policy = (await steps.read(DescribeResourcePolicy, {}, { unless: 'ResourcePolicyNotFoundException' }))?.ResourcePolicy;
  if (!policy) return { delegated };
  const tags = await tagsOf(steps, policy.ResourcePolicySummary.Id);
  return { delegated, delegation: { content: policy.Content, tags } };
}
