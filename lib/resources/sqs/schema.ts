import { z } from 'zod';
import { text } from '../../core/shapes';

// Limits: Amazon SQS API Reference, the page of each operation.

const QueueUrl = z.string();
const QueueName = z.string();
const Attributes = z.record(z.string(), z.string());
const Names = z.array(z.string());
const Tags = z.record(text({ min: 1, max: 128 }), text({ max: 256 }));

const MessageAttribute = z.object({
  DataType: text({ pattern: '(?:String|Number|Binary)(?:\\.[\\s\\S]{1,200})?', min: 1, max: 256 }),
  StringValue: z.string().optional(),
  BinaryValue: z.instanceof(Uint8Array).optional(),
  StringListValues: z.array(z.string()).optional(),
  BinaryListValues: z.array(z.instanceof(Uint8Array)).optional(),
});
export type MessageAttribute = z.output<typeof MessageAttribute>;
const MessageAttributes = z.record(text({ pattern: '[A-Za-z0-9_.-]+', min: 1, max: 256 }), MessageAttribute);

export const CreateQueueInput = z.object({ QueueName, Attributes: Attributes.optional(), tags: Tags.optional() });
export const GetQueueUrlInput = z.object({
  QueueName,
  QueueOwnerAWSAccountId: text({ pattern: '\\d{12}' }).optional(),
});
export const ListQueuesInput = z.object({
  QueueNamePrefix: z.string().optional(),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(1).max(1000).optional(),
});
export const QueueUrlInput = z.object({ QueueUrl });
export const GetQueueAttributesInput = z.object({ QueueUrl, AttributeNames: Names.optional() });
export const SetQueueAttributesInput = z.object({ QueueUrl, Attributes });
export const TagQueueInput = z.object({ QueueUrl, Tags });
export const UntagQueueInput = z.object({ QueueUrl, TagKeys: z.array(text({ min: 1, max: 128 })) });

export const SendMessageInput = z.object({
  QueueUrl,
  MessageBody: z.string(),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: MessageAttributes.optional(),
  MessageSystemAttributes: MessageAttributes.optional(),
  MessageDeduplicationId: z.string().optional(),
  MessageGroupId: z.string().optional(),
});
export const ReceiveMessageInput = z.object({
  QueueUrl,
  AttributeNames: Names.optional(),
  MessageSystemAttributeNames: Names.optional(),
  MessageAttributeNames: Names.optional(),
  MaxNumberOfMessages: z.int().min(1).max(10).optional(),
  VisibilityTimeout: z.int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.int().min(0).max(20).optional(),
  ReceiveRequestAttemptId: z.string().optional(),
});
export type ReceiveMessageInput = z.output<typeof ReceiveMessageInput>;
export const DeleteMessageInput = z.object({ QueueUrl, ReceiptHandle: z.string() });
