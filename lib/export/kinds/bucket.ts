import { tagged } from '../cloudformation-values';
import type { Arguments } from '../terraform-values';
import { type CallInput, defineExportedKind, type Located, noted, reference } from './kind';

/** The public access block in S3's format, of a bucket or an account. */
export type PublicAccessBlock = Readonly<
  Record<'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets', boolean>
>;

export type BucketState = Located & {
  kind: 'bucket';
  name: string;
  /** Null if it has none of its own. */
  block: PublicAccessBlock | null;
  /** True if tags control access to the bucket. */
  abac: boolean;
};

/** S3's default for new buckets. */
const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** CloudFormation and Terraform block public access completely unless told otherwise. */
const NOT_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/** Returns a public access block as Terraform's arguments. */
export function blockArguments(block: PublicAccessBlock): Arguments {
  return {
    block_public_acls: block.BlockPublicAcls,
    ignore_public_acls: block.IgnorePublicAcls,
    block_public_policy: block.BlockPublicPolicy,
    restrict_public_buckets: block.RestrictPublicBuckets,
  };
}

const isAllBlocked = (block: PublicAccessBlock | null) =>
  block !== null && Object.entries(ALL_BLOCKED).every(([name, value]) => Reflect.get(block, name) === value);

export const bucket = defineExportedKind<BucketState>({
  kind: 'bucket',
  nameOf: ({ name }) => name,
  last: {
    title: 'Buckets',
    calls({ name: Bucket, region, block, abac, tags }, { policy, call }) {
      const s3 = (operation: string, input: CallInput = {}) => call('s3api', operation, { Bucket, ...input });
      const setting = block
        ? [s3('PutPublicAccessBlock', { PublicAccessBlockConfiguration: block })]
        : [s3('DeletePublicAccessBlock')];
      return [
        // AWS's default Region has no name in this call.
        s3('CreateBucket', region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } }),
        ...(tags.length > 0 ? [s3('PutBucketTagging', { Tagging: { TagSet: tags } })] : []),
        ...(abac ? [s3('PutBucketAbac', { AbacStatus: { Status: 'Enabled' } })] : []),
        ...(isAllBlocked(block) ? [] : setting),
        ...(policy.document === '' ? [] : [noted(s3('PutBucketPolicy', { Policy: policy.document }), policy)]),
      ];
    },
  },
  template({ name: BucketName, block, tags }, { own, policy, document: PolicyDocument }) {
    const name = own('Bucket');
    const Properties = { BucketName, PublicAccessBlockConfiguration: block ?? NOT_BLOCKED, ...tagged(tags) };
    return [
      [name, { Type: 'AWS::S3::Bucket', Properties }],
      ...policy('AWS::S3::BucketPolicy', { Bucket: { Ref: name }, PolicyDocument }),
    ];
  },
  terraform({ name, block }, to) {
    const id = reference(to.block('aws_s3_bucket', { bucket: name }, { tagged: true }), 'id');
    to.block('aws_s3_bucket_public_access_block', { bucket: id, ...blockArguments(block ?? NOT_BLOCKED) });
    to.policy('aws_s3_bucket_policy', { bucket: id });
  },
  leftOut: (all, format) => [
    'Objects of buckets are left out. Bucket names are unique across all accounts: change those that are taken.',
    ...(format !== 'cli' && all.some(({ abac }) => abac)
      ? ['The setting that lets tags control access to a bucket is left out.']
      : []),
  ],
});
