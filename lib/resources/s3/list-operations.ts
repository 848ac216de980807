import type { RequestContext } from '@gatehouse/policy/evaluate';
import { defineOperation, type Scope } from '../../core/operation';
import { decodeToken, encodeToken } from '../../core/paginate';
import { type AskedBucket, bucketCheck, canonicalUserId, findBucket, ownerOfBucket } from './buckets';
import { s3Error } from './errors';
import { listObjects } from './objects';
import type { BucketResource } from './resource';
import { ListObjectsInput, ListObjectsV2Input } from './schema';

const MOST_KEYS = 1000;

type Asked = AskedBucket & {
  Delimiter?: string | undefined;
  EncodingType?: string | undefined;
  MaxKeys?: number | undefined;
  Prefix?: string | undefined;
};

/** AWS: an omitted parameter has no condition key, so only a request that sends an empty prefix meets a condition on it. */
function listContext({ Delimiter, MaxKeys, Prefix }: Asked): RequestContext {
  return {
    ...(Prefix !== undefined && { 's3:prefix': Prefix }),
    ...(Delimiter !== undefined && { 's3:delimiter': Delimiter }),
    ...(MaxKeys !== undefined && { 's3:max-keys': String(MaxKeys) }),
  };
}

const ofListing = {
  anonymous: ownerOfBucket,
  target: (input: Asked, scope: Scope) => findBucket(scope, input),
  checks: (input: Asked, scope: Scope, bucket: BucketResource) => [
    bucketCheck('s3:ListBucket', scope, bucket, { context: listContext(input) }),
  ],
};

type Listed = Awaited<ReturnType<typeof listObjects>>[number];
/** An object, or a prefix that stands for all keys beginning with it. `at`: its place in the order, for the next page. */
type Entry = { at: string; object: Listed } | { at: string; prefix: string };

function entriesOf(objects: readonly Listed[], prefix: string, delimiter: string): Entry[] {
  const entries: Entry[] = [];
  for (const object of objects) {
    if (!object.key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    if (end === -1) {
      entries.push({ at: object.key, object });
      continue;
    }
    const common = object.key.slice(0, end + delimiter.length);
    if (entries.at(-1)?.at !== common) entries.push({ at: common, prefix: common });
  }
  return entries;
}

type Page = { entries: Entry[]; isTruncated: boolean; maxKeys: number };

async function readPage({ db }: Scope, bucket: BucketResource, asked: Asked, after: string): Promise<Page> {
  const { Prefix = '', Delimiter = '', MaxKeys = MOST_KEYS } = asked;
  if (MaxKeys < 0) throw s3Error('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647');
  const maxKeys = Math.min(MaxKeys, MOST_KEYS);
  const start = Buffer.from(after);
  const rest = entriesOf(await listObjects(db, bucket), Prefix, Delimiter).filter(
    ({ at }) => after === '' || Buffer.compare(Buffer.from(at), start) > 0,
  );
  return { entries: rest.slice(0, maxKeys), isTruncated: maxKeys > 0 && rest.length > maxKeys, maxKeys };
}

/** AWS: keys in answers are encoded if the client asks, since XML can't represent most control characters. */
function encoderOf({ EncodingType }: Asked): (text: string) => string {
  if (EncodingType === undefined) return (text) => text;
  if (EncodingType !== 'url')
    throw s3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', { ArgumentName: 'encoding-type' });
  return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
}

function shown({ entries }: Page, encode: (text: string) => string, owner: object | undefined) {
  return {
    Contents: entries.flatMap((entry) =>
      'object' in entry
        ? [
            {
              Key: encode(entry.object.key),
              LastModified: entry.object.modifiedAt,
              ETag: entry.object.etag,
              Size: entry.object.size,
              StorageClass: 'STANDARD',
              ...(owner && { Owner: owner }),
            },
          ]
        : [],
    ),
    CommonPrefixes: entries.flatMap((entry) => ('prefix' in entry ? [{ Prefix: encode(entry.prefix) }] : [])),
  };
}

const ownerOf = ({ accountId }: BucketResource) => ({ ID: canonicalUserId(accountId) });
const encoded = (text: string | undefined, encode: (text: string) => string) => (text === undefined ? undefined : encode(text));

export const ListObjects = defineOperation({
  service: 's3',
  name: 'ListObjects',
  access: 'List',
  input: ListObjectsInput,
  ...ofListing,
  run: async (input, scope, bucket) => {
    const { Marker = '', Delimiter, Prefix = '' } = input;
    const encode = encoderOf(input);
    const page = await readPage(scope, bucket, input, Marker);
    const last = page.entries.at(-1);
    return {
      Name: bucket.name,
      Prefix: encode(Prefix),
      Marker: encode(Marker),
      Delimiter: encoded(Delimiter, encode),
      MaxKeys: page.maxKeys,
      EncodingType: input.EncodingType,
      IsTruncated: page.isTruncated,
      // AWS: without a delimiter the last key serves as the marker.
      NextMarker: page.isTruncated && Delimiter !== undefined && last ? encode(last.at) : undefined,
      ...shown(page, encode, ownerOf(bucket)),
    };
  },
});

export const ListObjectsV2 = defineOperation({
  service: 's3',
  name: 'ListObjectsV2',
  access: 'List',
  input: ListObjectsV2Input,
  ...ofListing,
  run: async (input, scope, bucket) => {
    const { ContinuationToken, Delimiter, FetchOwner = false, Prefix = '', StartAfter = '' } = input;
    const encode = encoderOf(input);
    const list = `ListObjectsV2:${bucket.id}`;
    const after = ContinuationToken === undefined ? StartAfter : decodeToken(list, ContinuationToken);
    if (after === null) throw s3Error('InvalidArgument', 'The continuation token provided is incorrect');
    const page = await readPage(scope, bucket, input, after);
    const last = page.entries.at(-1);
    return {
      Name: bucket.name,
      Prefix: encode(Prefix),
      Delimiter: encoded(Delimiter, encode),
      MaxKeys: page.maxKeys,
      EncodingType: input.EncodingType,
      KeyCount: page.entries.length,
      IsTruncated: page.isTruncated,
      ContinuationToken,
      NextContinuationToken: page.isTruncated && last ? encodeToken(list, last.at) : undefined,
      StartAfter: encoded(StartAfter, encode),
      ...shown(page, encode, FetchOwner ? ownerOf(bucket) : undefined),
    };
  },
});
