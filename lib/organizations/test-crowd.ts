import { defaultPolicyOfType } from '../core/authorization/aws-organization-policies';
import { TEST_NOW } from '../core/test-world';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { policyText } from './test-organization';

export type CrowdOfAccounts = { accounts: number; units: number };

const SCP = 'SERVICE_CONTROL_POLICY';

/** An unattached SCP that would deny much. */
export const WIDE_POLICY_ID = 'p-crowdwide';

/**
 * Creates OUs below the root and accounts in them, written as rows because operations would take minutes. Each account has the
 * management account's role.
 */
export async function createCrowdOfAccounts(database: Database, organizationId: string, crowd: CrowdOfAccounts): Promise<void> {
  const createdAt = TEST_NOW;
  const organization = await database.reader.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const { id: fullAccess } = defaultPolicyOfType(SCP) ?? { id: '' };
  const trust = policyText({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${organization.managementAccountId}:root` },
    Action: 'sts:AssumeRole',
  });
  const units = Array.from({ length: crowd.units }, (_, index) => `ou-crowd-${String(index).padStart(8, '0')}`);
  const accounts = Array.from({ length: crowd.accounts }, (_, index) => ({
    id: String(900_000_000_000 + index),
    parentId: units[index % units.length] ?? organization.rootId,
    roleId: `AROACROWD${String(index).padStart(8, '0')}`,
  }));
  await transaction(database, async (tx) => {
    await tx.organizationalUnit.createMany({
      data: units.map((id) => ({ id, organizationId, parentId: organization.rootId, name: `unit ${id.slice(-3)}`, createdAt })),
    });
    await tx.account.createMany({
      data: accounts.map(({ id, parentId }) => {
        const name = `account-${id.slice(-4)}`;
        const email = `${name}@example.com`;
        return {
          id,
          name,
          email,
          state: 'ACTIVE',
          createdAt,
          organizationId,
          parentId,
          joinedMethod: 'CREATED',
          joinedAt: createdAt,
        };
      }),
    });
    await tx.billingPeriod.createMany({
      data: accounts.map(({ id }) => ({ accountId: id, payerId: organization.managementAccountId, from: createdAt })),
    });
    await tx.role.createMany({
      data: accounts.map(({ id, roleId }) => ({
        id: roleId,
        accountId: id,
        name: 'OrganizationAccountAccessRole',
        nameKey: 'organizationaccountaccessrole',
        path: '/',
        assumeRolePolicyDocument: trust,
        maxSessionDuration: 3_600,
        createdAt,
      })),
    });
    await tx.policyAttachment.createMany({
      data: accounts.map(({ id, roleId }) => ({
        entityId: roleId,
        policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        entityType: 'Role',
        accountId: id,
        createdAt,
      })),
    });
    await tx.enabledPolicyType.upsert({
      where: { organizationId_type: { organizationId, type: SCP } },
      create: { organizationId, type: SCP },
      update: {},
    });
    await tx.organizationPolicy.create({
      data: {
        id: WIDE_POLICY_ID,
        organizationId,
        type: SCP,
        name: 'wide',
        description: '',
        content: policyText({ Effect: 'Deny', Action: ['s3:*', 'ec2:*'], Resource: '*' }),
        createdAt,
        updatedAt: createdAt,
      },
    });
    await tx.organizationPolicyAttachment.createMany({
      data: [organization.rootId, organization.managementAccountId, ...units, ...accounts.map(({ id }) => id)].map(
        (targetId) => ({
          targetId,
          policyId: fullAccess,
          organizationId,
          type: SCP,
          createdAt,
        }),
      ),
    });
    await tx.organization.updateMany({ where: { id: organizationId }, data: { revision: { increment: 1 } } });
  });
}
