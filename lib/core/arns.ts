import { parseArn } from '@gatehouse/policy/arn';
import { GLOBAL_REGION, type Partition } from './call';

/** Returns an IAM ARN. A path begins and ends with `/`, so `user` + path + name reads `user/division/name`. */
export function iamArn(partition: Partition, accountId: string, type: string, path: string, name: string): string {
  return `arn:${partition}:iam::${accountId}:${type}${path}${name}`;
}

export function rootUserArn(partition: Partition, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

/** Returns the ARN of a role session, which drops the role's path. */
export function assumedRoleArn(partition: Partition, accountId: string, roleName: string, sessionName: string): string {
  return `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}

export function federatedUserArn(partition: Partition, accountId: string, name: string): string {
  return `arn:${partition}:sts::${accountId}:federated-user/${name}`;
}

/** Returns `arn:aws:organizations::<management account>:<type>/o-…[/<id>]`. */
export function organizationsArn(
  partition: Partition,
  managementAccountId: string,
  type: 'organization' | 'root' | 'ou' | 'account' | 'handshake' | 'resourcepolicy' | 'transfer',
  organizationId: string,
  id?: string,
): string {
  return `arn:${partition}:organizations::${managementAccountId}:${type}/${organizationId}${id === undefined ? '' : `/${id}`}`;
}

/** Returns the ARN of an organization's policy. Customer policies carry the organization, and AWS's own only their type. */
export function organizationPolicyArn(
  partition: Partition,
  owner: { managementAccountId: string; organizationId: string } | 'aws',
  type: string,
  policyId: string,
): string {
  const kind = type.toLowerCase();
  return owner === 'aws'
    ? `arn:${partition}:organizations::aws:policy/${kind}/${policyId}`
    : `arn:${partition}:organizations::${owner.managementAccountId}:policy/${owner.organizationId}/${kind}/${policyId}`;
}

/** Returns whether a text names a partition. */
export function isPartition(text: string): text is Partition {
  return Object.hasOwn(GLOBAL_REGION, text);
}

/** Returns the partition in an ARN, or `aws` for other texts. */
export function partitionOfArn(arn: string): Partition {
  const partition = parseArn(arn)?.partition ?? 'aws';
  return isPartition(partition) ? partition : 'aws';
}
