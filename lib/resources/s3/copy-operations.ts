import { type Check, defineOperation, type Scope } from '../../core/operation';
import { CHECKSUM_NAMES, checksumMember, checksumOf } from '../../core/text/checksums';
import { bucketCheck } from './buckets';
import { noSuchKey, s3Error } from './errors';
import { requireNoGrants } from './grants';
import { requireNothingElse } from './not-here';
import { failedPrecondition, requireReplaceable, unmetCondition } from './object-conditions';
import { CREATES, findBucketAndObject, type NamedObject, readingChecks, requestedTags, touchesNothing } from './object-questions';
import { describedBy, ENCRYPTED, readBody, type StoredObject, storeObject } from './objects';
import { CopyObjectInput } from './schema';
import { readObjectTags } from './tags';

type Asked = (typeof CopyObjectInput)['_output'];
type Source = NamedObject & { key: string };
type Target = NamedObject & { source: Source };

/**
 * Reads the source of a copy: bucket and key, encoded as in an address, perhaps with a version.
 * @throws AwsError InvalidArgument if it names none, NotImplemented for an access point and for a version
 */
function readSource(source: string): { Bucket: string; Key: string } {
  const [place = '', versionId] = source.split(/\?versionId=/i);
  requireNothingElse(CopyObjectInput, { VersionId: versionId });
  if (/^arn(?::|%3a)/i.test(place))
    throw s3Error('NotImplemented', 'Gatehouse keeps buckets to show who may use them, and has no access points.');
  const [, Bucket, Key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(place)) ?? [];
  if (Bucket === undefined || Key === undefined) throw badSource();
  return { Bucket, Key };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badSource();
  }
}

function badSource() {
  const name = { ArgumentName: 'x-amz-copy-source' };
  return s3Error('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey', name);
}

async function findBoth(input: Asked, scope: Scope): Promise<Target> {
  const named = readSource(input.CopySource);
  const ExpectedBucketOwner = input.ExpectedSourceBucketOwner;
  const source = { ...(await findBucketAndObject({ ...named, ExpectedBucketOwner }, scope)), key: named.Key };
  return { ...(await findBucketAndObject(input, scope)), source };
}

const replaces = (directive: string | undefined) => directive === 'REPLACE';

/** Returns the tags of a copy: the source's, unless the call replaces them. */
function tagsOfCopy({ TaggingDirective, Tagging }: Asked, source: StoredObject | null) {
  const given = Tagging === undefined ? [] : readObjectTags(Tagging);
  return replaces(TaggingDirective) ? { given, copied: [] } : { given: [], copied: source?.tags ?? [] };
}

/**
 * Returns the checks of a copy. AWS: reading the source and putting the copy need permission, each by its bucket's rules. Copied
 * tags must be readable and may be put as well. Source: Amazon S3 API Reference, "CopyObject"; Amazon S3 User Guide, "Copying
 * objects".
 */
function checksOf(input: Asked, scope: Scope, { bucket, source }: Target): Check[] {
  const { given, copied } = tagsOfCopy(input, source.object);
  const context = { ...CREATES, ...requestedTags(given) };
  const checks = readingChecks('s3:GetObject', source.key, scope, source);
  if (copied.length > 0) checks.push(...readingChecks('s3:GetObjectTagging', source.key, scope, source));
  checks.push(bucketCheck('s3:PutObject', scope, bucket, { key: input.Key, context }));
  if (given.length + copied.length > 0)
    checks.push(bucketCheck('s3:PutObjectTagging', scope, bucket, { key: input.Key, context }));
  return checks;
}

/** @throws AwsError InvalidArgument for an unknown directive */
function requireDirectives({ MetadataDirective, TaggingDirective }: Asked): void {
  for (const [name, value] of Object.entries({ metadata: MetadataDirective, tagging: TaggingDirective }))
    if (value !== undefined && value !== 'COPY' && value !== 'REPLACE')
      throw s3Error('InvalidArgument', `Unknown ${name} directive.`, {
        ArgumentName: `x-amz-${name}-directive`,
        ArgumentValue: value,
      });
}

/** AWS accepts no unsigned copies. */
export const CopyObject = defineOperation({
  service: 's3',
  name: 'CopyObject',
  action: 's3:PutObject',
  access: 'Write',
  input: CopyObjectInput,
  target: findBoth,
  checks: checksOf,
  touches: touchesNothing,
  run: async (input, { db, now }, { bucket, object, source }) => {
    requireNothingElse(CopyObjectInput, input);
    requireNoGrants(input);
    requireDirectives(input);
    const { object: read } = source;
    if (!read) throw noSuchKey(source.key);
    const unmet = unmetCondition(read, {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    });
    if (unmet) throw failedPrecondition(`x-amz-copy-source-${unmet.condition}`);
    requireReplaceable(input.Key, object, input);
    const { MetadataDirective, ServerSideEncryption, StorageClass } = input;
    const changes = replaces(MetadataDirective) || ServerSideEncryption !== undefined || StorageClass !== undefined;
    if (read.id === object?.id && !changes)
      throw s3Error(
        'InvalidRequest',
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    const body = await readBody(db, read);
    const wanted = CHECKSUM_NAMES.find((name) => name === input.ChecksumAlgorithm);
    const checksum = wanted ? { member: checksumMember(wanted), value: checksumOf(wanted, body) } : read.facts.checksum;
    const described = replaces(MetadataDirective) ? describedBy(input) : read.facts;
    const { given, copied } = tagsOfCopy(input, read);
    const facts = { headers: described.headers, metadata: described.metadata, checksum };
    const tags = [...given, ...copied];
    const { etag } = await storeObject(db, bucket, { key: input.Key, body, tags, facts, now });
    return {
      CopyObjectResult: {
        ETag: etag,
        LastModified: now,
        ChecksumType: 'FULL_OBJECT',
        [checksum.member]: checksum.value,
      },
      ...ENCRYPTED,
    };
  },
});
