import { defineOperation } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { bucketCheck, ownerOfBucket } from './buckets';
import { noSuchKey } from './errors';
import { requireNothingElse } from './not-here';
import {
  existingTags,
  findBucketAndObject,
  type NamedObject,
  ofReading,
  requestedTags,
  touchesNothing,
} from './object-questions';
import { DeleteObjectTaggingInput, GetObjectTaggingInput, PutObjectTaggingInput } from './schema';
import { objectTags } from './tags';

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
