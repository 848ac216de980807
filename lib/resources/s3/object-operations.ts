import { callerMay } from '../../core/authorization/authorize';
import { type Check, defineOperation } from '../../core/operation';
import { CHECKSUM_NAMES, checksumMember, checksumOf } from '../../core/text/checksums';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { bucketCheck, findBucket, ownerOfBucket } from './buckets';
import { noSuchKey, s3Error } from './errors';
import { requireNoGrants } from './grants';
import { requireNothingElse } from './not-here';
import { type Conditions, failedPrecondition, requireReplaceable, unmetCondition } from './object-conditions';
import {
  CREATES,
  existingTags,
  findBucketAndObject,
  type NamedObject,
  ofReading,
  requestedTags,
  touchesNothing,
} from './object-questions';
import { describedBy, ENCRYPTED, findObjects, OBJECT_HEADERS, readBody, type StoredObject, storeObject } from './objects';
import {
  DeleteObjectInput,
  DeleteObjectsInput,
  DeleteObjectTaggingInput,
  GetObjectInput,
  GetObjectTaggingInput,
  PutObjectInput,
  PutObjectTaggingInput,
} from './schema';
import { objectTags, readObjectTags } from './tags';

export const PutObject = defineOperation({
  service: 's3',
  name: 'PutObject',
  access: 'Write',
  input: PutObjectInput,
  anonymous: ownerOfBucket,
  target: findBucketAndObject,
  checks: ({ Key, Tagging }, scope, { bucket }) => {
    const tags = Tagging === undefined ? [] : readObjectTags(Tagging);
    const context = { ...CREATES, ...requestedTags(tags) };
    const checks: Check[] = [bucketCheck('s3:PutObject', scope, bucket, { key: Key, context })];
    if (tags.length > 0) checks.push(bucketCheck('s3:PutObjectTagging', scope, bucket, { key: Key, context }));
    return checks;
  },
  touches: touchesNothing,
  run: async (input, { db, now }, { bucket, object }) => {
    const { Key, Body = new Uint8Array(), Tagging } = input;
    requireNothingElse(PutObjectInput, input);
    requireNoGrants(input);
    requireReplaceable(Key, object, input);
    const described = describedBy(input);
    const member = CHECKSUM_NAMES.map(checksumMember).find((name) => input[name] !== undefined) ?? checksumMember('CRC64NVME');
    const checksum = { member, value: input[member] ?? checksumOf('CRC64NVME', Body) };
    const tags = Tagging === undefined ? [] : readObjectTags(Tagging);
    const facts = { ...described, checksum };
    const { etag } = await storeObject(db, bucket, { key: Key, body: Body, tags, facts, now });
    return { ETag: etag, [member]: checksum.value, ChecksumType: 'FULL_OBJECT', ...ENCRYPTED, Size: Body.length };
  },
});

/**
 * Returns the requested range of bytes. Several ranges count as none, as in AWS. Source: RFC 9110, section 14. @throws AwsError
 * InvalidRange
 */
function rangeOf(range = '', size: number): { from: number; to: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  if (from > to)
    throw s3Error('InvalidRange', 'The requested range is not satisfiable', {
      RangeRequested: range,
      ActualObjectSize: String(size),
    });
  return { from, to };
}

type Asked = Conditions & { Key: string; Range?: string | undefined; ChecksumMode?: string | undefined };

function describeObject(asked: Asked, object: StoredObject) {
  const unmet = unmetCondition(object, asked);
  if (unmet) throw unmet.isSame ? s3Error('NotModified', 'Not Modified') : failedPrecondition(unmet.condition);
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
  ...ofReading('s3:GetObject'),
  run: async (input, { db }, { object }) => {
    if (!object) throw noSuchKey(input.Key);
    requireNothingElse(GetObjectInput, input);
    const { range, answer } = describeObject(input, object);
    const body = await readBody(db, object);
    const asked = Object.fromEntries(
      OBJECT_HEADERS.flatMap((name) => (input[`Response${name}`] === undefined ? [] : [[name, input[`Response${name}`]]])),
    );
    return { ...answer, ...asked, Body: range ? body.subarray(range.from, range.to + 1) : body };
  },
});

export const HeadObject = defineOperation({
  service: 's3',
  name: 'HeadObject',
  access: 'Read',
  input: GetObjectInput,
  ...ofReading('s3:GetObject'),
  run: async (input, _scope, { object }) => {
    // AWS: an answer without a body has no further details.
    if (!object) throw s3Error('NotFound', 'Not Found');
    requireNothingElse(GetObjectInput, input);
    return describeObject(input, object).answer;
  },
});

/** AWS: deleting an object that does not exist succeeds. */
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
  touches: touchesNothing,
  run: async (input, { db }, { object }) => {
    requireNothingElse(DeleteObjectInput, input);
    if (object) await db.s3Object.delete({ where: { id: object.id } });
  },
});

const MOST_AT_ONCE = 1000;

/** Checks each key separately. AWS: the answer is a success that lists the keys which the caller may not delete. */
export const DeleteObjects = defineOperation({
  service: 's3',
  name: 'DeleteObjects',
  action: 's3:DeleteObject',
  access: 'Write',
  input: DeleteObjectsInput,
  anonymous: ownerOfBucket,
  target: (input, scope) => findBucket(scope, input),
  checks: () => [],
  touches: touchesNothing,
  run: async ({ Delete: { Objects, Quiet = false } }, scope, bucket) => {
    if (Objects.length === 0 || Objects.length > MOST_AT_ONCE)
      throw s3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    const may = await callerMay(scope);
    const deleted: string[] = [];
    const denied: string[] = [];
    const objects = await findObjects(
      scope.db,
      bucket,
      Objects.map(({ Key }) => Key),
    );
    for (const { Key } of Objects) {
      const object = objects.get(Key) ?? null;
      const isAllowed = await may(bucketCheck('s3:DeleteObject', scope, bucket, { key: Key, context: existingTags(object) }));
      (isAllowed ? deleted : denied).push(Key);
      await giveWay();
    }
    const ids = deleted.flatMap((key) => objects.get(key)?.id ?? []);
    await scope.db.s3Object.deleteMany({ where: { id: { in: ids } } });
    return {
      Deleted: Quiet ? [] : deleted.map((Key) => ({ Key })),
      Errors: denied.map((Key) => ({ Key, Code: 'AccessDenied', Message: 'Access Denied' })),
    };
  },
});

export const GetObjectTagging = defineOperation({
  service: 's3',
  name: 'GetObjectTagging',
  access: 'Read',
  input: GetObjectTaggingInput,
  ...ofReading('s3:GetObjectTagging'),
  run: async (input, _scope, { object }) => {
    requireNothingElse(GetObjectTaggingInput, input);
    if (!object) throw noSuchKey(input.Key);
    return { TagSet: object.tags };
  },
});

/** @throws AwsError NoSuchKey */
async function setTags(db: Transaction, key: string, { object }: NamedObject, tags: NamedTags): Promise<void> {
  if (!object) throw noSuchKey(key);
  await db.s3Object.update({ where: { id: object.id }, data: { tags: JSON.stringify(tags) } });
}
type NamedTags = ReturnType<typeof objectTags>;

export const PutObjectTagging = defineOperation({
  service: 's3',
  name: 'PutObjectTagging',
  access: 'Tagging',
  input: PutObjectTaggingInput,
  anonymous: ownerOfBucket,
  target: findBucketAndObject,
  checks: ({ Key, Tagging: { TagSet } }, scope, { bucket, object }) => {
    const context = { ...existingTags(object), ...requestedTags(TagSet) };
    return [bucketCheck('s3:PutObjectTagging', scope, bucket, { key: Key, context })];
  },
  touches: touchesNothing,
  run: async (input, { db }, named) => {
    requireNothingElse(PutObjectTaggingInput, input);
    await setTags(db, input.Key, named, objectTags(input.Tagging.TagSet));
  },
});

export const DeleteObjectTagging = defineOperation({
  service: 's3',
  name: 'DeleteObjectTagging',
  access: 'Tagging',
  input: DeleteObjectTaggingInput,
  anonymous: ownerOfBucket,
  target: findBucketAndObject,
  checks: ({ Key }, scope, { bucket, object }) => [
    bucketCheck('s3:DeleteObjectTagging', scope, bucket, { key: Key, context: existingTags(object) }),
  ],
  touches: touchesNothing,
  run: async (input, { db }, named) => {
    requireNothingElse(DeleteObjectTaggingInput, input);
    await setTags(db, input.Key, named, []);
  },
});
