import { findAccountFacts } from '../../core/account-facts';
import { callerMay } from '../../core/authorization/authorize';
import { mayService } from '../../core/authorization/service-caller';
import type { ServiceDelivery } from '../../core/module/hooks';
import type { Scope } from '../../core/operation';
import { checksumOf } from '../../core/text/checksums';
import { bucketArn } from './arns';
import { bucketCheck, findBucketByArn } from './buckets';
import { describedBy, storeObject } from './objects';

/**
 * Stores a file of an AWS service in a bucket, if the bucket's policy lets the service put it there. In a bucket of the caller's own
 * account, the permission of the caller is enough.
 * @returns false if the bucket does not exist, or nobody may put the file there
 * @throws AwsError for a file that is too large, and for a full bucket
 */
export async function deliverForService(
  scope: Scope,
  { service, sourceArn, bucket: name, key, body, contentType }: ServiceDelivery,
): Promise<boolean> {
  const { db, partition, now, accountId } = scope;
  const bucket = await findBucketByArn(scope, bucketArn(partition, name));
  const owner = bucket && (await findAccountFacts(db, bucket.accountId));
  if (!bucket || !owner) return false;
  const isOwn =
    bucket.accountId === accountId && (await (await callerMay(scope))(bucketCheck('s3:PutObject', scope, bucket, { key })));
  const check = {
    action: 's3:PutObject',
    resource: `${bucket.arn}/${key}`,
    resourceAccount: bucket.accountId,
    resourcePolicy: { resourceArn: bucket.arn, document: bucket.policy },
  };
  const call = { service, sourceAccount: accountId, sourceArn, region: bucket.region, partition, now };
  if (!isOwn && !(await mayService(db, call, owner, check))) return false;
  const checksum = { member: 'ChecksumCRC64NVME', value: checksumOf('CRC64NVME', body) };
  await storeObject(db, bucket, { key, body, tags: [], facts: { ...describedBy({ ContentType: contentType }), checksum }, now });
  return true;
}
