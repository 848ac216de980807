import { randomUUID } from 'node:crypto';
import { iamArn, organizationsArn } from '../../core/arns';
import { AwsError, invalidInput, noSuchEntity } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { entityCheck } from '../entity';
import { requireRoomFor } from '../quotas';
import { Role } from '../role/resource';
import { findRole, insertRole, isServiceLinked, type RoleRow, roleArn, toMadeRole } from '../role/rows';
import { deleteProtectedRole, serviceLinkedPath, serviceLinkedPolicyArn, serviceLinkedTrust } from './rows';
import { CreateServiceLinkedRoleInput, DeleteServiceLinkedRoleInput, GetServiceLinkedRoleDeletionStatusInput } from './schema';
import { findServiceLinkedRole } from './services';

/** Creates a service-linked role. As in AWS, each service has one, unless it accepts a suffix. */
export const CreateServiceLinkedRole = defineOperation({
  service: 'iam',
  name: 'CreateServiceLinkedRole',
  access: 'Write',
  input: CreateServiceLinkedRoleInput,
  checks: ({ AWSServiceName, CustomSuffix }, scope) => {
    const name = roleNameOf(findServiceLinkedRole(AWSServiceName)?.roleName ?? 'AWSServiceRoleFor', CustomSuffix);
    const resource = iamArn(scope.partition, scope.accountId, 'role', serviceLinkedPath(AWSServiceName), name);
    return [{ action: 'iam:CreateServiceLinkedRole', resource, context: { 'iam:AWSServiceName': AWSServiceName } }];
  },
  run: async ({ AWSServiceName, Description, CustomSuffix }, scope) => {
    const { db, accountId, partition, now } = scope;
    const known = findServiceLinkedRole(AWSServiceName);
    if (!known) throw new AwsError('AccessDenied', `Cannot find Service Linked Role template for ${AWSServiceName}`);
    if (CustomSuffix !== undefined && !known.customSuffix)
      throw invalidInput(`Custom suffix is not allowed for ${AWSServiceName}`);
    const name = roleNameOf(known.roleName, CustomSuffix);
    if (await findRole(scope, name)) {
      throw invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
    }
    await requireRoomFor(db, Role, { accountId });
    const document = serviceLinkedTrust(AWSServiceName, 'sts:AssumeRole');
    const row = await insertRole(db, {
      accountId,
      name,
      path: serviceLinkedPath(AWSServiceName),
      document,
      description: Description,
      now,
      partition,
    });
    const policyArn = serviceLinkedPolicyArn(known);
    await db.policyAttachment.create({ data: { entityId: row.id, policyArn, entityType: 'Role', accountId, createdAt: now } });
    // AWS: this answer has lists where later reads have strings.
    return { Role: await toMadeRole(db, partition, row, serviceLinkedTrust([AWSServiceName], ['sts:AssumeRole'])) };
  },
});

function roleNameOf(name: string, suffix: string | undefined): string {
  return suffix === undefined ? name : `${name}_${suffix}`;
}

/** Starts the deletion of a service-linked role. GetServiceLinkedRoleDeletionStatus returns the result. */
export const DeleteServiceLinkedRole = defineOperation({
  service: 'iam',
  name: 'DeleteServiceLinkedRole',
  access: 'Write',
  input: DeleteServiceLinkedRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => entityCheck('iam:DeleteServiceLinkedRole', scope, 'Role', role, RoleName),
  run: async ({ RoleName }, scope, role) => {
    const { db, accountId, partition, now } = scope;
    if (!role || !isServiceLinked(role)) throw noSuchEntity(`The role with name ${RoleName} cannot be found.`);
    const status = (await usageOf(scope, role)) ? 'FAILED' : 'SUCCEEDED';
    if (status === 'SUCCEEDED') await deleteProtectedRole(scope, role);
    const id = `task${role.path}${role.name}/${randomUUID()}`;
    await db.serviceLinkedRoleDeletion.create({
      data: { id, accountId, roleArn: roleArn(partition, role), status, createdAt: now },
    });
    return { DeletionTaskId: id };
  },
});

/**
 * Returns the resources that still use a role. Only Organizations and IAM Access Analyzer have resources here among the services
 * with such roles.
 */
async function usageOf({ db, account, accountId, partition }: Scope, { path }: Pick<RoleRow, 'path'>): Promise<Usage | null> {
  if (path === serviceLinkedPath('access-analyzer.amazonaws.com')) {
    const found = await db.analyzer.findFirst({ where: { accountId }, orderBy: { id: 'asc' } });
    if (!found) return null;
    const { region, name } = found;
    const arn = `arn:${partition}:access-analyzer:${region}:${accountId}:analyzer/${name}`;
    return { region, arn, reason: 'The role is used by an analyzer of the account.' };
  }
  if (path !== serviceLinkedPath('organizations.amazonaws.com') || !account.organization) return null;
  const { id, managementAccountId } = account.organization;
  const arn = organizationsArn(partition, managementAccountId, 'organization', id);
  return { region: 'us-east-1', arn, reason: 'The role is used by the organization that the account belongs to.' };
}

type Usage = { region: string; arn: string; reason: string };

/** `task/aws-service-role/<service>/<role>/<uuid>`, the format of DeleteServiceLinkedRole. */
const DELETION_TASK_ID = /^task\/aws-service-role\/[^/]+\/[^/]+\/[0-9a-f-]{36}$/;

export const GetServiceLinkedRoleDeletionStatus = defineOperation({
  service: 'iam',
  name: 'GetServiceLinkedRoleDeletionStatus',
  access: 'Read',
  input: GetServiceLinkedRoleDeletionStatusInput,
  target: ({ DeletionTaskId }, { db, accountId }) =>
    db.serviceLinkedRoleDeletion.findFirst({ where: { id: DeletionTaskId, accountId } }),
  checks: (_input, _scope, task) => [{ action: 'iam:GetServiceLinkedRoleDeletionStatus', resource: task?.roleArn ?? '*' }],
  run: async ({ DeletionTaskId }, scope, task) => {
    if (!DELETION_TASK_ID.test(DeletionTaskId)) throw invalidInput(`Deletion id ${DeletionTaskId} is not valid.`);
    if (!task) throw noSuchEntity(`Deletion id ${DeletionTaskId} cannot be found.`);
    if (task.status !== 'FAILED') return { Status: 'SUCCEEDED' as const };
    const [, path = ''] = /^task(\/aws-service-role\/[^/]+\/)/.exec(DeletionTaskId) ?? [];
    const usage = await usageOf(scope, { path });
    const Reason = {
      Reason: usage?.reason ?? 'The role was in use.',
      RoleUsageList: usage ? [{ Region: usage.region, Resources: [usage.arn] }] : [],
    };
    return { Status: 'FAILED' as const, Reason };
  },
});
