import { z } from 'zod';
import { text } from '../../core/shapes';

// Limits: Amazon SNS API Reference, the page of each operation. The operations check names and ARNs, in SNS's own words.

const TopicArn = z.string();
const Attributes = z.record(z.string(), z.string());
const Tags = z.array(z.object({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }));
const ResourceArn = text({ min: 1, max: 1011 });

const MessageAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.instanceof(Uint8Array).optional(),
});
export type MessageAttribute = z.output<typeof MessageAttribute>;

export const CreateTopicInput = z.object({
  Name: z.string(),
  Attributes: Attributes.optional(),
  Tags: Tags.optional(),
  DataProtectionPolicy: z.string().optional(),
});
export const TopicArnInput = z.object({ TopicArn });
export const SetTopicAttributesInput = z.object({
  TopicArn,
  AttributeName: z.string(),
  AttributeValue: z.string().optional(),
});
export const ListTopicsInput = z.object({ NextToken: z.string().optional() });
export const AddPermissionInput = z.object({
  TopicArn,
  Label: z.string(),
  AWSAccountId: z.array(z.string()),
  ActionName: z.array(z.string()),
});
export const RemovePermissionInput = z.object({ TopicArn, Label: z.string() });

export const TagResourceInput = z.object({ ResourceArn, Tags });
export const UntagResourceInput = z.object({ ResourceArn, TagKeys: z.array(text({ min: 1, max: 128 })) });
export const ListTagsForResourceInput = z.object({ ResourceArn });

export const PublishInput = z.object({
  TopicArn: TopicArn.optional(),
  TargetArn: z.string().optional(),
  PhoneNumber: z.string().optional(),
  Message: z.string(),
  Subject: z.string().optional(),
  MessageStructure: z.string().optional(),
  MessageAttributes: z.record(z.string(), MessageAttribute).optional(),
  MessageDeduplicationId: z.string().optional(),
  MessageGroupId: z.string().optional(),
});
export type PublishInput = z.output<typeof PublishInput>;
