import 'server-only';
import type {
  AssignmentState,
  IdentityCenterState,
  MembershipState,
  PermissionSetState,
  StoreGroupState,
  StoreUserState,
} from '../../../export/identity-center/state';
import { toUserState } from '../../../export/identity-center/user-state';
import { DescribeInstanceAccessControlAttributeConfiguration } from '../../../identity-center/access-control/operations';
import { ListAccountAssignments } from '../../../identity-center/assignment/operations';
import { GetIdentityCenter } from '../../../identity-center/instance/console-operations';
import { ListInstances } from '../../../identity-center/instance/operations';
import { DescribePermissionSet, ListPermissionSets } from '../../../identity-center/permission-set/operations';
import {
  GetInlinePolicyForPermissionSet,
  GetPermissionsBoundaryForPermissionSet,
  ListCustomerManagedPolicyReferencesInPermissionSet,
  ListManagedPoliciesInPermissionSet,
} from '../../../identity-center/permission-set/policy-operations';
import { ListAccountsForProvisionedPermissionSet } from '../../../identity-center/provisioning/operations';
import { ListTagsForResource } from '../../../identity-center/tag/operations';
import { ListGroups } from '../../../identity-store/group/operations';
import { ListGroupMemberships } from '../../../identity-store/membership/operations';
import { ListUsers } from '../../../identity-store/user/operations';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';

/** The largest page size of IAM Identity Center. */
const MaxResults = 100;
const byToken = ({ NextToken }: { NextToken?: string | undefined }) => (NextToken === undefined ? null : { NextToken });
const UNLESS_MISSING = { unless: 'ResourceNotFoundException' };

/**
 * Returns a recipe whose answer is JSON text. React takes a tenth of a second to write 150,000 characters of objects, and 5,000 people have
 * millions. It writes a text at once.
 */
export const asText =
  <Input, Output>(recipe: Recipe<Input, Output>): Recipe<Input, string> =>
  async (run, input) => {
    const answer = await recipe(run, input);
    return answer.ok ? { ok: true, data: JSON.stringify(answer.data) } : answer;
  };

/** Returns the Region of the organization's instance; null if IAM Identity Center is not enabled. */
export const readIdentityCenterRegion: Recipe<void, string | null> = async (run) => {
  const found = await run(GetIdentityCenter, {});
  return found.ok ? { ok: true, data: found.data.Instance?.PrimaryRegion ?? null } : found;
};

/**
 * Reads the organization's instance of IAM Identity Center by AWS's own calls, in its Region and without assignments. Each call needs
 * its permission, and the first denial ends the export.
 */
export const readIdentityCenter: Recipe<void, IdentityCenterState> = async (run) => {
  const steps = new Steps(run);
  const instances = await steps.pages(ListInstances, {}, ({ Instances }) => Instances, byToken);
  // Accounts can have instances of their own, without permission sets.
  const owner = (await steps.read(GetIdentityCenter, {}))?.Instance?.InstanceArn;
  const instance = instances.find(({ InstanceArn }) => InstanceArn === owner);
  const { InstanceArn = '', IdentityStoreId = '', Name = '' } = instance ?? {};
  const groups = await readGroups(steps, IdentityStoreId);
  const accessControl = await steps.read(DescribeInstanceAccessControlAttributeConfiguration, { InstanceArn }, UNLESS_MISSING);
  return steps.result<IdentityCenterState>({
    ...{ instanceArn: InstanceArn, storeId: IdentityStoreId, name: Name, tags: await tagsOf(steps, InstanceArn, InstanceArn) },
    users: await readUsers(steps, IdentityStoreId),
    ...{ groups, memberships: await readMemberships(steps, IdentityStoreId, groups) },
    permissionSets: await readPermissionSets(steps, InstanceArn),
    ...(accessControl && {
      accessControl: accessControl.InstanceAccessControlAttributeConfiguration.AccessControlAttributes,
    }),
    ...{ assignments: [], leftOut: [] },
  });
};

/** Reads the assignments of one permission set. */
export const readAssignments: Recipe<{ InstanceArn: string; PermissionSetArn: string }, AssignmentState[]> = async (
  run,
  named,
) => {
  const steps = new Steps(run);
  const input = { ...named, MaxResults };
  const accounts = await steps.pages(ListAccountsForProvisionedPermissionSet, input, ({ AccountIds }) => AccountIds, byToken);
  const assignments: AssignmentState[] = [];
  for (const accountId of accounts) {
    const asked = { ...input, AccountId: accountId };
    const here = await steps.pages(ListAccountAssignments, asked, (page) => page.AccountAssignments, byToken);
    for (const { PermissionSetArn, PrincipalType, PrincipalId } of here)
      assignments.push({
        ...{ permissionSetArn: PermissionSetArn, accountId, principalType: PrincipalType, principalId: PrincipalId },
      });
  }
  return steps.result(assignments);
};

function tagsOf(steps: Steps, InstanceArn: string, ResourceArn: string) {
  return steps.pages(ListTagsForResource, { InstanceArn, ResourceArn }, ({ Tags }) => Tags, byToken);
}

async function readUsers(steps: Steps, IdentityStoreId: string): Promise<StoreUserState[]> {
  const input = { IdentityStoreId, Extensions: ['aws:identitystore:enterprise'], MaxResults };
  return steps.pages(ListUsers, input, ({ Users }) => Users.map(toUserState), byToken);
}

function readGroups(steps: Steps, IdentityStoreId: string): Promise<StoreGroupState[]> {
  return steps.pages(
    ListGroups,
    { IdentityStoreId, MaxResults },
    ({ Groups }) =>
      Groups.map(({ GroupId, DisplayName = '', Description }) => ({
        ...{ id: GroupId, displayName: DisplayName, ...(Description !== undefined && { description: Description }) },
      })),
    byToken,
  );
}

async function readMemberships(
  steps: Steps,
  IdentityStoreId: string,
  groups: readonly StoreGroupState[],
): Promise<MembershipState[]> {
  const memberships: MembershipState[] = [];
  for (const { id: GroupId } of groups) {
    const input = { IdentityStoreId, GroupId, MaxResults };
    for (const one of await steps.pages(ListGroupMemberships, input, (page) => page.GroupMemberships, byToken))
      memberships.push({ id: one.MembershipId, groupId: one.GroupId, userId: one.MemberId.UserId });
  }
  return memberships;
}

async function readPermissionSets(steps: Steps, InstanceArn: string): Promise<PermissionSetState[]> {
  const arns = await steps.pages(
    ListPermissionSets,
    { InstanceArn, MaxResults },
    ({ PermissionSets }) => PermissionSets,
    byToken,
  );
  const sets: PermissionSetState[] = [];
  for (const PermissionSetArn of arns) {
    const named = { InstanceArn, PermissionSetArn };
    const listed = { ...named, MaxResults };
    const set = (await steps.read(DescribePermissionSet, named))?.PermissionSet;
    const managed = await steps.pages(
      ListManagedPoliciesInPermissionSet,
      listed,
      (page) => page.AttachedManagedPolicies,
      byToken,
    );
    const inlinePolicy = (await steps.read(GetInlinePolicyForPermissionSet, named))?.InlinePolicy;
    const boundary = (await steps.read(GetPermissionsBoundaryForPermissionSet, named, UNLESS_MISSING))?.PermissionsBoundary;
    sets.push({
      ...{ arn: PermissionSetArn, name: set?.Name ?? '', managedPolicies: managed.map(({ Arn }) => Arn) },
      customerPolicies: await steps.pages(
        ListCustomerManagedPolicyReferencesInPermissionSet,
        listed,
        (page) => page.CustomerManagedPolicyReferences,
        byToken,
      ),
      ...(set?.Description !== undefined && { description: set.Description }),
      ...(set?.SessionDuration !== undefined && { sessionDuration: set.SessionDuration }),
      ...(set?.RelayState !== undefined && { relayState: set.RelayState }),
      ...(inlinePolicy && { inlinePolicy }),
      ...(boundary && { boundary }),
      tags: await tagsOf(steps, InstanceArn, PermissionSetArn),
    });
  }
  return sets;
}
