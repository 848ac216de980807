import type { TagPair } from '../../core/tags';
import { type TagErrors, withTags } from '../tags';
import { s3Error } from './errors';

export const S3_TAG_ERRORS: TagErrors = {
  tooMany: () => s3Error('BadRequest', 'Bucket tag count cannot be greater than 50'),
  twice: (key) => s3Error('InvalidTag', 'Cannot provide multiple Tags with the same key', { TagKey: key }),
  reserved: (key) => s3Error('InvalidTag', 'System tags cannot be added/updated by requester', { TagKey: key }),
};

const MOST_OF_OBJECT = 10;
const tooManyOfObject = () => s3Error('BadRequest', 'Object tags cannot be greater than 10');

/** Returns the tags of an object after checking them. @throws AwsError InvalidTag, BadRequest */
export function objectTags(given: readonly TagPair[]): TagPair[] {
  const tags = withTags([], given, { ...S3_TAG_ERRORS, tooMany: tooManyOfObject });
  if (tags.length > MOST_OF_OBJECT) throw tooManyOfObject();
  const odd = tags.find(({ Key, Value }) => Key === '' || Key.length > 128 || Value.length > 256);
  if (odd) throw s3Error('InvalidTag', 'The TagKey you have provided is invalid', { TagKey: odd.Key });
  return tags;
}

/** Reads an object's tags from its header, which is a query string. @throws AwsError InvalidTag, BadRequest */
export function readObjectTags(tagging: string): TagPair[] {
  return objectTags([...new URLSearchParams(tagging)].map(([Key, Value]) => ({ Key, Value })));
}
