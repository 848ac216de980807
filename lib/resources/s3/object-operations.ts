import { callerMay } from '../../core/authorize';
import { giveWay } from '../../core/bulk';
import { CHECKSUM_NAMES, checksumMember, checksumOf } from '../../core/checksums';
import { requestTagContext } from '../../core/context';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import type { RequestContext } from '../../engine';
import { type AskedBucket, bucketCheck, findBucket, ownerOfBucket } from './buckets';
import { noSuchKey, s3Error } from './errors';
import { requireNoGrants } from './grants';
import { requireNothingElse } from './not-here';
import { findObject, readBody, requireKeyLength, type StoredObject, storeObject } from './objects';
import type { BucketResource } from './resource';
import { DeleteObjectInput, DeleteObjectsInput, GetObjectInput, PutObjectInput } from './schema';
import { readObjectTags } from './tags';

type AskedObject = AskedBucket & { Key: string };
type Target = { bucket: BucketResource; object: StoredObject | null };

async function findBucketAndObject(input: AskedObject, scope: Scope): Promise<Target> {
  requireKeyLength(input.Key);
  const bucket = await findBucket(scope, input);
  return { bucket, object: await findObject(scope.db, bucket, input.Key) };
}

/** Whatever is put or taken: what may be done to it does not change, so that no revision moves. */
const touches = () => ({});

/** The tags that an object has, which bear on what may be done to it. */
function existingTags(object: StoredObject | null): RequestContext {
  return Object.fromEntries((object?.tags ?? []).map(({ Key, Value }) => [`s3:ExistingObjectTag/${Key}`, Value]));
}

const HEADERS = ['CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage', 'ContentType'] as const;
const UNKNOWN_TYPE = 'binary/octet-stream';
const MOST_METADATA = 2048;
/** Every object is encrypted, with the key of the installation. */
const ENCRYPTED = { ServerSideEncryption: 'AES256' };

export const PutObject = defineOperation({
  service: 's3',
  name: 'PutObject',
  access: 'Write',
  input: PutObjectInput,
  anonymous: ownerOfBucket,
  target: findBucketAndObject,
  checks: ({ Key, Tagging }, scope, { bucket }) => {
    const tags = Tagging === undefined ? [] : readObjectTags(Tagging);
    const requested = Object.fromEntries(tags.map((tag) => [`s3:RequestObjectTag/${tag.Key}`, tag.Value]));
    const keys = tags.length === 0 ? {} : { 's3:RequestObjectTagKeys': tags.map((tag) => tag.Key), ...requested };
    const context = { ...requestTagContext(tags), ...keys };
    const checks: Check[] = [bucketCheck('s3:PutObject', scope, bucket, { key: Key, context })];
    if (tags.length > 0) checks.push(bucketCheck('s3:PutObjectTagging', scope, bucket, { key: Key, context }));
    return checks;
  },
  touches,
  run: async (input, { db, now }, { bucket, object }) => {
    const { Key, Body = new Uint8Array(), IfMatch, IfNoneMatch, Metadata = {}, Tagging } = input;
    requireNothingElse(PutObjectInput, input);
    requireNoGrants(input);
    if (IfNoneMatch !== undefined && (IfNoneMatch === '*' ? object !== null : IfNoneMatch === object?.etag))
      throw failedPrecondition('If-None-Match');
    if (IfMatch !== undefined && !object) throw noSuchKey(Key);
    if (IfMatch !== undefined && !isSameTag(IfMatch, object)) throw failedPrecondition('If-Match');
    const size = Object.entries(Metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
    if (size > MOST_METADATA) throw s3Error('InvalidRequest', 'Your metadata headers exceed the maximum allowed metadata size');
    const headers = Object.fromEntries(HEADERS.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));
    const member = CHECKSUM_NAMES.map(checksumMember).find((name) => input[name] !== undefined) ?? checksumMember('CRC64NVME');
    const checksum = { member, value: input[member] ?? checksumOf('CRC64NVME', Body) };
    const tags = Tagging === undefined ? [] : readObjectTags(Tagging);
    const facts = { headers: { ContentType: UNKNOWN_TYPE, ...headers }, metadata: Metadata, checksum };
    const { etag } = await storeObject(db, bucket, { key: Key, body: Body, tags, facts, now });
    return { ETag: etag, [member]: checksum.value, ChecksumType: 'FULL_OBJECT', ...ENCRYPTED, Size: Body.length };
  },
});

function failedPrecondition(condition: string) {
  return s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

function isSameTag(given: string, object: StoredObject | null): boolean {
  return object !== null && (given === '*' || given.replace(/^"?|"?$/g, '"') === object.etag);
}

type Read = Target & {
  /** Asked where the object is not there: whether the caller may learn that. */
  missing: boolean;
};

/** AWS: who may not list a bucket does not learn from a missing key whether it is there. */
const ofReading = {
  anonymous: ownerOfBucket,
  target: async (input: AskedObject, scope: Scope): Promise<Read> => {
    const found = await findBucketAndObject(input, scope);
    return { ...found, missing: found.object === null };
  },
  checks: ({ Key }: AskedObject, scope: Scope, { bucket, object, missing }: Read): Check[] => [
    bucketCheck('s3:GetObject', scope, bucket, { key: Key, context: existingTags(object) }),
    ...(missing ? [bucketCheck('s3:ListBucket', scope, bucket)] : []),
  ],
};

type Conditions = {
  IfMatch?: string | undefined;
  IfNoneMatch?: string | undefined;
  IfModifiedSince?: Date | undefined;
  IfUnmodifiedSince?: Date | undefined;
};

/** Source: RFC 9110, section 13.2.2; Amazon S3 API Reference, "GetObject". @throws AwsError PreconditionFailed, NotModified */
function requireConditions(object: StoredObject, { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: Conditions): void {
  const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
  const modified = seconds(object.modifiedAt);
  if (IfMatch !== undefined && !isSameTag(IfMatch, object)) throw failedPrecondition('If-Match');
  if (IfMatch === undefined && IfUnmodifiedSince && modified > seconds(IfUnmodifiedSince))
    throw failedPrecondition('If-Unmodified-Since');
  const same = IfNoneMatch === undefined ? undefined : isSameTag(IfNoneMatch, object);
  if (same || (same === undefined && IfModifiedSince && modified <= seconds(IfModifiedSince)))
    throw s3Error('NotModified', 'Not Modified');
}

/** Source: RFC 9110, section 14. Of several ranges none is taken, as by AWS. @throws AwsError InvalidRange */
function rangeOf(range: string | undefined, size: number): { from: number; to: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  if (from > to)
    throw s3Error('InvalidRange', 'The requested range is not satisfiable', {
      RangeRequested: range ?? '',
      ActualObjectSize: String(size),
    });
  return { from, to };
}

type Asked = Conditions & { Key: string; Range?: string | undefined; ChecksumMode?: string | undefined };

function describeObject(asked: Asked, object: StoredObject) {
  requireConditions(object, asked);
  const range = rangeOf(asked.Range, object.size);
  const { headers, metadata, checksum } = object.facts;
  return {
    range,
    answer: {
      ...headers,
      ...ENCRYPTED,
      AcceptRanges: 'bytes',
      ContentLength: range ? range.to - range.from + 1 : object.size,
      ContentRange: range ? `bytes ${range.from}-${range.to}/${object.size}` : undefined,
      ETag: object.etag,
      LastModified: object.modifiedAt,
      Metadata: metadata,
      TagCount: object.tags.length > 0 ? object.tags.length : undefined,
      ...(asked.ChecksumMode === 'ENABLED' && !range && { [checksum.member]: checksum.value, ChecksumType: 'FULL_OBJECT' }),
    },
  };
}

export const GetObject = defineOperation({
  service: 's3',
  name: 'GetObject',
  access: 'Read',
  input: GetObjectInput,
  ...ofReading,
  run: async (input, { db }, { object }) => {
    if (!object) throw noSuchKey(input.Key);
    requireNothingElse(GetObjectInput, input);
    const { range, answer } = describeObject(input, object);
    const body = await readBody(db, object);
    const asked = Object.fromEntries(
      HEADERS.flatMap((name) => (input[`Response${name}`] === undefined ? [] : [[name, input[`Response${name}`]]])),
    );
    return { ...answer, ...asked, Body: range ? body.subarray(range.from, range.to + 1) : body };
  },
});

export const HeadObject = defineOperation({
  service: 's3',
  name: 'HeadObject',
  access: 'Read',
  input: GetObjectInput,
  ...ofReading,
  run: async (input, _scope, { object }) => {
    // AWS: an answer without a body can name no more.
    if (!object) throw s3Error('NotFound', 'Not Found');
    requireNothingElse(GetObjectInput, input);
    return describeObject(input, object).answer;
  },
});

/** AWS: what is not there is deleted as well. */
export const DeleteObject = defineOperation({
  service: 's3',
  name: 'DeleteObject',
  access: 'Write',
  input: DeleteObjectInput,
  anonymous: ownerOfBucket,
  target: findBucketAndObject,
  checks: ({ Key }, scope, { bucket, object }) => [
    bucketCheck('s3:DeleteObject', scope, bucket, { key: Key, context: existingTags(object) }),
  ],
  touches,
  run: async (input, { db }, { object }) => {
    requireNothingElse(DeleteObjectInput, input);
    if (object) await db.s3Object.delete({ where: { id: object.id } });
  },
});

const MOST_AT_ONCE = 1000;

/** Each key is asked about by itself; those that may not be deleted are named in an answer that is otherwise a success (AWS). */
export const DeleteObjects = defineOperation({
  service: 's3',
  name: 'DeleteObjects',
  access: 'Write',
  input: DeleteObjectsInput,
  anonymous: ownerOfBucket,
  target: (input, scope) => findBucket(scope, input),
  checks: () => [],
  touches,
  run: async ({ Delete: { Objects, Quiet = false } }, scope, bucket) => {
    if (Objects.length === 0 || Objects.length > MOST_AT_ONCE)
      throw s3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    const may = await callerMay(scope);
    const deleted: string[] = [];
    const denied: string[] = [];
    for (const { Key } of Objects) {
      const object = await findObject(scope.db, bucket, Key);
      const isAllowed = await may(bucketCheck('s3:DeleteObject', scope, bucket, { key: Key, context: existingTags(object) }));
      (isAllowed ? deleted : denied).push(Key);
      if (isAllowed && object) await scope.db.s3Object.delete({ where: { id: object.id } });
      await giveWay();
    }
    return {
      Deleted: Quiet ? [] : deleted.map((Key) => ({ Key })),
      Errors: denied.map((Key) => ({ Key, Code: 'AccessDenied', Message: 'Access Denied' })),
    };
  },
});
