import { DECLARATIVE_POLICY_TYPES } from '@gatehouse/policy/organization';
import { accountState } from '../../account/closure';
import { FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS } from '../../core/authorization/aws-organization-policies';
import { grouped, readByIds } from '../../core/work/bulk';
import { invalidAccounts } from '../effective-policies';
import { INTEGRATED_SERVICES } from '../integrated-services';
import { organizationsOperation } from '../organizations-operation';
import { policyTypeContext } from '../policy-type/rows';
import { POLICY_TYPES } from '../shapes';
import { membersOf } from '../tree';
import { countAccountsIn, loadTree, type NodeRow, readAccounts, readNodes } from './nodes';
import { treeQuestions } from './operations';
import { policyQuestions } from './policies';
import { NoInput } from './schema';

/** The most accounts that a diagram names. More are counted by their parents. */
const MOST_DRAWN = 2_000;

/** The organization as a diagram draws it. */
export type OrganizationDiagram = {
  Root: { Id: string; Name: string };
  EnabledTypes: string[];
  ManagementAccountId: string;
  /** `AccountCount`: the accounts directly in the OU. */
  Units: { Id: string; Name: string; ParentId: string; AccountCount: number }[];
  /** All accounts, by name; only the management account if there are more than `MOST_DRAWN`. */
  Accounts: { Id: string; Name: string; ParentId: string; State: string }[];
  AccountsInRoot: number;
};

/** Reads the whole tree for a diagram, with the permissions of the pages that list it. */
export const GetOrganizationDiagram = organizationsOperation({
  name: 'GetOrganizationDiagram',
  access: 'List',
  callers: 'reader',
  input: NoInput,
  checks: (_input, scope) => treeQuestions(scope),
  run: async (_input, scope): Promise<OrganizationDiagram> => {
    const tree = await loadTree(scope);
    const { managementAccountId } = scope.organization;
    const counts = await countAccountsIn(scope, [tree.rootId, ...tree.units.keys()]);
    const isNamed = [...counts.values()].reduce((sum, count) => sum + count, 0) <= MOST_DRAWN;
    const accounts: OrganizationDiagram['Accounts'] = [];
    const add = (rows: readonly NodeRow[]) => {
      for (const row of rows) {
        if (row.type !== 'ACCOUNT') continue;
        const { id, name, parentId, account } = row;
        accounts.push({ Id: id, Name: name, ParentId: parentId, State: accountState(account, scope.now) });
      }
    };
    if (isNamed) for await (const rows of readAccounts(scope, tree)) add(rows);
    else add(await readNodes(scope, tree, [managementAccountId]));
    return {
      Root: { Id: tree.rootId, Name: tree.rootName },
      EnabledTypes: [...tree.enabledTypes],
      ManagementAccountId: managementAccountId,
      Units: [...tree.units.values()]
        .map(({ id, name, parentId }) => ({ Id: id, Name: name, ParentId: parentId, AccountCount: counts.get(id) ?? 0 }))
        .sort(byName),
      Accounts: accounts.sort(byName),
      AccountsInRoot: counts.get(tree.rootId) ?? 0,
    };
  },
});

function byName(a: { Name: string; Id: string }, b: { Name: string; Id: string }): number {
  const [one, other] = [`${a.Name.toLowerCase()}/${a.Id}`, `${b.Name.toLowerCase()}/${b.Id}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The attachments of the organization's own policies of all types. `PolicyIds` are in the order of their attachment. */
export type PolicyAttachments = {
  Policies: { Id: string; Name: string; Type: string }[];
  Targets: { Id: string; PolicyIds: string[] }[];
};

/** Lists all attached policies of all types, without AWS's own, which are attached everywhere. */
export const ListPolicyAttachments = organizationsOperation({
  name: 'ListPolicyAttachments',
  access: 'List',
  callers: 'reader',
  input: NoInput,
  checks: (_input, scope) => policyQuestions(scope, POLICY_TYPES),
  run: async (_input, { db, organization }): Promise<PolicyAttachments> => {
    const attachments = await db.organizationPolicyAttachment.findMany({
      where: { organizationId: organization.id, policyId: { notIn: [FULL_AWS_ACCESS.id, RCP_FULL_AWS_ACCESS.id] } },
      orderBy: [{ createdAt: 'asc' }, { policyId: 'asc' }],
      select: { targetId: true, policyId: true },
    });
    const policies = await readByIds(new Set(attachments.map(({ policyId }) => policyId)), (ids) =>
      db.organizationPolicy.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, type: true } }),
    );
    return {
      Policies: policies.map(({ id, name, type }) => ({ Id: id, Name: name, Type: type })),
      Targets: [...grouped(attachments, ({ targetId }) => targetId)].map(([Id, rows]) => ({
        Id,
        PolicyIds: rows.map(({ policyId }) => policyId),
      })),
    };
  },
});

/** The delegated administrators, each with the names of its services. */
export type AdministratorServices = { Administrators: { AccountId: string; Services: string[] }[] };

/** Lists all delegated administrators with their services. */
export const ListAdministratorServices = organizationsOperation({
  name: 'ListAdministratorServices',
  access: 'List',
  callers: 'reader',
  input: NoInput,
  checks: () => [{ action: 'organizations:ListDelegatedAdministrators', resource: '*' }],
  run: async (_input, { db, organization }): Promise<AdministratorServices> => {
    const rows = await db.delegatedAdministrator.findMany({
      where: { organizationId: organization.id },
      orderBy: [{ accountId: 'asc' }, { servicePrincipal: 'asc' }],
      select: { accountId: true, servicePrincipal: true },
    });
    const names = new Map(INTEGRATED_SERVICES.map(({ principal, name }) => [principal, name]));
    return {
      Administrators: [...grouped(rows, ({ accountId }) => accountId)].map(([AccountId, services]) => ({
        AccountId,
        Services: services.map(({ servicePrincipal }) => names.get(servicePrincipal) ?? servicePrincipal),
      })),
    };
  },
});

/** The accounts whose effective policies are invalid, each with the types. */
export type InvalidEffectivePolicies = { Accounts: { AccountId: string; Name: string; Types: string[] }[] };

/** Lists the accounts with invalid effective policies over all types, for which AWS has a call each. */
export const ListInvalidEffectivePolicies = organizationsOperation({
  name: 'ListInvalidEffectivePolicies',
  access: 'List',
  callers: 'reader',
  input: NoInput,
  checks: () =>
    DECLARATIVE_POLICY_TYPES.map((type) => ({
      action: 'organizations:ListAccountsWithInvalidEffectivePolicy',
      resource: '*',
      context: policyTypeContext(type),
    })),
  run: async (_input, scope): Promise<InvalidEffectivePolicies> => {
    const { db, organization } = scope;
    const { enabledTypes } = await loadTree(scope);
    const rows = await invalidAccounts(db, organization.id, enabledTypes);
    const accounts = await readByIds(
      rows.map(({ accountId }) => accountId),
      (ids) => db.account.findMany({ where: { ...membersOf(scope), id: { in: ids } }, select: { id: true, name: true } }),
    );
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    return {
      Accounts: [...grouped(rows, ({ accountId }) => accountId)].flatMap(([AccountId, types]) => {
        const Name = names.get(AccountId);
        return Name === undefined ? [] : [{ AccountId, Name, Types: types.map(({ type }) => type) }];
      }),
    };
  },
});
