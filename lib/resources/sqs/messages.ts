import { createHash } from 'node:crypto';
import type { Scope } from '../../core/operation';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { type Counts, numberOf } from './attributes';
import type { QueueResource } from './resource';
import { MESSAGE_CONTENT } from './rows';
import type { MessageAttribute } from './schema';

/** The most messages of a queue. AWS has no such limit. */
export const MOST_MESSAGES = 1000;

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;
/** The part of a message that only its receivers may see. */
export type Content = { body: string; attributes: MessageAttributes };

type Sealed = { body: string; attributes: Readonly<Record<string, { type: string; text?: string; base64?: string }>> };

export function sealContent({ body, attributes }: Content): string {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue = '', BinaryValue }]) => {
    const value = BinaryValue ? { base64: Buffer.from(BinaryValue).toString('base64') } : { text: StringValue };
    return [name, { type: DataType, ...value }] as const;
  });
  return encrypt(MESSAGE_CONTENT, JSON.stringify({ body, attributes: Object.fromEntries(entries) } satisfies Sealed));
}

export function openContent(cipher: string): Content {
  const { body, attributes } = storedJson<Sealed>(decrypt(MESSAGE_CONTENT, cipher));
  const entries = Object.entries(attributes).map(([name, { type, text, base64 }]) => {
    const value = base64 === undefined ? { StringValue: text } : { BinaryValue: new Uint8Array(Buffer.from(base64, 'base64')) };
    return [name, { DataType: type, ...value }] as const;
  });
  return { body, attributes: Object.fromEntries(entries) };
}

/** Returns the start of a queue's retention period. Older messages are deleted at the next call. */
export function keptSince(queue: QueueResource, now: Date): Date {
  return new Date(now.getTime() - numberOf(queue, 'MessageRetentionPeriod') * 1000);
}

export async function countMessages({ db, now }: Scope, queue: QueueResource): Promise<Counts> {
  const there = { queueId: queue.id, sentAt: { gt: keptSince(queue, now) } };
  const [waiting, inFlight, delayed] = await Promise.all([
    db.queueMessage.count({ where: { ...there, visibleAt: { lte: now } } }),
    db.queueMessage.count({ where: { ...there, visibleAt: { gt: now }, receivedAt: { not: null } } }),
    db.queueMessage.count({ where: { ...there, visibleAt: { gt: now }, receivedAt: null } }),
  ]);
  return { waiting, inFlight, delayed };
}

export function md5(text: string | Uint8Array): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * Returns the digest of message attributes that clients check, or undefined without any.
 * Source: SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.byteLength);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = '', StringValue = '', BinaryValue } = attributes[name] ?? {};
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(Buffer.of(BinaryValue ? 2 : 1));
    add(BinaryValue ?? Buffer.from(StringValue));
  }
  return hash.digest('hex');
}
