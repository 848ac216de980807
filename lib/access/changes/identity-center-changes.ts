import { defineOperation } from '../../core/operation';
import { type InstanceChange, instanceChanges } from '../../identity-center/changes/rows';
import { findInstance } from '../../identity-center/instance/rows';
import { readMoments } from './compare-moments';
import { INSTANCE_CHANGES_AT_ONCE } from './limits';
import { managesOrganization, type Side } from './moments';
import { changeChecks } from './operations';
import { ListIdentityCenterChangesInput } from './schema';

export type IdentityCenterChanges = {
  Total: number;
  /** One page: permission sets, assignments, groups and users, by name. */
  Rows: InstanceChange[];
  /** True if the changes are unknown, because one of the points in time is neither a snapshot nor the present. */
  NeedsSnapshot: boolean;
};

const READS = [
  ...['sso:DescribePermissionSet', 'sso:ListManagedPoliciesInPermissionSet', 'sso:GetInlinePolicyForPermissionSet'],
  ...['sso:ListCustomerManagedPolicyReferencesInPermissionSet', 'sso:GetPermissionsBoundaryForPermissionSet'],
  ...['sso:ListAccountAssignments', 'identitystore:ListUsers', 'identitystore:ListGroups', 'identitystore:ListGroupMemberships'],
];

/** The change log has no tables of IAM Identity Center, so only snapshots and the present have them. */
const hasInstance = ({ number }: Side) => number === undefined;

/**
 * Lists the users, groups, permission sets and assignments of IAM Identity Center that differ between two snapshots, or between a snapshot
 * and now. The management account sees them, with permission to read all of them.
 */
export const ListIdentityCenterChanges = defineOperation({
  service: 'gatehouse',
  name: 'ListIdentityCenterChanges',
  access: 'List',
  input: ListIdentityCenterChangesInput,
  checks: (_input, scope) => [
    ...changeChecks(scope),
    ...(managesOrganization(scope) ? READS.map((action) => ({ action, resource: '*' })) : []),
  ],
  run: async ({ AccountId, Page = 1, ...moments }, scope): Promise<IdentityCenterChanges> => {
    const { before, after } = await readMoments(moments, scope);
    const ownerId = scope.account.organization?.id;
    if (ownerId === undefined || !managesOrganization(scope)) return { Total: 0, Rows: [], NeedsSnapshot: false };
    if (!hasInstance(before) || !hasInstance(after))
      return { Total: 0, Rows: [], NeedsSnapshot: (await findInstance(scope.db, { ownerId })) !== null };
    const names = [before, after].flatMap(({ model }) => model.accounts.map(({ accountId, name }) => [accountId, name] as const));
    const changes = await instanceChanges({ db: before.db, ownerId }, { db: after.db, ownerId }, new Map(names));
    // Permission sets, users and groups are in no account.
    const wanted = AccountId === undefined ? changes : changes.filter((change) => change.AccountId === AccountId);
    const from = (Page - 1) * INSTANCE_CHANGES_AT_ONCE;
    return { Total: wanted.length, Rows: wanted.slice(from, from + INSTANCE_CHANGES_AT_ONCE), NeedsSnapshot: false };
  },
});
