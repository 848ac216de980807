import { newOrganizationId, newRootId } from '../../core/ids';
import { tellMembershipChanged } from '../../core/module/call-hooks';
import { defineOperation } from '../../core/operation';
import { deleteTagsOwnedBy } from '../../core/tags';
import { constraintViolation, organizationsError } from '../errors';
import { ofAccount } from '../handshake/rows';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { organizationsPageOf } from '../paging';
import { createOrganizationsServiceRole, requireServiceRolePermission } from '../service-roles';
import { unendedAt } from '../transfers';
import { membersOf } from '../tree';
import { readRoot, toOrganization } from './rows';
import { CreateOrganizationInput, DeleteOrganizationInput, DescribeOrganizationInput, ListRootsInput } from './schema';

/**
 * Creates an organization with the caller's account as management account. It has a root and, as in AWS, no enabled policy type.
 * With all features the management account gets the service-linked role.
 */
export const CreateOrganization = defineOperation({
  service: 'organizations',
  name: 'CreateOrganization',
  access: 'Write',
  input: CreateOrganizationInput,
  checks: () => [{ action: 'organizations:CreateOrganization', resource: '*' }],
  run: async ({ FeatureSet }, scope) => {
    if (scope.account.organization) throw organizationsError('AlreadyInOrganizationException');
    const { db, accountId, partition, now } = scope;
    const featureSet = FeatureSet ?? 'ALL';
    if (featureSet === 'ALL') {
      await requireServiceRolePermission(scope);
      await createOrganizationsServiceRole({ db, accountId, partition, now });
    }
    const rootId = newRootId();
    const row = await db.organization.create({
      data: {
        id: newOrganizationId(),
        managementAccountId: accountId,
        rootId,
        featureSet,
        createdAt: now,
        clockAhead: scope.account.clockAhead,
      },
    });
    // AWS: the management account counts as invited.
    const place = { organizationId: row.id, parentId: rootId, joinedMethod: 'INVITED', joinedAt: now };
    const { email } = await db.account.update({ where: { id: accountId }, data: place });
    return { Organization: toOrganization(partition, row, email) };
  },
});

export const DescribeOrganization = organizationsOperation({
  name: 'DescribeOrganization',
  access: 'Read',
  callers: 'member',
  input: DescribeOrganizationInput,
  run: async (_input, { db, organization, partition }) => {
    const { email } = await db.account.findUniqueOrThrow({
      where: { id: organization.managementAccountId },
      select: { email: true },
    });
    return { Organization: toOrganization(partition, organization, email) };
  },
});

/**
 * Deletes the organization. As in AWS, only the management account may be left in it; OUs, policies and attachments are deleted.
 */
export const DeleteOrganization = organizationsOperation({
  name: 'DeleteOrganization',
  access: 'Write',
  callers: 'managementAccount',
  input: DeleteOrganizationInput,
  run: async (_input, scope) => {
    const { db, organization } = scope;
    if ((await db.account.count({ where: membersOf(scope) })) > 1) throw organizationsError('OrganizationNotEmptyException');
    await requireNoTransfer(scope);
    await db.handshake.updateMany({
      where: { organizationId: organization.id, state: { in: ['OPEN', 'REQUESTED'] }, expiresAt: { gt: scope.now } },
      data: { state: 'CANCELED', endedAt: scope.now },
    });
    await deleteTagsOwnedBy(db, organization.id);
    await db.account.updateMany({
      where: { organizationId: organization.id },
      data: { organizationId: null, parentId: null, joinedMethod: null, joinedAt: null, clockAhead: organization.clockAhead },
    });
    await tellMembershipChanged(scope, { accountId: scope.accountId, organization, change: 'DEPARTED' });
    await db.organization.delete({ where: { id: organization.id } });
    return {};
  },
  touchesAccounts: (_input, { accountId }) => [accountId],
});

/**
 * Refuses an organization with a billing transfer that waits for an answer or has not ended.
 * @throws AwsError ConstraintViolation
 */
async function requireNoTransfer(scope: OrganizationScope): Promise<void> {
  const { db, organization, now } = scope;
  const invited = { sourceOrganizationId: null, handshake: await ofAccount(scope) };
  const own = { OR: [{ organizationId: organization.id }, { sourceOrganizationId: organization.id }, invited] };
  if (await db.responsibilityTransfer.count({ where: { AND: [own, unendedAt(now)] } }))
    throw constraintViolation('ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS');
}

/** Lists the organization's root. AWS has exactly one. */
export const ListRoots = organizationsOperation({
  name: 'ListRoots',
  access: 'List',
  callers: 'reader',
  input: ListRootsInput,
  run: async (input, scope) => {
    const { items, ...page } = organizationsPageOf(
      `ListRoots:${scope.organization.id}`,
      [await readRoot(scope)],
      input,
      ({ Id }) => Id,
    );
    return { Roots: items, ...page };
  },
});
