import type { Organization, Root } from '@aws-sdk/client-organizations';
import { organizationsArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import type { OrganizationFacts, OrganizationScope } from '../organizations-operation';
import { POLICY_TYPES, type PolicyType } from '../shapes';

/** Returns the SDK's shape. */
export function toOrganization(
  partition: Partition,
  organization: Pick<OrganizationFacts, 'id' | 'managementAccountId' | 'featureSet'>,
  managementAccountEmail: string,
) {
  const { id, managementAccountId, featureSet } = organization;
  return {
    Id: id,
    Arn: organizationsArn(partition, managementAccountId, 'organization', id),
    FeatureSet: oneOf(['ALL', 'CONSOLIDATED_BILLING'], featureSet),
    MasterAccountArn: organizationsArn(partition, managementAccountId, 'account', id, managementAccountId),
    MasterAccountId: managementAccountId,
    MasterAccountEmail: managementAccountEmail,
    // AWS: this member is deprecated and does not show what is enabled on the root. ListRoots does.
    AvailablePolicyTypes: featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  } satisfies Organization;
}

/** Returns the root with its enabled policy types, as AWS does, without the others. */
export async function readRoot({ db, organization, partition }: OrganizationScope) {
  const { rootName } = await db.organization.findUniqueOrThrow({ where: { id: organization.id }, select: { rootName: true } });
  return {
    Id: organization.rootId,
    Arn: organizationsArn(partition, organization.managementAccountId, 'root', organization.id, organization.rootId),
    Name: rootName,
    PolicyTypes: (await enabledPolicyTypes(db, organization.id)).map((Type) => ({ Type, Status: 'ENABLED' })),
  } satisfies Root;
}

export async function enabledPolicyTypes(db: Transaction, organizationId: string): Promise<PolicyType[]> {
  const rows = await db.enabledPolicyType.findMany({ where: { organizationId }, orderBy: { type: 'asc' } });
  return rows.map(({ type }) => oneOf(POLICY_TYPES, type));
}
