import { createHash } from 'node:crypto';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import type { TagPair } from '../../core/tags';
import { storedJson } from '../../core/text/stored-json';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { s3Error } from './errors';
import type { BucketResource } from './resource';

/** The largest object in bytes. Objects only demonstrate who may read them. */
export const MOST_BYTES = 1_048_576;
const MOST_OBJECTS = 1000;
const LONGEST_KEY = 1024;
/** The purpose under which bodies are encrypted. */
export const OBJECT_BODY = 's3-object';

/** The properties stored and returned with an object. `headers`: by the name of their member, e.g. `ContentType`. */
export type ObjectFacts = {
  headers: Readonly<Record<string, string>>;
  metadata: Readonly<Record<string, string>>;
  /** `member`: the name in answers, e.g. `ChecksumCRC32`. */
  checksum: { member: string; value: string };
};

/** The headers that are stored with an object. */
export const OBJECT_HEADERS = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
] as const;
const UNKNOWN_TYPE = 'binary/octet-stream';
const MOST_METADATA = 2048;
/** Every object is encrypted with the installation's key. */
export const ENCRYPTED = { ServerSideEncryption: 'AES256' };

type Described = { [Name in (typeof OBJECT_HEADERS)[number]]?: string | undefined } & {
  Metadata?: Readonly<Record<string, string>> | undefined;
};

/** Returns an object's properties in a call, except its content. @throws AwsError InvalidRequest for too much metadata */
export function describedBy(input: Described): Pick<ObjectFacts, 'headers' | 'metadata'> {
  const { Metadata = {} } = input;
  const size = Object.entries(Metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (size > MOST_METADATA) throw s3Error('InvalidRequest', 'Your metadata headers exceed the maximum allowed metadata size');
  const headers = Object.fromEntries(OBJECT_HEADERS.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));
  return { headers: { ContentType: UNKNOWN_TYPE, ...headers }, metadata: Metadata };
}

/** An object without its body. */
export type StoredObject = {
  id: string;
  key: string;
  size: number;
  /** With quotation marks, as in answers. */
  etag: string;
  modifiedAt: Date;
  tags: readonly TagPair[];
  facts: ObjectFacts;
};

const WITHOUT_BODY = { id: true, key: true, size: true, etag: true, modifiedAt: true, tags: true, facts: true } as const;

type Row = { id: string; key: string; size: number; etag: string; modifiedAt: Date; tags: string; facts: string };

function fromRow({ tags, facts, ...row }: Row): StoredObject {
  return { ...row, tags: storedJson<TagPair[]>(tags), facts: storedJson<ObjectFacts>(facts) };
}

/** @throws AwsError KeyTooLongError */
export function requireKeyLength(key: string): void {
  const size = Buffer.byteLength(key);
  if (size <= LONGEST_KEY) return;
  throw s3Error('KeyTooLongError', 'Your key is too long', { Size: String(size), MaxSizeAllowed: String(LONGEST_KEY) });
}

export async function findObject(db: Transaction, bucket: BucketResource, key: string): Promise<StoredObject | null> {
  const where = { bucketId_key: { bucketId: bucket.id, key } };
  const row = await db.s3Object.findUnique({ where, select: WITHOUT_BODY });
  return row && fromRow(row);
}

/** Returns the existing objects among several keys, by key. */
export async function findObjects(
  db: Transaction,
  bucket: BucketResource,
  keys: Iterable<string>,
): Promise<ReadonlyMap<string, StoredObject>> {
  const rows = await readByIds(keys, (some) =>
    db.s3Object.findMany({ where: { bucketId: bucket.id, key: { in: some } }, select: WITHOUT_BODY }),
  );
  return new Map(rows.map((row) => [row.key, fromRow(row)]));
}

export async function readBody(db: Transaction, { id }: StoredObject): Promise<Buffer> {
  const { bodyCipher } = await db.s3Object.findUniqueOrThrow({ where: { id }, select: { bodyCipher: true } });
  return Buffer.from(decrypt(OBJECT_BODY, bodyCipher), 'base64');
}

/** Returns all objects of a bucket, sorted by the bytes of their keys as in AWS. Their number is limited. */
export async function listObjects(
  db: Transaction,
  { id }: BucketResource,
): Promise<Omit<StoredObject, 'tags' | 'facts' | 'id'>[]> {
  const select = { key: true, size: true, etag: true, modifiedAt: true } as const;
  const rows = await db.s3Object.findMany({ where: { bucketId: id }, select });
  return rows
    .map((row) => ({ row, bytes: Buffer.from(row.key) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ row }) => row);
}

type NewObject = { key: string; body: Uint8Array; tags: readonly TagPair[]; facts: ObjectFacts; now: Date };

/**
 * Stores an object, and replaces one with the same key.
 * @throws AwsError EntityTooLarge, or the error for a full bucket
 */
export async function storeObject(
  db: Transaction,
  bucket: BucketResource,
  { key, body, tags, facts, now }: NewObject,
): Promise<{ etag: string }> {
  if (body.length > MOST_BYTES) {
    throw s3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      ProposedSize: String(body.length),
      MaxSizeAllowed: String(MOST_BYTES),
    });
  }
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  const data = {
    size: body.length,
    etag,
    modifiedAt: now,
    tags: JSON.stringify(tags),
    facts: JSON.stringify(facts),
    bodyCipher: encrypt(OBJECT_BODY, Buffer.from(body).toString('base64')),
  };
  const where = { bucketId_key: { bucketId: bucket.id, key } };
  const present = await db.s3Object.findUnique({ where, select: { id: true } });
  if (present) await db.s3Object.update({ where: { id: present.id }, data });
  else {
    if ((await db.s3Object.count({ where: { bucketId: bucket.id } })) >= MOST_OBJECTS)
      throw s3Error('InvalidRequest', `A bucket of Gatehouse holds at most ${MOST_OBJECTS} objects.`);
    await db.s3Object.create({ data: { ...data, key, bucketId: bucket.id, accountId: bucket.accountId } });
  }
  return { etag };
}
