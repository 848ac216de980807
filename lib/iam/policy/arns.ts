import type { AttachedPermissionsBoundary, PermissionsBoundaryAttachmentType } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { invalidInput, validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { parseArn } from '../../engine';

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

/** @throws AwsError ValidationError for text that is no ARN at all, a policy's bare name for example; InvalidInput for another ARN */
export function requirePolicyArn(scope: Pick<Scope, 'partition'>, arn: string): PolicyRefArn {
  const parsed = parsePolicyArn(scope.partition, arn);
  // AWS's sentence has two spaces, and nothing between them.
  if (!parsed && !parseArn(arn)) throw validationError('Invalid ARN:  Could not be parsed!', 'PolicyArn');
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
  // AWS's reference: "This data type can only have a value of Policy". The SDK's enumeration, which knows another, is not what AWS sends.
  const type = 'Policy' as PermissionsBoundaryAttachmentType;
  return { PermissionsBoundaryType: type, PermissionsBoundaryArn: shownPolicyArn(partition, stored) };
}
