import { z } from 'zod';

/**
 * Returns a schema for a string member, as in AWS's service models.
 * @param limits pattern: AWS's own, unanchored (AWS matches the whole value); min and max: characters
 */
export function text(limits: { pattern?: string; min?: number; max?: number }): z.ZodString {
  let schema = z.string();
  if (limits.min !== undefined) schema = schema.min(limits.min);
  if (limits.max !== undefined) schema = schema.max(limits.max);
  if (limits.pattern !== undefined) schema = schema.regex(new RegExp(`^(?:${limits.pattern})$`, 'u'));
  return schema;
}

const TAG_KEY = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+';
const TAG_VALUE = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*';

export const TagKey = text({ pattern: TAG_KEY, min: 1, max: 128 });
export const Tag = z.object({ Key: TagKey, Value: text({ pattern: TAG_VALUE, max: 256 }) });
/** 50 tags at most (quotas, "Tags per IAM resource"). */
export const TagList = z.array(Tag).max(50);
export const TagKeyList = z.array(TagKey).max(50);
export type Tag = z.output<typeof Tag>;

export const Arn = text({ min: 20, max: 2048 });
