import type { ShownKind } from '../../core/module/kind';
import { afterStart, before } from '../../core/text/text-parts';

const bucketOf = (name: string) => before(name, '/');

/** The facts about buckets that pages need too. */
export const BUCKET = {
  id: 'buckets',
  service: 's3',
  type: 'bucket',
  noun: 'Bucket',
  label: 'S3 bucket',
  title: 'S3 buckets',
  words: 'storage objects files amazon simple',
  arn: /^arn:[\w-]+:s3:::([^/:]+)$/,
  policyType: 'AWS::S3::Bucket',
  members: { Bucket: bucketOf, Key: (name) => afterStart(name, `${bucketOf(name)}/`) },
  policyCalls: ['PutBucketPolicy', 'DeleteBucketPolicy', 'PutPublicAccessBlock', 'DeletePublicAccessBlock', 'DeleteBucket'],
} as const satisfies ShownKind;

/** Returns the ARN of a bucket, which names neither an account nor a Region. */
export function bucketArn(partition: string, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}
