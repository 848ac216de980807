import type { AttachedPermissionsBoundary } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { invalidInput } from '../../core/errors';
import type { Scope } from '../../core/operation';

// INVARIANT (policy arn): rows hold policy ARNs of the partition `aws`, whatever partition a call is in; callers give and get
// the ARNs of their own partition. So a policy is one policy, and AWS's own ones are found in the catalog.
const POLICY_ARN = /^arn:([a-z-]+):iam::(\d{12}|aws):policy(\/(?:.+\/)?)([^/]+)$/;

/** Whose policy an ARN names, and how rows name it. `owner` is an account id, or `aws`. */
export type PolicyRefArn = { stored: string; owner: string };

/** An ARN as a row holds it, or null for what is no policy ARN of the caller's partition. */
export function parsePolicyArn(partition: Partition, arn: string): PolicyRefArn | null {
  const [, arnPartition, owner, path, name] = POLICY_ARN.exec(arn) ?? [];
  if (arnPartition !== partition || owner === undefined || path === undefined || name === undefined) return null;
  return { owner, stored: storedPolicyArn(owner, path, name) };
}

/** @throws AwsError InvalidInput */
export function requirePolicyArn(scope: Pick<Scope, 'partition'>, arn: string): PolicyRefArn {
  const parsed = parsePolicyArn(scope.partition, arn);
  if (!parsed) throw invalidInput(`ARN ${arn} is not valid.`);
  return parsed;
}

export function storedPolicyArn(owner: string, path: string, name: string): string {
  return iamArn('aws', owner, 'policy', path, name);
}

/** A stored ARN as callers of a partition see it. */
export function shownPolicyArn(partition: Partition, stored: string): string {
  return stored.replace(/^arn:aws:/, `arn:${partition}:`);
}

/** The SDK's shape of a permissions boundary. */
export function toBoundary(partition: Partition, stored: string | null | undefined): AttachedPermissionsBoundary | undefined {
  if (!stored) return undefined;
  return { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: shownPolicyArn(partition, stored) };
}
