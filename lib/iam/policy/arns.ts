import type { PermissionsBoundaryAttachmentType } from '@aws-sdk/client-iam';
import { parseArn } from '@gatehouse/policy/arn';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { invalidInput, validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';

// INVARIANT (policy arn): rows contain policy ARNs of the partition `aws`, whatever partition a call is in; callers send and
// receive ARNs of their own partition. So each policy exists once, and AWS's own are found in the catalog.
const POLICY_ARN = /^arn:([a-z-]+):iam::(\d{12}|aws):policy(\/(?:.+\/)?)([^/]+)$/;

/** The owner of a policy ARN and its stored form. `owner` is an account id, or `aws`. */
export type PolicyRefArn = { stored: string; owner: string };

/** Returns the stored form of an ARN, or null if it is not a policy ARN of the caller's partition. */
export function parsePolicyArn(partition: Partition, arn: string): PolicyRefArn | null {
  const [, arnPartition, owner, path, name] = POLICY_ARN.exec(arn) ?? [];
  if (arnPartition !== partition || owner === undefined || path === undefined || name === undefined) return null;
  return { owner, stored: storedPolicyArn(owner, path, name) };
}

/**
 * Returns the stored form of an ARN.
 * @throws AwsError ValidationError for text that is not an ARN, such as a policy's name; InvalidInput for another ARN
 */
export function requirePolicyArn(scope: Pick<Scope, 'partition'>, arn: string): PolicyRefArn {
  const parsed = parsePolicyArn(scope.partition, arn);
  // AWS's message really has two spaces.
  if (!parsed && !parseArn(arn)) throw validationError('Invalid ARN:  Could not be parsed!', 'PolicyArn');
  if (!parsed) throw invalidInput(`ARN ${arn} is not valid.`);
  return parsed;
}

export function storedPolicyArn(owner: string, path: string, name: string): string {
  return iamArn('aws', owner, 'policy', path, name);
}

/** Returns a stored ARN in a caller's partition. */
export function shownPolicyArn(partition: Partition, stored: string): string {
  return stored.replace(/^arn:aws:/, `arn:${partition}:`);
}

/** Returns the SDK's shape of a permissions boundary. */
export function toBoundary(partition: Partition, stored: string | null | undefined) {
  if (!stored) return undefined;
  // AWS's reference: "This data type can only have a value of Policy". The SDK's enumeration has another value, which AWS does
  // not send.
  const type = 'Policy' as PermissionsBoundaryAttachmentType;
  return { PermissionsBoundaryType: type, PermissionsBoundaryArn: shownPolicyArn(partition, stored) };
}
