import { defineKind, type StoredResource } from '../../core/module/kind';
import type { Scope } from '../../core/operation';
import { accountBlocks, type PublicAccessBlock } from './account-block';
import { BUCKET, bucketArn } from './arns';
import { s3Error } from './errors';

/** AWS: a new bucket has all four on. */
export const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export type BucketSettings = {
  /** Null: it was deleted, and nothing is blocked. */
  publicAccessBlock: PublicAccessBlock | null;
  /** True if its policy is public in S3's sense. */
  isPublic: boolean;
  /** True if its tags affect access to it and its contents. Absent: false. */
  abac?: boolean;
};
export type BucketResource = StoredResource<BucketSettings>;

/** Returns the effective Block Public Access of a bucket: its own setting combined with its account's, the stricter of each. */
export function publicAccessBlockOf({ settings, inherited }: Pick<BucketResource, 'settings' | 'inherited'>): PublicAccessBlock {
  const both = [settings.publicAccessBlock, inherited?.publicAccessBlock];
  const isOn = (name: keyof PublicAccessBlock) => both.some((block) => block?.[name]);
  return {
    BlockPublicAcls: isOn('BlockPublicAcls'),
    IgnorePublicAcls: isOn('IgnorePublicAcls'),
    BlockPublicPolicy: isOn('BlockPublicPolicy'),
    RestrictPublicBuckets: isOn('RestrictPublicBuckets'),
  };
}

const LETTERS = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". `amzn-s3-demo-` is reserved for documentation. */
export function isBucketName(name: string): boolean {
  return LETTERS.test(name) && !name.includes('..') && !ADDRESS.test(name) && !RESERVED.test(name);
}

/** Returns the ARN of the bucket that an ARN of S3 names or lies in. */
function bucketArnIn(arn: string): string {
  return arn.split('/', 1)[0] ?? arn;
}

function bucketIn(arn: string): string {
  const bucket = bucketArnIn(arn);
  return bucket.slice(bucket.lastIndexOf(':') + 1);
}

export const Bucket = defineKind<BucketSettings>({
  service: BUCKET.service,
  type: BUCKET.type,
  arn: ({ partition }, name) => bucketArn(partition, name),
  arnPattern: /^arn:[^:]+:s3:::/,
  policyReading: (arn) => ['GetBucketPolicy', { Bucket: bucketIn(arn) }],
  tagReading: (arn) => ['GetBucketTagging', { Bucket: bucketIn(arn) }],
  contentTagReading: (arn) => ['GetObjectTagging', { Bucket: bucketIn(arn), Key: arn.slice(bucketArnIn(arn).length + 1) }],
  quota: 'S3BucketsPerAccount',
  packs: {
    create: ({ name }) => ({ do: 's3:CreateBucket', input: { Bucket: name } }),
    after: ({ name, tags }) =>
      tags.length > 0 ? [{ do: 's3:PutBucketTagging', input: { Bucket: name, Tagging: { TagSet: tags } } }] : [],
    savePolicy: ({ name }, Policy) => ({ do: 's3:PutBucketPolicy', input: { Bucket: name, Policy } }),
  },
  verbs: { list: 's3:ListBucket' },
  watched: { action: 's3:GetObject', part: '/*' },
  usualActions: ['s3:ListAllMyBuckets', 's3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject'],
  // A bucket's name has no slash.
  containerOf: bucketArnIn,
  listed: {
    noun: BUCKET.noun,
    label: BUCKET.label,
    check: () => ({ action: 's3:ListAllMyBuckets', resource: '*' }),
    policyBy: 's3:GetBucketPolicy',
    tagsBy: 's3:GetBucketTagging',
    isPublic: ({ settings }) => settings.isPublic,
  },
  blocksPublicAccess: (bucket) => bucket.settings.isPublic && publicAccessBlockOf(bucket).RestrictPublicBuckets,
  // The account's setting matters only for buckets with a public policy.
  inherited: async (db, buckets) => {
    const accounts = new Set(buckets.flatMap(({ accountId, settings }) => (settings.isPublic ? accountId : [])));
    const blocks = await accountBlocks(db, [...accounts]);
    return new Map([...blocks].map(([accountId, publicAccessBlock]) => [accountId, { publicAccessBlock }]));
  },
  asPublic: (bucket, isPublic) => ({ ...bucket, settings: { ...bucket.settings, isPublic } }),
  refusePublic: requireNoBlock,
  // AWS: a bucket's tags affect access only if attribute-based access control is on for it.
  tagsCount: ({ settings }) => settings.abac === true,
  keys: (bucket) => ({
    // Any endpoint reaches any bucket here. In AWS, other Regions redirect to the bucket's Region.
    ...(bucket && { 'aws:RequestedRegion': bucket.region, 's3:ResourceAccount': bucket.accountId }),
    ...(bucket?.settings.abac && Object.fromEntries(bucket.tags.map(({ Key, Value }) => [`s3:BucketTag/${Key}`, Value]))),
  }),
  policy: {
    savedBy: 's3:PutBucketPolicy',
    most: 20_480,
    tooLong: () => s3Error('MalformedPolicy', 'The policy exceeds the maximum allowed document size.', {}, 'Policy'),
    type: BUCKET.policyType,
    refused: (sentence) => s3Error('MalformedPolicy', sentence, {}, 'Policy'),
    invalidPrincipal: () => s3Error('MalformedPolicy', 'Invalid principal in policy', {}, 'Policy'),
  },
});

/**
 * Refuses a public policy if BlockPublicPolicy is on for the bucket or its account. The account's setting is read here, since it
 * was not read for a bucket without a public policy.
 * @throws AwsError AccessDenied
 */
async function requireNoBlock({ db, caller }: Pick<Scope, 'db' | 'caller'>, bucket: BucketResource): Promise<void> {
  const publicAccessBlock = (await accountBlocks(db, [bucket.accountId])).get(bucket.accountId) ?? null;
  if (!publicAccessBlockOf({ settings: bucket.settings, inherited: { publicAccessBlock } }).BlockPublicPolicy) return;
  const arn = 'arn' in caller.principal ? caller.principal.arn : 'anonymous';
  throw s3Error(
    'AccessDenied',
    `User: ${arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucket.arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
}
