import { decrypt, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { MESSAGE_CONTENT } from './rows';
import type { MessageAttribute } from './schema';

/** The number of stored messages per topic, the newest. AWS stores none, since it delivers them. */
export const KEPT_MESSAGES = 100;

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;
/** The part of a message that only its readers may see. */
export type Content = {
  message: string;
  subject?: string | undefined;
  structure?: string | undefined;
  attributes: MessageAttributes;
};

type Sealed = Omit<Content, 'attributes'> & {
  attributes: Readonly<Record<string, { type: string; text?: string | undefined; base64?: string }>>;
};

export function sealContent({ attributes, ...rest }: Content): string {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const value = BinaryValue ? { base64: Buffer.from(BinaryValue).toString('base64') } : { text: StringValue };
    return [name, { type: DataType, ...value }] as const;
  });
  return encrypt(MESSAGE_CONTENT, JSON.stringify({ ...rest, attributes: Object.fromEntries(entries) } satisfies Sealed));
}

export function openContent(cipher: string): Content {
  const { attributes, ...rest } = storedJson<Sealed>(decrypt(MESSAGE_CONTENT, cipher));
  const entries = Object.entries(attributes).map(([name, { type, text, base64 }]) => {
    const value = base64 === undefined ? { StringValue: text } : { BinaryValue: new Uint8Array(Buffer.from(base64, 'base64')) };
    return [name, { DataType: type, ...value }] as const;
  });
  return { ...rest, attributes: Object.fromEntries(entries) };
}
