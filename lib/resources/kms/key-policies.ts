import { rootUserArn } from '../../core/arns';
import { callerMay } from '../../core/authorization/authorize';
import type { Place } from '../../core/module/kind';
import type { Scope } from '../../core/operation';
import { toStoredPolicy } from '../policies';
import { resourceCheck } from '../questions';
import { kmsError } from './errors';
import { Key, type KeyResource } from './resource';

/** Returns the policy of a key that was created without one. Source: KMS Developer Guide, "Default key policy". */
export function defaultKeyPolicy({ partition, accountId }: Place): string {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: rootUserArn(partition, accountId) },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] }, null, 2);
}

/** @throws AwsError MalformedPolicyDocument, LimitExceeded */
export function toStoredKeyPolicy(scope: Scope, arn: string, text: string): Promise<string> {
  if (!Key.policy) throw new Error('keys have policies');
  return toStoredPolicy(scope, Key.policy, arn, text);
}

/**
 * AWS's policy lockout safety check: the caller of a new key policy must be able to replace it.
 * @param policy as it would be stored
 * @param key null for a new key
 * @throws AwsError MalformedPolicyDocument
 */
export async function requireKeeper(scope: Scope, arn: string, policy: string, key: KeyResource | null): Promise<void> {
  const named = { arn, accountId: scope.accountId, found: key };
  const check = resourceCheck('kms:PutKeyPolicy', scope, Key, named);
  const may = await callerMay(scope);
  if (await may({ ...check, resourcePolicy: { resourceArn: arn, document: policy } })) return;
  throw kmsError(
    'MalformedPolicyDocumentException',
    'The new key policy will not allow you to update the key policy in the future.',
    'Policy',
  );
}
