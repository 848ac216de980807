import { iamArn } from '../core/arns';
import { authorizeChecks } from '../core/authorization/authorize';
import type { Partition } from '../core/call';
import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';
import type { Transaction } from '../db/client';
import { insertRole } from '../iam/role/rows';

const SERVICE = 'organizations.amazonaws.com';
const SERVICE_ROLE = { path: `/aws-service-role/${SERVICE}/`, name: 'AWSServiceRoleForOrganizations' };

/** AWS's default name of the role by which the management account administers an account it created. */
export const DEFAULT_ACCESS_ROLE_NAME = 'OrganizationAccountAccessRole';

/** Returns whether a role name is reserved for the service. */
export function isServiceRoleName(name: string): boolean {
  return name.toLowerCase() === SERVICE_ROLE.name.toLowerCase();
}

type Where = { db: Transaction; accountId: string; partition: Partition; now: Date };

/**
 * Creates the service-linked role of Organizations in an account that does not have it. Source: Organizations User Guide,
 * "Organizations and service-linked roles".
 */
export async function createOrganizationsServiceRole(where: Where): Promise<void> {
  if (await hasOrganizationsServiceRole(where.db, where.accountId)) return;
  await createRole(where, {
    ...SERVICE_ROLE,
    description: 'Service-linked role used by AWS Organizations to enable integration of other AWS services with Organizations.',
    principal: { Service: SERVICE },
    policyArn: 'arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy',
  });
}

export async function hasOrganizationsServiceRole(db: Transaction, accountId: string): Promise<boolean> {
  return (await db.role.count({ where: { accountId, nameKey: SERVICE_ROLE.name.toLowerCase() } })) > 0;
}

/** Creates the administrator role of a new account, which the management account may assume. */
export async function createAccessRole(where: Where, name: string, managementAccountId: string): Promise<void> {
  await createRole(where, {
    path: '/',
    name,
    principal: { AWS: `arn:${where.partition}:iam::${managementAccountId}:root` },
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  });
}

// INVARIANT (policy arn): rows contain policy ARNs of the partition `aws`, whatever partition the call is in.
type RolePlan = { path: string; name: string; description?: string; principal: Record<string, string>; policyArn: string };

async function createRole({ db, accountId, partition, now }: Where, plan: RolePlan): Promise<void> {
  const { path, name, description, principal, policyArn } = plan;
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
  const role = await insertRole(db, { accountId, path, name, description, document, now, partition });
  await db.policyAttachment.create({ data: { entityId: role.id, policyArn, entityType: 'Role', accountId, createdAt: now } });
}

/**
 * Refuses a caller that may not create the service-linked role, as AWS does.
 * @throws AwsError AccessDeniedForDependency
 */
export async function requireServiceRolePermission(scope: Scope): Promise<void> {
  if (await hasOrganizationsServiceRole(scope.db, scope.accountId)) return;
  const resource = iamArn(scope.partition, scope.accountId, 'role', SERVICE_ROLE.path, SERVICE_ROLE.name);
  const check = { action: 'iam:CreateServiceLinkedRole', resource, context: { 'iam:AWSServiceName': SERVICE } };
  if (!(await authorizeChecks(scope, [check], scope.account.enforcement)).stopped) return;
  throw new AwsError(
    'AccessDeniedForDependencyException',
    `The operation that you attempted requires you to have the iam:CreateServiceLinkedRole for ${SERVICE} permission so that Organizations can create the required service-linked role. You do not have that permission.`,
    { Reason: 'ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE' },
  );
}
