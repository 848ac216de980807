import { CreateBucket, DeleteBucket } from '../../../resources/s3/bucket-operations';
import { DeleteBucketTagging, GetBucketTagging, PutBucketTagging } from '../../../resources/s3/bucket-tag-operations';
import { DeleteBucketPolicy, PutBucketPolicy } from '../../../resources/s3/policy-operations';
import { type KindCalls, keysText } from './kind-calls';

/** AWS: the Region that a bucket is made in where nothing else is asked, and that has no name there. */
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
    put: ({ name: Bucket }, Policy) => [PutBucketPolicy, { Bucket, Policy }],
    remove: ({ name: Bucket }) => [DeleteBucketPolicy, { Bucket }],
  },
  // S3 has no call that changes some tags: the whole set is written anew.
  tags: async (steps, { name: Bucket }, { remove, put }) => {
    const present = await steps.read(GetBucketTagging, { Bucket }, { unless: 'NoSuchTagSet' });
    const gone = new Set([...remove, ...put.map(({ Key }) => Key)]);
    const TagSet = [...(present?.TagSet ?? []).filter(({ Key }) => !gone.has(Key)), ...put];
    if (TagSet.length === 0) await steps.change('Remove all tags', DeleteBucketTagging, { Bucket });
    else await steps.change(`Set ${keysText(TagSet)}`, PutBucketTagging, { Bucket, Tagging: { TagSet } });
  },
};
