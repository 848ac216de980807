import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../core/text/checksums';
import type { WireRequest } from '../server/wire-request';
import { readS3Call } from './s3-protocol';

type Command = { input: object };

/** Returns the request that the SDK's own client makes for a command, without sending it. */
async function sent(command: Command, config: S3ClientConfig = {}): Promise<WireRequest> {
  let request: WireRequest | undefined;
  const client = new S3Client({
    endpoint: 'http://127.0.0.1:4567',
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    ...config,
    requestHandler: {
      handle: async (given: {
        method: string;
        path: string;
        query: Record<string, unknown>;
        headers: Record<string, string>;
        body?: unknown;
      }) => {
        const body: Buffer[] = [];
        if (typeof given.body === 'string' || given.body instanceof Uint8Array) body.push(Buffer.from(given.body));
        else if (given.body) for await (const part of given.body as AsyncIterable<Uint8Array>) body.push(Buffer.from(part));
        const query = Object.entries(given.query).flatMap(([name, value]) =>
          [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one ?? ''))}`),
        );
        request = {
          method: given.method,
          path: given.path,
          query: query.join('&'),
          headers: new Map(Object.entries(given.headers).map(([name, value]) => [name.toLowerCase(), [value]])),
          body: Buffer.concat(body),
          remoteAddress: '127.0.0.1',
          encrypted: false,
        };
        throw new Error('seen');
      },
    } as never,
  });
  await client.send(command as never).catch(() => undefined);
  if (!request) throw new Error('the client sent nothing');
  return request;
}

/** Returns the operation as Gatehouse reads it, with only the members that the command has. */
async function understood(command: Command, config?: S3ClientConfig) {
  const call = readS3Call(await sent(command, config));
  const input = call?.readInput() ?? {};
  return { name: call?.wire.name, input: Object.fromEntries(Object.keys(command.input).map((name) => [name, input[name]])) };
}

const Bucket = 'my-bucket';

describe('the S3 request parser reads calls of the SDK client:', () => {
  it.each<[string, Command]>([
    ['ListBuckets', new ListBucketsCommand({ MaxBuckets: 5, Prefix: 'a' })],
    [
      'CreateBucket',
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1', Tags: [{ Key: 'a', Value: '<&>' }] },
      }),
    ],
    ['ListObjects', new ListObjectsCommand({ Bucket, Prefix: 'a/ b', MaxKeys: 3 })],
    ['ListObjectsV2', new ListObjectsV2Command({ Bucket, Prefix: '', Delimiter: '/', FetchOwner: true })],
    ['HeadObject', new HeadObjectCommand({ Bucket, Key: 'a/b//c' })],
    ['GetObject', new GetObjectCommand({ Bucket, Key: '/ä?&=#+ x', Range: 'bytes=0-1', IfNoneMatch: '"x"' })],
    ['GetBucketPolicy', new GetBucketPolicyCommand({ Bucket })],
    ['PutBucketPolicy', new PutBucketPolicyCommand({ Bucket, Policy: '{"Version":"2012-10-17"}' })],
    [
      'PutBucketTagging',
      new PutBucketTaggingCommand({
        Bucket,
        Tagging: {
          TagSet: [
            { Key: 'a', Value: 'b' },
            { Key: 'c', Value: '' },
          ],
        },
      }),
    ],
    [
      'PutPublicAccessBlock',
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
      }),
    ],
    ['DeleteObjects', new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'b c' }], Quiet: true } })],
    ['UploadPart', new UploadPartCommand({ Bucket, Key: 'k', PartNumber: 2, UploadId: 'u', Body: 'x' })],
  ])('%s', async (name, command) => {
    const found = await understood(command);
    expect(found.name).toBe(name);
    const { Body: _, ...input } = found.input as { Body?: unknown };
    const { Body: __, ...given } = command.input as { Body?: unknown };
    expect(input).toEqual(given);
  });

  it.each([true, false])('the bucket in the path or in the host (path: %s)', async (forcePathStyle) => {
    const config = { endpoint: 'http://localhost:4567', forcePathStyle };
    const command = new GetObjectCommand({ Bucket, Key: 'a/b' });
    expect(await understood(command, config)).toEqual({ name: 'GetObject', input: { Bucket, Key: 'a/b' } });
  });

  it('any key and any metadata', async () => {
    const key = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => !/[\uD800-\uDFFF]|^\.{1,2}$|(^|\/)\.{1,2}(\/|$)/.test(text));
    const metadata = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/), fc.stringMatching(/^[!-~]{1,20}$/), {
      maxKeys: 3,
    });
    await fc.assert(
      fc.asyncProperty(key, metadata, async (Key, Metadata) => {
        const command = new PutObjectCommand({ Bucket, Key, Metadata, Body: 'x' });
        const { input } = await understood(command);
        expect({ Key: input.Key, Metadata: input.Metadata ?? {} }).toEqual({ Key, Metadata });
      }),
      { numRuns: 40 },
    );
  });
});

describe('an S3 request body', () => {
  const put = (Body: string | Uint8Array, config?: S3ClientConfig) =>
    sent(new PutObjectCommand({ Bucket, Key: 'k', Body }), config);
  const read = (request: WireRequest) => readS3Call(request)?.readInput() ?? {};

  it('must match its checksum', async () => {
    const request = await put('hello');
    expect(read(request)).toMatchObject({ Body: Buffer.from('hello'), ChecksumCRC32: expect.any(String) });
    expect(() => read({ ...request, body: Buffer.from('hallo') })).toThrow('The CRC32 you specified did not match');
  });

  it('can be chunked with a trailing checksum', () => {
    const headers = new Map([
      ['x-amz-content-sha256', ['STREAMING-UNSIGNED-PAYLOAD-TRAILER']],
      ['content-encoding', ['gzip,aws-chunked']],
      ['x-amz-decoded-content-length', ['8194']],
      ['x-amz-trailer', ['x-amz-checksum-crc32']],
    ]);
    const chunked = (text: string): WireRequest => ({
      method: 'PUT',
      path: '/my-bucket/k',
      query: '',
      headers,
      body: Buffer.from(text),
      remoteAddress: '127.0.0.1',
      encrypted: false,
    });
    const data = 'h'.repeat(8192);
    const body = `2000\r\n${data}\r\n2\r\nyo\r\n0\r\nx-amz-checksum-crc32:CRC\r\n\r\n`;
    expect(() => read(chunked(body))).toThrow('The CRC32 you specified did not match');
    expect(read(chunked(body.replace('CRC', checksumOf('CRC32', Buffer.from(`${data}yo`)))))).toMatchObject({
      Body: Buffer.from(`${data}yo`),
      ContentEncoding: 'gzip',
    });
    const rigged = `0\r\nx-amz-tagging:team=red\r\nx-amz-checksum-crc32:${checksumOf('CRC32', Buffer.from(''))}\r\n\r\n`;
    headers.set('x-amz-decoded-content-length', ['0']);
    expect(() => read(chunked(rigged))).toThrow('did not conform to our published schema');
    headers.set('x-amz-decoded-content-length', ['8194']);
    for (const cut of [1, 5, 12, body.length - 40])
      expect(() => read(chunked(body.slice(0, cut)))).toThrow('terminated unexpectedly');
    expect(() => read(chunked(body.replace('2000\r\n', '1fff\r\n')))).toThrow('terminated unexpectedly');
    expect(() => read(chunked('2\r\nyo\r\n2\r\nyo\r\n0\r\n\r\n'))).toThrow('Only the last chunk is allowed');
  });
});
