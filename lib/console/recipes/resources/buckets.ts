import type { BucketState, PublicAccessBlock } from '../../../export/kinds/bucket';
import {
  CreateBucket,
  DeleteBucket,
  GetBucketAbac,
  GetBucketTagging,
  GetPublicAccessBlock,
  ListBuckets,
} from '../../../resources/s3/bucket-operations';
import { TagResource, UntagResource } from '../../../resources/s3/control-operations';
import { DeleteBucketPolicy, GetBucketPolicy, PutBucketPolicy } from '../../../resources/s3/policy-operations';
import { storedDocument } from '../save-from';
import type { Steps } from '../steps';
import { type KindCalls, keysText, policyState, sortedTags } from './kind-calls';

/** AWS's default Region of a bucket, which has no name in requests. */
const FIRST_REGION = 'us-east-1';

export const buckets: KindCalls = {
  create: async (steps, { region, name: Bucket, tags, policy }) => {
    const CreateBucketConfiguration = {
      ...(region !== FIRST_REGION && { LocationConstraint: region }),
      ...(tags.length > 0 && { Tags: [...tags] }),
    };
    const made = await steps.change(`Create bucket ${Bucket}`, CreateBucket, { Bucket, CreateBucketConfiguration });
    if (made && policy !== '') await steps.change('Set its policy', PutBucketPolicy, { Bucket, Policy: policy });
    return made?.BucketArn ?? null;
  },
  remove: ({ name: Bucket }) => [DeleteBucket, { Bucket }],
  policy: {
    read: (run, { name: Bucket }) => storedDocument(run(GetBucketPolicy, { Bucket }), ({ Policy }) => Policy),

    put: ({ name: Bucket }, Policy) => [PutBucketPolicy, { Bucket, Policy }],
    remove: ({ name: Bucket }) => [DeleteBucketPolicy, { Bucket }],
  },
  // These calls work whether or not tags control access to the bucket.
  tags: async (steps, { arn: ResourceArn }, { remove, put }) => {
    if (remove.length > 0)
      await steps.change(`Remove ${remove.join(', ')}`, UntagResource, { ResourceArn, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagResource, { ResourceArn, Tags: [...put] });
  },
  exported: readBuckets,
};

async function readBuckets(steps: Steps, region: string): Promise<BucketState[]> {
  const names = await steps.pages(
    ListBuckets,
    { BucketRegion: region },
    ({ Buckets }) => Buckets.map(({ Name }) => Name),
    ({ ContinuationToken }) => (ContinuationToken === undefined ? null : { ContinuationToken }),
  );
  const buckets: BucketState[] = [];
  for (const name of names) {
    const Bucket = { Bucket: name };
    const block = await steps.read(GetPublicAccessBlock, Bucket, { unless: 'NoSuchPublicAccessBlockConfiguration' });
    const tags = await steps.read(GetBucketTagging, Bucket, { unless: 'NoSuchTagSet' });
    const policy = await steps.read(GetBucketPolicy, Bucket, { unless: 'NoSuchBucketPolicy' });
    const abac = (await steps.read(GetBucketAbac, Bucket))?.AbacStatus.Status === 'Enabled';
    buckets.push({
      ...{ kind: 'bucket', name, region, abac, tags: sortedTags(tags?.TagSet) },
      block: (block?.PublicAccessBlockConfiguration as PublicAccessBlock | undefined) ?? null,
      ...policyState(policy?.Policy),
    });
  }
  return buckets;
}
