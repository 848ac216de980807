import type { Account, OrganizationalUnit, PolicySummary, Root } from '@aws-sdk/client-organizations';
import type { Enforcement } from '../../core/account-facts';
import { organizationsArn } from '../../core/arns';
import { FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS } from '../../core/aws-organization-policies';
import { giveWay, readInChunks, sortInTurns } from '../../core/bulk';
import { readListPage } from '../../core/list/list';
import { ListInput, type ListPage } from '../../core/list/schema';
import { howToRaise, quotas } from '../../core/quotas';
import { countAccounts, toAccounts } from '../account/rows';
import { readRoot } from '../organization/rows';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { toOrganizationPolicy, toPolicySummary } from '../policy/rows';
import { policyTypeContext } from '../policy-type/rows';
import { membersOf, nodeArn } from '../tree';
import { toUnits } from '../unit/rows';
import { type AccountOverview, isManagementAccount, loadTree, nodeList, readAccounts, toNode } from './nodes';
import { GetAccountQuotaInput, GetOrganizationTreeInput, ListPolicyOverviewsInput } from './schema';

/**
 * An account in the tree. `Principals` counts users and roles that guardrails can bind; `Enforcement` is what it does with denials of its
 * own policies. Both are null where the caller may not know.
 */
export type TreeAccount = Account & { ParentId: string; Principals: number | null; Enforcement: Enforcement | null };
export type TreeUnit = OrganizationalUnit & { ParentId: string };
export type OrganizationTree = { Root: Root; Units: TreeUnit[]; Accounts: TreeAccount[] };

/** The whole tree at once: what AWS's page fetches branch by branch, under the permissions of those calls. */
export const GetOrganizationTree = organizationsOperation({
  name: 'GetOrganizationTree',
  access: 'List',
  callers: 'reader',
  input: GetOrganizationTreeInput,
  checks: (_input, scope) => treeQuestions(scope),
  run: async (_input, scope): Promise<OrganizationTree> => {
    const { db, organization } = scope;
    const units = await db.organizationalUnit.findMany({ where: { organizationId: organization.id }, orderBy: { name: 'asc' } });
    const shapes = await toUnits(scope, units);
    const accounts: TreeAccount[] = [];
    await giveWay();
    const principals = await countPrincipals(scope);
    await giveWay();
    const chunks = readInChunks(
      (after, take) => db.account.findMany({ where: { ...membersOf(scope), id: { gt: after } }, orderBy: { id: 'asc' }, take }),
      ({ id }) => id,
    );
    for await (const rows of chunks) {
      const some = (await toAccounts(scope, rows)).map((account, i) => ({
        ...account,
        ParentId: rows[i]?.parentId ?? organization.rootId,
        Enforcement: isManagementAccount(scope) ? (rows[i]?.enforcement as Enforcement) : null,
        Principals: principals && (principals.get(account.Id ?? '') ?? 0),
      }));
      accounts.push(...some);
    }
    return {
      Root: await readRoot(scope),
      Units: shapes.map((unit, i) => ({ ...unit, ParentId: units[i]?.parentId ?? organization.rootId })),
      Accounts: await sortInTurns(accounts, ({ Name: a = '' }, { Name: b = '' }) => (a < b ? -1 : a > b ? 1 : 0)),
    };
  },
});

/** Whoever sees a part of the tree may see all of it: the permissions of the calls by which AWS's page reads it, branch by branch. */
function treeQuestions(scope: OrganizationScope) {
  return [
    { action: 'organizations:ListRoots', resource: '*' },
    { action: 'organizations:ListAccounts', resource: '*' },
    { action: 'organizations:ListOrganizationalUnitsForParent', resource: nodeArn(scope, scope.organization.rootId) },
    { action: 'organizations:ListOrganizationalUnitsForParent', resource: everyUnit(scope) },
  ];
}

/** The console's list of accounts: those of ListAccounts, each with the place that it has in the tree. */
export const ListAccountOverviews = organizationsOperation({
  name: 'ListAccountOverviews',
  access: 'List',
  callers: 'reader',
  input: ListInput,
  checks: (_input, scope) => treeQuestions(scope),
  run: async (input, scope): Promise<ListPage<AccountOverview>> => {
    const tree = await loadTree(scope);
    const list = nodeList(scope, () => readAccounts(scope, tree), ['name', 'id', 'email', 'state', 'place'], 'name');
    const { Rows, ...page } = await readListPage(scope, list, input);
    return { ...page, Rows: Rows.map((seen) => toNode(scope, seen)).filter((node) => node.Type === 'ACCOUNT') };
  },
});

/** A question about all OUs: only a statement that covers every one of them allows it. */
function everyUnit({ partition, organization }: OrganizationScope): string {
  return organizationsArn(partition, organization.managementAccountId, 'ou', organization.id, '*');
}

/** Users and roles by account. Members do not see into each other, so only the management account learns them. */
async function countPrincipals(scope: OrganizationScope): Promise<Map<string, number> | null> {
  if (!isManagementAccount(scope)) return null;
  const { db, organization } = scope;
  const account = { organizationId: organization.id };
  const users = await db.user.groupBy({ by: ['accountId'], where: { account }, _count: { _all: true } });
  await giveWay();
  // AWS: SCPs do not bind service-linked roles.
  const roles = await db.role.groupBy({
    by: ['accountId'],
    where: { account, NOT: { path: { startsWith: '/aws-service-role/' } } },
    _count: { _all: true },
  });
  const counts = new Map<string, number>();
  for (const { accountId: id, _count } of [...users, ...roles]) counts.set(id, (counts.get(id) ?? 0) + _count._all);
  return counts;
}

/** How many accounts count against the quota, the quota, and how it can be raised; null where it cannot. */
export type AccountQuota = { Used: number; Quota: number; HowToRaise: string | null };

/** What stands in the way of another account, under the permissions of the calls that list what is counted. */
export const GetAccountQuota = organizationsOperation({
  name: 'GetAccountQuota',
  access: 'Read',
  callers: 'reader',
  input: GetAccountQuotaInput,
  checks: () => [
    { action: 'organizations:ListAccounts', resource: '*' },
    { action: 'organizations:ListHandshakesForOrganization', resource: '*' },
  ],
  run: async (_input, scope): Promise<AccountQuota> => ({
    Used: await countAccounts(scope),
    Quota: quotas().AccountsPerOrganization,
    HowToRaise: howToRaise('AccountsPerOrganization'),
  }),
});

/** A policy and the roots, OUs and accounts it is attached to. */
export type PolicyOverview = PolicySummary & { TargetIds: string[] };

/** Every SCP and RCP with its targets, and how long a document of each type may be: what AWS's pages fetch policy by policy, under the permissions of those calls. */
export const ListPolicyOverviews = organizationsOperation({
  name: 'ListPolicyOverviews',
  access: 'List',
  callers: 'reader',
  input: ListPolicyOverviewsInput,
  checks: (_input, scope) => [
    ...AUTHORIZATION_TYPES.map((type) => ({
      action: 'organizations:ListPolicies',
      resource: '*',
      context: policyTypeContext(type),
    })),
    { action: 'organizations:ListTargetsForPolicy', resource: everyPolicy(scope) },
  ],
  run: async (_input, scope): Promise<{ Policies: PolicyOverview[]; MaxCharacters: Record<AuthorizationType, number> }> => {
    const { db, organization } = scope;
    const where = { organizationId: organization.id };
    const own = await db.organizationPolicy.findMany({ where, orderBy: { name: 'asc' } });
    const attachments = await db.organizationPolicyAttachment.findMany({ where, orderBy: { createdAt: 'asc' } });
    const targets = new Map<string, string[]>();
    for (const { policyId, targetId } of attachments) {
      const known = targets.get(policyId);
      if (known) known.push(targetId);
      else targets.set(policyId, [targetId]);
    }
    const policies = [FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS, ...own].map(toOrganizationPolicy);
    return {
      Policies: policies.map((policy) => ({
        ...toPolicySummary(scope, policy),
        TargetIds: targets.get(policy.id) ?? [],
      })),
      MaxCharacters: {
        SERVICE_CONTROL_POLICY: quotas().ServiceControlPolicySize,
        RESOURCE_CONTROL_POLICY: quotas().ResourceControlPolicySize,
      },
    };
  },
});

const AUTHORIZATION_TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;
type AuthorizationType = (typeof AUTHORIZATION_TYPES)[number];

function everyPolicy({ partition, organization }: OrganizationScope): string {
  return `arn:${partition}:organizations::${organization.managementAccountId}:policy/${organization.id}/*`;
}
