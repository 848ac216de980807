import { randomBytes, randomUUID } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';
import { userIdOf } from '../../core/authorization/context';
import { defineOperation, type Scope } from '../../core/operation';
import { numberOf } from './attributes';
import { invalidParameter, sqsError } from './errors';
import {
  type Content,
  countMessages,
  keptSince,
  type MessageAttributes,
  MOST_MESSAGES,
  md5,
  md5OfAttributes,
  openContent,
  sealContent,
} from './messages';
import type { QueueResource } from './resource';
import { findQueueAt, queueCheck, requireQueue } from './rows';
import { DeleteMessageInput, ReceiveMessageInput, SendMessageInput } from './schema';

/** Messages do not affect permissions, so they move no revision. */
const touches = () => ({});

/** The characters that XML 1.0 does not allow, and messages neither. Source: SQS API Reference, SendMessage. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export const SendMessage = defineOperation({
  service: 'sqs',
  name: 'SendMessage',
  access: 'Write',
  input: SendMessageInput,
  touches,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: (_input, scope, queue) => queueCheck('sqs:SendMessage', scope, queue),
  run: async (input, scope, named) => {
    const queue = requireQueue(named);
    const { MessageBody: body, MessageAttributes: attributes = {} } = input;
    if (input.MessageSystemAttributes || input.MessageDeduplicationId !== undefined || input.MessageGroupId !== undefined) {
      throw sqsError(
        'UnsupportedOperation',
        'Gatehouse has standard queues alone, and no groups, traces and deduplication of messages.',
      );
    }
    requireContent(queue, { body, attributes });
    const { db, now } = scope;
    await db.queueMessage.deleteMany({ where: { queueId: queue.id, sentAt: { lte: keptSince(queue, now) } } });
    const { waiting, inFlight, delayed } = await countMessages(scope, queue);
    if (waiting + inFlight + delayed >= MOST_MESSAGES)
      throw sqsError('OverLimit', `A queue holds ${MOST_MESSAGES} messages here at most.`);
    const MessageId = randomUUID();
    await db.queueMessage.create({
      data: {
        id: MessageId,
        accountId: queue.accountId,
        queueId: queue.id,
        contentCipher: sealContent({ body, attributes }),
        senderId: userIdOf(scope.caller.principal) ?? scope.accountId,
        sentAt: now,
        visibleAt: later(now, input.DelaySeconds ?? numberOf(queue, 'DelaySeconds')),
      },
    });
    return { MessageId, MD5OfMessageBody: md5(body), MD5OfMessageAttributes: md5OfAttributes(attributes) };
  },
});

/** @throws AwsError InvalidMessageContents, or InvalidParameterValue in AWS's words */
function requireContent(queue: QueueResource, { body, attributes }: Content): void {
  if (body === '') throw invalidParameter('The request must contain the parameter MessageBody.', 'MessageBody');
  const text = Object.values(attributes).flatMap(({ StringValue }) => StringValue ?? []);
  if ([body, ...text].some((part) => NOT_XML.test(part))) {
    throw sqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
      'MessageBody',
    );
  }
  const whole = Object.entries(attributes);
  if (whole.length > 10)
    throw invalidParameter('Number of message attributes exceeds the allowed maximum [10].', 'MessageAttributes');
  for (const [name, { DataType, StringValue, BinaryValue }] of whole) {
    const given = DataType.startsWith('Binary') ? BinaryValue : StringValue;
    if (!given || given.length === 0) {
      throw invalidParameter(
        `Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`,
        'MessageAttributes',
      );
    }
  }
  const size = whole.reduce((sum, [name, { DataType, StringValue = '', BinaryValue }]) => {
    return sum + Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.byteLength ?? 0);
  }, Buffer.byteLength(body));
  const most = numberOf(queue, 'MaximumMessageSize');
  if (size > most) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
      'MessageBody',
    );
  }
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/** Hides a received message for as long as the call or the queue says. Long polling is answered at once. */
export const ReceiveMessage = defineOperation({
  service: 'sqs',
  name: 'ReceiveMessage',
  access: 'Read',
  writes: true,
  input: ReceiveMessageInput,
  touches,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: (_input, scope, queue) => queueCheck('sqs:ReceiveMessage', scope, queue),
  run: async (input, scope, named) => {
    const queue = requireQueue(named);
    const { db, now } = scope;
    const rows = await db.queueMessage.findMany({
      where: { queueId: queue.id, visibleAt: { lte: now }, sentAt: { gt: keptSince(queue, now) } },
      orderBy: [{ visibleAt: 'asc' }, { id: 'asc' }],
      take: input.MaxNumberOfMessages ?? 1,
    });
    const visibleAt = later(now, input.VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout'));
    const Messages: Message[] = [];
    for (const { id, receivedAt } of rows) {
      const receipt = randomBytes(12).toString('base64url');
      const data = { visibleAt, receipt, receivedAt: receivedAt ?? now, receiveCount: { increment: 1 } };
      Messages.push(toMessage(await db.queueMessage.update({ where: { id }, data }), input));
    }
    return { Messages: Messages.length > 0 ? Messages : undefined };
  },
});

type MessageRow = NonNullable<Awaited<ReturnType<Scope['db']['queueMessage']['findUnique']>>>;

/** Returns the SDK's shape of a message, with the attributes that the call asks for. */
function toMessage(row: MessageRow, input: ReceiveMessageInput) {
  const { body, attributes } = openContent(row.contentCipher);
  const wanted = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const system = {
    SenderId: row.senderId,
    SentTimestamp: String(row.sentAt.getTime()),
    ApproximateReceiveCount: String(row.receiveCount),
    ApproximateFirstReceiveTimestamp: String(row.receivedAt?.getTime() ?? 0),
  };
  const shown = Object.entries(system).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  const own = chosenAttributes(attributes, input.MessageAttributeNames ?? []);
  return {
    MessageId: row.id,
    ReceiptHandle: receiptHandle(row.id, row.receipt ?? ''),
    Body: body,
    MD5OfBody: md5(body),
    Attributes: shown.length > 0 ? Object.fromEntries(shown) : undefined,
    MessageAttributes: Object.keys(own).length > 0 ? own : undefined,
    MD5OfMessageAttributes: md5OfAttributes(own),
  } satisfies Message;
}

/** Returns attributes by name, by the beginning of a name (`bar.*`), or all of them. */
function chosenAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const isWanted = (name: string) =>
    names.some(
      (wanted) => wanted === 'All' || wanted === name || (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}

function receiptHandle(id: string, receipt: string): string {
  return Buffer.from(`${id}/${receipt}`).toString('base64');
}

/** AWS: deleting a message that is already gone succeeds. */
export const DeleteMessage = defineOperation({
  service: 'sqs',
  name: 'DeleteMessage',
  access: 'Write',
  input: DeleteMessageInput,
  touches,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: (_input, scope, queue) => queueCheck('sqs:DeleteMessage', scope, queue),
  run: async ({ ReceiptHandle }, { db }, named) => {
    const queue = requireQueue(named);
    const [, id, receipt] = /^([0-9a-f-]{36})\/([\w-]{16})$/.exec(Buffer.from(ReceiptHandle, 'base64').toString('latin1')) ?? [];
    if (id === undefined || receipt === undefined) {
      throw sqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', 'ReceiptHandle');
    }
    await db.queueMessage.deleteMany({ where: { id, receipt, queueId: queue.id } });
  },
});
