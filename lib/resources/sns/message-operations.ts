import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { userIdOf } from '../../core/authorization/context';
import { defineOperation, type Scope } from '../../core/operation';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { isJsonObject } from '../../core/text/json-object';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { attributeOf } from './attributes';
import { invalidParameter, snsError } from './errors';
import type { TopicResource } from './resource';
import { findTopicByArn, KEPT_MESSAGES, MESSAGE_CONTENT, type NamedTopic, requireTopic, topicCheck } from './rows';
import { type MessageAttribute, PublishInput } from './schema';

type MessageAttributes = Readonly<Record<string, MessageAttribute>>;
/** The part of a message that only its readers may see. */
type Content = {
  message: string;
  subject?: string | undefined;
  structure?: string | undefined;
  attributes: MessageAttributes;
};

type Sealed = Omit<Content, 'attributes'> & {
  attributes: Readonly<Record<string, { type: string; text?: string | undefined; base64?: string }>>;
};

function sealContent({ attributes, ...rest }: Content): string {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const value = BinaryValue ? { base64: Buffer.from(BinaryValue).toString('base64') } : { text: StringValue };
    return [name, { type: DataType, ...value }] as const;
  });
  return encrypt(MESSAGE_CONTENT, JSON.stringify({ ...rest, attributes: Object.fromEntries(entries) } satisfies Sealed));
}

function openContent(cipher: string): Content {
  const { attributes, ...rest } = storedJson<Sealed>(decrypt(MESSAGE_CONTENT, cipher));
  const entries = Object.entries(attributes).map(([name, { type, text, base64 }]) => {
    const value = base64 === undefined ? { StringValue: text } : { BinaryValue: new Uint8Array(Buffer.from(base64, 'base64')) };
    return [name, { DataType: type, ...value }] as const;
  });
  return { ...rest, attributes: Object.fromEntries(entries) };
}

/** Finds the topic of a message. @throws AwsError InvalidParameter for another destination, or none */
async function topicOf(scope: Scope, { TopicArn, TargetArn, PhoneNumber }: PublishInput): Promise<NamedTopic> {
  if (PhoneNumber !== undefined)
    throw invalidParameter('PhoneNumber Reason: Gatehouse publishes to topics, and sends no text messages.', 'PhoneNumber');
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter', 'TopicArn');
  return findTopicByArn(scope, arn, TopicArn === undefined ? 'TargetArn' : 'TopicArn');
}

/** A topic delivers to nobody here. Its newest messages are stored, so that people can see what was published. */
export const Publish = defineOperation({
  service: 'sns',
  name: 'Publish',
  access: 'Write',
  input: PublishInput,
  // Messages do not affect permissions, so they move no revision.
  touches: () => ({}),
  target: (input, scope) => topicOf(scope, input),
  checks: (_input, scope, topic) => topicCheck('sns:Publish', scope, topic),
  run: async (input, scope, named) => {
    const topic = requireTopic(named);
    requireMessage(topic, input);
    const { db, now, caller, accountId } = scope;
    const { Message: message, Subject: subject, MessageStructure: structure, MessageAttributes: attributes = {} } = input;
    const publisher = userIdOf(caller.principal) ?? accountId;
    return { MessageId: await storeMessage(db, topic, { message, subject, structure, attributes }, publisher, now) };
  },
});

/** Stores a message of a topic, and deletes the oldest beyond the limit. Returns its id. */
export async function storeMessage(
  db: Transaction,
  topic: Pick<TopicResource, 'id' | 'accountId'>,
  content: Content,
  publisherId: string,
  publishedAt: Date,
): Promise<string> {
  const id = randomUUID();
  await db.topicMessage.create({
    data: { id, accountId: topic.accountId, topicId: topic.id, contentCipher: sealContent(content), publisherId, publishedAt },
  });
  const older = await db.topicMessage.findMany({
    where: { topicId: topic.id },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    skip: KEPT_MESSAGES,
    select: { id: true },
  });
  await db.topicMessage.deleteMany({ where: { id: { in: older.map((row) => row.id) } } });
  return id;
}

/** @throws AwsError InvalidParameter, in AWS's words */
function requireMessage(topic: TopicResource, input: PublishInput): void {
  const { Message, Subject, MessageStructure, MessageAttributes = {} } = input;
  if (Message === '') throw invalidParameter('Empty message', 'Message');
  // Source: SNS API Reference, Publish: no line breaks and control characters, less than 100 characters.
  if (Subject !== undefined && (Subject.length > 100 || Subject === '' || /\p{Cc}/u.test(Subject)))
    throw invalidParameter('Subject', 'Subject');
  if (input.MessageDeduplicationId !== undefined) {
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      'MessageDeduplicationId',
    );
  }
  if (MessageStructure !== undefined) requireStructure(Message, MessageStructure);
  requireAttributes(MessageAttributes);
  const size = Object.entries(MessageAttributes).reduce((sum, [name, { DataType, StringValue = '', BinaryValue }]) => {
    return sum + Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.byteLength ?? 0);
  }, Buffer.byteLength(Message));
  if (size > Number(attributeOf(topic, 'MaximumMessageSize'))) throw invalidParameter('Message too long', 'Message');
}

function requireStructure(message: string, structure: string): void {
  if (structure !== 'json') throw invalidParameter('MessageStructure', 'MessageStructure');
  let body: unknown;
  try {
    body = JSON.parse(message);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse', 'Message');
  }
  if (!isJsonObject(body) || typeof body.default !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body', 'Message');
}

const DATA_TYPE = /^(?:String|String\.Array|Number|Binary)(?:\.[\s\S]{1,200})?$/;

function requireAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    const wrong = (why: string) =>
      snsError('InvalidParameterValueException', `The message attribute '${name}' ${why}`, 'MessageAttributes');
    if (!DATA_TYPE.test(DataType)) {
      throw wrong('has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.');
    }
    const given = DataType.startsWith('Binary') ? BinaryValue : StringValue;
    if (!given || given.length === 0)
      throw wrong(`must contain non-empty message attribute value for message attribute type '${DataType}'.`);
  }
}

/** A published message, with its publisher. */
type KeptMessage = {
  MessageId: string;
  Message: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes: MessageAttributes;
  /** The unique id of a user or role, or the id of an account. */
  PublisherId: string;
  PublishedAt: Date;
};

/**
 * Lists the stored messages of a topic, newest first. AWS delivers them to subscribers and shows them to nobody else, so it
 * requires permission to subscribe. Not on the wire API.
 */
export const ListTopicMessages = defineOperation({
  service: 'sns',
  name: 'ListTopicMessages',
  access: 'Read',
  input: z.object({ TopicArn: z.string() }),
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:Subscribe', scope, topic),
  run: async (_input, { db }, named): Promise<{ Messages: KeptMessage[] }> => {
    const { id: topicId } = requireTopic(named);
    const rows = await db.topicMessage.findMany({ where: { topicId }, orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }] });
    const Messages = rows.map(({ id, contentCipher, publisherId, publishedAt }): KeptMessage => {
      const { message, subject, structure, attributes } = openContent(contentCipher);
      return {
        MessageId: id,
        Message: message,
        ...(subject !== undefined && { Subject: subject }),
        ...(structure !== undefined && { MessageStructure: structure }),
        MessageAttributes: attributes,
        PublisherId: publisherId,
        PublishedAt: publishedAt,
      };
    });
    return { Messages };
  },
});
