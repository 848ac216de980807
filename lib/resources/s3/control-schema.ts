import { z } from 'zod';

// Source of names: the AWS SDK's model of S3 Control.

const text = z.string();
const OfAccount = { AccountId: text.optional() };
const Tag = z.object({ Key: text, Value: text });

export const AccountInput = z.object(OfAccount);

export const PutAccountPublicAccessBlockInput = z.object({
  ...OfAccount,
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.boolean().optional(),
    IgnorePublicAcls: z.boolean().optional(),
    BlockPublicPolicy: z.boolean().optional(),
    RestrictPublicBuckets: z.boolean().optional(),
  }),
});

const OfResource = { ...OfAccount, ResourceArn: text };
export const ListTagsForResourceInput = z.object(OfResource);
export const TagResourceInput = z.object({ ...OfResource, Tags: z.array(Tag) });
export const UntagResourceInput = z.object({ ...OfResource, TagKeys: z.array(text) });
