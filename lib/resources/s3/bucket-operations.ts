import { REGIONS } from '@gatehouse/catalog/regions';
import { requestTagContext } from '../../core/authorization/context';
import type { AwsError } from '../../core/errors';
import type { Place } from '../../core/module/kind';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { quotas } from '../../core/quotas';
import { readInChunks, sortInTurns } from '../../core/work/bulk';
import { createResource, deleteResource, findResource, updateResource } from '../rows';
import { withTags } from '../tags';
import { toBlock } from './account-block';
import { bucketArn } from './arns';
import { type AskedBucket, bucketCheck, canonicalUserId, findBucket, ofBucket, ownerOfBucket } from './buckets';
import { s3Error } from './errors';
import { requireNoGrants } from './grants';
import { requireNothingElse } from './not-here';
import { ALL_BLOCKED, Bucket, type BucketResource, type BucketSettings, isBucketName } from './resource';
import {
  BucketInput,
  CreateBucketInput,
  ListBucketsInput,
  PutBucketAbacInput,
  PutBucketTaggingInput,
  PutPublicAccessBlockInput,
} from './schema';
import { S3_TAG_ERRORS } from './tags';

const MOST_BUCKETS = 10_000;
/** The rows per read, with four columns each. */
const READ_AT_ONCE = 1_000;
/** The Region of buckets that are created without one. */
const FIRST_REGION = 'us-east-1';

/** Lists the caller's own account's buckets only. */
export const ListBuckets = defineOperation({
  service: 's3',
  name: 'ListBuckets',
  access: 'List',
  input: ListBucketsInput,
  checks: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  run: async ({ MaxBuckets = MOST_BUCKETS, ContinuationToken, Prefix = '', BucketRegion }, { db, accountId, account }) => {
    if (MaxBuckets < 1 || MaxBuckets > MOST_BUCKETS)
      throw s3Error('InvalidArgument', `Argument max-buckets must be an integer between 1 and ${MOST_BUCKETS}`, {
        ArgumentName: 'max-buckets',
      });
    const list = ['ListBuckets', accountId, Prefix, BucketRegion].join(':');
    const after = ContinuationToken === undefined ? undefined : decodeToken(list, ContinuationToken);
    if (after === null) throw s3Error('InvalidArgument', 'The continuation token provided is incorrect');
    const chunks = readInChunks(
      (from, take) =>
        db.resource.findMany({
          where: {
            accountId,
            service: 's3',
            type: 'bucket',
            name: { startsWith: Prefix, gt: from },
            ...(BucketRegion && { region: BucketRegion }),
          },
          orderBy: { name: 'asc' },
          select: { name: true, arn: true, region: true, createdAt: true },
          take,
        }),
      ({ name }) => name,
      READ_AT_ONCE,
    );
    const found = [];
    for await (const rows of chunks) found.push(...rows.filter(({ name }) => name.startsWith(Prefix)));
    const ordered = await sortInTurns(found, (a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = pageOf(ordered, MaxBuckets, list, after, ({ name }) => name);
    return {
      Owner: { ID: canonicalUserId(accountId), DisplayName: account.name },
      Buckets: items.map(({ name, arn, region, createdAt }) => ({
        Name: name,
        CreationDate: createdAt,
        BucketRegion: region,
        BucketArn: arn,
      })),
      ContinuationToken: next,
      Prefix: Prefix || undefined,
    };
  },
});

/** Returns the Region of a new bucket. @throws AwsError if the requested Region is invalid, or not the call's */
function regionOf({ region }: { region: string }, constraint: string | undefined): string {
  if (constraint === undefined || constraint === '') {
    if (region === FIRST_REGION) return region;
    throw s3Error(
      'IllegalLocationConstraintException',
      `The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (!REGIONS.some(({ code }) => code === wanted))
    throw s3Error('InvalidArgument', 'The specified location-constraint is not valid', { ArgumentName: 'LocationConstraint' });
  if (region !== FIRST_REGION && region !== wanted) {
    throw s3Error(
      'IllegalLocationConstraintException',
      `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  return wanted;
}

export const CreateBucket = defineOperation({
  service: 's3',
  name: 'CreateBucket',
  access: 'Write',
  input: CreateBucketInput,
  checks: ({ Bucket: name, CreateBucketConfiguration }, { partition }) => {
    const { LocationConstraint, Tags = [] } = CreateBucketConfiguration ?? {};
    const resource = bucketArn(partition, name);
    const context = {
      ...(LocationConstraint && { 's3:locationconstraint': LocationConstraint }),
      ...requestTagContext(Tags),
    };
    const checks: Check[] = [{ action: 's3:CreateBucket', resource, context }];
    if (Tags.length > 0) checks.push({ action: 's3:TagResource', resource, context });
    return checks;
  },
  run: async (input, { db, partition, accountId, call, now }) => {
    const { Bucket: name, CreateBucketConfiguration, ObjectLockEnabledForBucket, ObjectOwnership } = input;
    const { LocationConstraint, Tags = [] } = CreateBucketConfiguration ?? {};
    if (!isBucketName(name))
      throw s3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name }, 'Bucket');
    requireNoGrants(input);
    requireNothingElse(CreateBucketInput, input);
    if (ObjectLockEnabledForBucket) throw notHere('Object Lock');
    if (ObjectOwnership !== undefined && ObjectOwnership !== 'BucketOwnerEnforced') throw notHere('access control lists');
    const place: Place = { partition, accountId, region: regionOf(call, LocationConstraint) };
    const taken = await findResource(db, Bucket, bucketArn(partition, name));
    const isOwn = taken?.accountId === accountId;
    // AWS: in the first Region an owner may create a bucket again, which changes nothing.
    if (taken && isOwn && taken.region === FIRST_REGION && place.region === FIRST_REGION)
      return { Location: `/${name}`, BucketArn: taken.arn };
    if (taken) throw isTaken(name, isOwn);
    const count = await db.resource.count({ where: { accountId, service: 's3', type: 'bucket' } });
    if (count >= quotas().S3BucketsPerAccount)
      throw s3Error('TooManyBuckets', 'You have attempted to create more buckets than allowed');
    const settings: BucketSettings = { publicAccessBlock: ALL_BLOCKED, isPublic: false };
    const tags = withTags([], Tags, S3_TAG_ERRORS);
    const { arn } = await createResource(db, Bucket, place, { name, tags, settings, createdAt: now });
    return { Location: `/${name}`, BucketArn: arn };
  },
});

function notHere(what: string) {
  return s3Error('NotImplemented', `Gatehouse keeps buckets to show who may use them, and has no ${what}.`);
}

function isTaken(name: string, own: boolean) {
  if (own)
    return s3Error(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { BucketName: name },
      'Bucket',
    );
  return s3Error(
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName: name },
    'Bucket',
  );
}

/** AWS: permission to list a bucket includes asking whether it exists. */
export const HeadBucket = defineOperation({
  service: 's3',
  name: 'HeadBucket',
  access: 'List',
  input: BucketInput,
  ...ofBucket('s3:ListBucket'),
  run: async (_input, _scope, { region, arn }) => ({ BucketRegion: region, BucketArn: arn, AccessPointAlias: false }),
});

export const GetBucketLocation = defineOperation({
  service: 's3',
  name: 'GetBucketLocation',
  access: 'Read',
  input: BucketInput,
  ...ofBucket('s3:GetBucketLocation'),
  // AWS: the first Region has no name here.
  run: async (_input, _scope, { region }) => ({ LocationConstraint: region === FIRST_REGION ? undefined : region }),
});

export const DeleteBucket = defineOperation({
  service: 's3',
  name: 'DeleteBucket',
  access: 'Write',
  input: BucketInput,
  ...ofBucket('s3:DeleteBucket'),
  run: async (_input, { db }, bucket) => {
    if ((await db.s3Object.count({ where: { bucketId: bucket.id } })) > 0)
      throw s3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName: bucket.name });
    await deleteResource(db, bucket);
  },
});

export const GetPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'GetPublicAccessBlock',
  access: 'Read',
  input: BucketInput,
  ...ofBucket('s3:GetBucketPublicAccessBlock'),
  run: async (_input, _scope, { name, settings: { publicAccessBlock } }) => {
    if (!publicAccessBlock) {
      throw s3Error('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', {
        BucketName: name,
      });
    }
    return { PublicAccessBlockConfiguration: publicAccessBlock };
  },
});

export const PutPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'PutPublicAccessBlock',
  access: 'Permissions management',
  input: PutPublicAccessBlockInput,
  ...ofBucket('s3:PutBucketPublicAccessBlock'),
  run: async ({ PublicAccessBlockConfiguration: given }, { db }, bucket) => {
    await updateResource(db, bucket, { settings: { publicAccessBlock: toBlock(given) } });
  },
});

export const DeletePublicAccessBlock = defineOperation({
  service: 's3',
  name: 'DeletePublicAccessBlock',
  access: 'Permissions management',
  input: BucketInput,
  ...ofBucket('s3:PutBucketPublicAccessBlock'),
  run: async (_input, { db }, bucket) => {
    await updateResource(db, bucket, { settings: { publicAccessBlock: null } });
  },
});

/** AWS: once a bucket's tags count, only the calls with tag permissions may change them. @throws AwsError InvalidRequest */
function requireTagsCountNot({ name, settings }: BucketResource): void {
  if (settings.abac)
    throw s3Error(
      'InvalidRequest',
      'Attribute-based access control is enabled for this bucket. Use TagResource and UntagResource to manage its tags.',
      { BucketName: name },
    );
}

function noTags({ name }: BucketResource): AwsError {
  return s3Error('NoSuchTagSet', 'The TagSet does not exist', { BucketName: name });
}

export const GetBucketTagging = defineOperation({
  service: 's3',
  name: 'GetBucketTagging',
  access: 'Read',
  input: BucketInput,
  ...ofBucket('s3:GetBucketTagging'),
  run: async (_input, _scope, bucket) => {
    if (bucket.tags.length === 0) throw noTags(bucket);
    return { TagSet: bucket.tags };
  },
});

export const PutBucketTagging = defineOperation({
  service: 's3',
  name: 'PutBucketTagging',
  access: 'Tagging',
  input: PutBucketTaggingInput,
  anonymous: ownerOfBucket,
  target: (input: AskedBucket, scope: Scope) => findBucket(scope, input),
  checks: ({ Tagging: { TagSet } }, scope, bucket) => [
    bucketCheck('s3:PutBucketTagging', scope, bucket, { context: requestTagContext(TagSet) }),
  ],
  run: async ({ Tagging: { TagSet } }, { db }, bucket) => {
    requireTagsCountNot(bucket);
    await updateResource(db, bucket, { tags: withTags([], TagSet, S3_TAG_ERRORS) });
  },
});

export const DeleteBucketTagging = defineOperation({
  service: 's3',
  name: 'DeleteBucketTagging',
  access: 'Tagging',
  input: BucketInput,
  ...ofBucket('s3:PutBucketTagging'),
  run: async (_input, { db }, bucket) => {
    requireTagsCountNot(bucket);
    await updateResource(db, bucket, { tags: [] });
  },
});

/** Returns whether a bucket's tags count in decisions about it. */
export const GetBucketAbac = defineOperation({
  service: 's3',
  name: 'GetBucketAbac',
  access: 'Read',
  input: BucketInput,
  ...ofBucket('s3:GetBucketAbac'),
  run: async (_input, _scope, { settings }) => ({ AbacStatus: { Status: settings.abac ? 'Enabled' : 'Disabled' } }),
});

export const PutBucketAbac = defineOperation({
  service: 's3',
  name: 'PutBucketAbac',
  access: 'Write',
  input: PutBucketAbacInput,
  ...ofBucket('s3:PutBucketAbac'),
  run: async ({ AbacStatus: { Status } }, { db }, bucket) => {
    if (Status !== 'Enabled' && Status !== 'Disabled')
      throw s3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    await updateResource(db, bucket, { settings: { abac: Status === 'Enabled' } });
  },
});
