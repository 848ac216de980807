import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreateRole } from '../../iam/role/operations';
import { CreateFunction } from '../../resources/lambda/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { resourcePolicy } from '../../resources/test-tables';
import { findWireOperation, type Member, type Shape, type WireOperation } from '../protocol/sdk-schemas';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { presignRequest, type RequestParts, signRequest, toHttpText } from '../testing/signer';
import { sendRaw } from '../testing/socket';
import { services, type WireService } from './services';

// Hostile input in the protocols of services with stored resources. It is signed, so that it reaches the operations.

let api: TestApi;
let keys: Keys & { actor: { accountId: string } };
beforeAll(async () => {
  api = await createTestApi();
  const root = await api.rootKeys();
  keys = root;
  await root.actor.run(CreateBucket, { Bucket: 'hostile' });
  const trusts = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await root.actor.run(CreateRole, { RoleName: 'hostile', AssumeRolePolicyDocument: resourcePolicy(trusts) });
  const code = { Code: { S3Bucket: 'hostile', S3Key: 'x' }, Runtime: 'nodejs22.x', Handler: 'x' } as const;
  await root.actor.run(CreateFunction, { FunctionName: 'hostile', Role: Role.Arn, ...code });
});
afterAll(() => api.close());

const send = async (parts: RequestParts, service: string) =>
  sendRaw(api.port, toHttpText(await signRequest(keys, parts, { service })));

/** Expects an answer, or an error in the protocol's own format that does not blame the server. */
function expectAnswer({ status, body }: { status: number; body: string }, form: RegExp): void {
  expect(status, body).toBeLessThan(500 + (body.includes('NotImplemented') ? 2 : 0));
  if (status >= 400 && body !== '') expect(body).toMatch(form);
  expect(body).not.toMatch(/node_modules|at .*\.ts:|InternalFailure|InternalError/);
}
const S3_FAILURE = /^<\?xml [^>]*\?>\n<Error><Code>\w+<\/Code><Message>/;
const CONTROL_FAILURE = /^<\?xml [^>]*\?>\n<ErrorResponse><Error><Type>\w+<\/Type><Code>\w+<\/Code><Message>/;
const EC2_FAILURE = /^<\?xml [^>]*\?>\n<Response><Errors><Error><Code>[\w.]+<\/Code><Message>/;
const QUERY_FAILURE = /^<ErrorResponse[^>]*><Error><Type>Sender<\/Type><Code>\w+<\/Code><Message>/;
const JSON_FAILURE = /^\{"__type":"[\w.#]+"/;
const REST_JSON_FAILURE = /^\{"Type":"User","(?:m|M)essage":"/;

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '-1',
    '1e999',
    'NaN',
    '\u0000',
    '../..',
    '%',
    '%zz',
    '${x}',
    'hostile',
    '*',
    'a'.repeat(5000),
  ),
);
const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const played = services().filter(({ partly }) => partly);
const callsOf = ({ name, operations }: WireService): WireOperation[] =>
  Object.keys(operations).flatMap((operation) => findWireOperation(name, operation) ?? []);
const service = (name: string) => played.filter((each) => each.name === name);

/** Generates a value close to a shape, with some members wrong. */
function near(shape: Shape, depth = 4): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(word, fc.double(), fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}));
  if (depth === 0) return wrong;
  const right = (): fc.Arbitrary<unknown> => {
    if (shape.kind === 'structure') {
      if (shape.members.length === 0) return fc.constant({});
      const member = oneOf(shape.members).chain(({ name, shape: inner }) =>
        near(inner, depth - 1).map((value) => [name, value] as const),
      );
      return fc.array(member, { maxLength: 6 }).map((entries) => Object.fromEntries(entries));
    }
    if (shape.kind === 'list') return fc.array(near(shape.item, depth - 1), { maxLength: 3 });
    if (shape.kind === 'map') return fc.dictionary(word, near(shape.value, depth - 1), { maxKeys: 3 });
    return shape.kind === 'number' ? fc.oneof(fc.integer(), fc.double()) : word;
  };
  return fc.oneof({ weight: 5, arbitrary: right() }, { weight: 1, arbitrary: wrong });
}

/** Returns XML of a value with the shape's names. Values of a wrong type stay. */
function markup(shape: Shape, value: unknown): string {
  if (shape.kind === 'list' && Array.isArray(value))
    return value.map((item) => element(shape.itemName ?? 'member', markup(shape.item, item))).join('');
  if (shape.kind === 'structure' && typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => {
        const member = shape.members.find((each) => each.name === name);
        return member ? element(member.xmlName ?? name, markup(member.shape, inner)) : '';
      })
      .join('');
  return String(value).replaceAll('&', '&amp;');
}
const element = (name: string, content: string) => `<${name}>${content}</${name}>`;

/** Generates a text with a part cut or replaced. */
const spoiled = (text: string) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(text) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.nat(text.length),
          fc.nat(20),
          oneOf(['', '<', '&', '&#0;', '<!DOCTYPE x>', '<![CDATA[', '</a>', ' xmlns="x"', '\u0001']),
        )
        .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length)),
    },
  );

/** Writes a value as the body of a REST request. */
type Written = (name: string, shape: Shape, value: unknown) => string;
const asXml: Written = (name, shape, value) => element(name, markup(shape, value));
const asJson: Written = (_, __, value) => JSON.stringify(value);

/** S3 accepts an unsigned body with this header. The other services hash the body. */
const UNSIGNED_BODY = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };

/** Generates a REST request with an operation's members in its path, query, headers and body. Some are hostile. */
function restCall(
  { http, input }: WireOperation,
  { bucket = '', written = asXml, signed = UNSIGNED_BODY }: { bucket?: string; written?: Written; signed?: object } = {},
): fc.Arbitrary<RequestParts> {
  if (!http || input?.kind !== 'structure') throw new Error('not called by REST');
  const at = (where: string) => input.members.filter(({ place }) => place?.in === where);
  const some = (members: readonly Member[]): fc.Arbitrary<[string, string][]> =>
    members.length === 0
      ? fc.constant([])
      : fc.array(fc.tuple(oneOf(members.map(({ place }) => (place && 'name' in place ? place.name : ''))), word), {
          maxLength: 4,
        });
  const payload = input.members.find(({ place }) => place?.in === 'payload');
  const shape: Shape = payload?.shape ?? { ...input, members: input.members.filter(({ place }) => !place) };
  const name = payload?.xmlName ?? (shape.kind === 'structure' ? shape.name : '');
  const body = shape.kind === 'structure' ? near(shape).chain((value) => spoiled(written(name, shape, value))) : word;
  return fc
    .record({
      labels: fc.array(word, { minLength: 2, maxLength: 2 }),
      query: some(at('query')),
      headers: some(at('header')),
      body,
    })
    .map(({ labels, query, headers, body: text }) => {
      let label = 0;
      const path = http.path.replaceAll(/\{[^}]*\}/g, () => encodeURIComponent(labels[label++ % 2] || 'x'));
      const ascii = (value: string) => value.replaceAll(/[^ -~]/g, '').slice(0, 200);
      const has = http.method === 'GET' || http.method === 'HEAD' ? {} : { body: text };
      return {
        method: http.method,
        path: `${bucket}${path}`,
        query: { ...Object.fromEntries(http.query), ...Object.fromEntries(query) },
        headers: {
          ...signed,
          ...Object.fromEntries(headers.map(([key, value]) => [key, ascii(value)]).filter(([key]) => key !== 'content-length')),
        },
        ...has,
      };
    });
}

describe('hostile input causes no server error, only errors in the protocol’s format:', () => {
  it('S3 bodies, paths, queries and headers', async () => {
    // Answers to HEAD have no body to check.
    const calls = service('s3')
      .flatMap(callsOf)
      .filter(({ http }) => http?.method !== 'HEAD');
    await fc.assert(
      fc.asyncProperty(
        oneOf(calls).chain((call) => restCall(call, { bucket: '/hostile' })),
        async (parts) => {
          const answer = await send(parts, 's3');
          expectAnswer(answer, S3_FAILURE);
        },
      ),
      runs(150),
    );
  });

  it('S3 Control bodies, paths, queries and headers', async () => {
    const calls = service('s3control').flatMap(callsOf);
    await fc.assert(
      fc.asyncProperty(
        oneOf(calls).chain((call) => restCall(call)),
        async (parts) => {
          const headers = { ...parts.headers, 'x-amz-account-id': keys.actor.accountId };
          expectAnswer(await send({ ...parts, headers }, 's3'), CONTROL_FAILURE);
        },
      ),
      runs(60),
    );
  });

  it('Lambda bodies, paths, queries and headers', async () => {
    const calls = service('lambda').flatMap(callsOf);
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        oneOf(calls).chain((call) => restCall(call, { written: asJson, signed: {} }).map((parts) => ({ call, parts }))),
        async ({ call, parts }) => {
          const answer = await send(parts, 'lambda');
          expectAnswer(answer, REST_JSON_FAILURE);
          const failed = answer.headers.get('x-amzn-errortype') ?? '';
          if (!['UnknownOperationException', 'InvalidSignatureException'].includes(failed)) reached.add(call.name);
        },
      ),
      runs(120),
    );
    // Most of the calls reached the operations.
    expect(reached.size).toBeGreaterThan(calls.length / 2);
  });

  it('malformed chunks with trailers', async () => {
    const hex = fc.oneof(
      fc.nat(10_000).map((size) => size.toString(16)),
      oneOf(['', '-1', 'ffffffff', 'fffffffff', '0', 'x']),
    );
    const end = oneOf(['\r\n', '\n', '', ';chunk-signature=0\r\n', `;chunk-signature=${'0'.repeat(64)}\r\n`]);
    const chunk = fc.tuple(hex, end, fc.string({ maxLength: 30 }), end).map((parts) => parts.join(''));
    const trailer = fc
      .tuple(oneOf(['x-amz-checksum-crc32', 'x-amz-checksum-sha256', 'content-type', 'host', '']), word)
      .map((of) => of.join(':'));
    const kind = oneOf([
      'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    ]);
    const body = fc
      .tuple(fc.array(chunk, { maxLength: 4 }), oneOf(['0\r\n', '0\r\n\r\n', '']), fc.array(trailer, { maxLength: 3 }))
      .map(([chunks, last, trailers]) => chunks.join('') + last + trailers.join('\r\n'));
    await fc.assert(
      fc.asyncProperty(body, kind, fc.option(word), async (text, told, length) => {
        const headers = {
          'x-amz-content-sha256': told,
          ...(length !== null && { 'x-amz-decoded-content-length': length.replaceAll(/[^ -~]/g, '').slice(0, 20) }),
        };
        expectAnswer(await send({ method: 'PUT', path: '/hostile/key', headers, body: text }, 's3'), S3_FAILURE);
      }),
      runs(80),
    );
  });

  it.each([
    ['ec2', '2016-11-15', EC2_FAILURE],
    ['sns', '2010-03-31', QUERY_FAILURE],
  ])('forms of %s', async (called, version, form) => {
    const calls = service(called).flatMap(callsOf);
    const names = (shape: Shape | undefined): string[] =>
      shape?.kind === 'structure' ? shape.members.map(({ name, queryName, xmlName }) => queryName ?? xmlName ?? name) : [];
    const part = fc.oneof(
      oneOf(['1', '2', '0', '-1', '99999999', 'Value', 'Key', 'Name', 'Tag', '__proto__', '']),
      word.map((text) => text.slice(0, 50)),
    );
    const call = oneOf(calls).chain((wire) => {
      const field = fc
        .tuple(oneOf([...names(wire.input), 'x']), fc.array(part, { maxLength: 4 }))
        .map(([name, rest]) => [name, ...rest].join('.'));
      return fc
        .array(fc.tuple(field, word), { maxLength: 8 })
        .map((fields) => [...fields, ['Action', wire.name], ['Version', version]]);
    });
    await fc.assert(
      fc.asyncProperty(call, async (fields) => {
        expectAnswer(await send({ body: new URLSearchParams(fields as [string, string][]).toString() }, called), form);
      }),
      runs(100),
    );
  });

  it.each([
    ['dynamodb', 'DynamoDB_20120810', '1.0'],
    ['sqs', 'AmazonSQS', '1.0'],
    ['kms', 'TrentService', '1.1'],
    ['secretsmanager', 'secretsmanager', '1.1'],
  ])('JSON of %s', async (name, target, version) => {
    const call = oneOf(service(name).flatMap(callsOf)).chain((wire) =>
      near(wire.input ?? { kind: 'string' }).chain((value) => spoiled(JSON.stringify(value)).map((body) => ({ wire, body }))),
    );
    await fc.assert(
      fc.asyncProperty(call, async ({ wire, body }) => {
        const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${target}.${wire.name}` };
        expectAnswer(await send({ headers, body }, name), JSON_FAILURE);
      }),
      runs(80),
    );
  });

  it('modified presigned URLs', async () => {
    const fields = [
      'Algorithm',
      'Credential',
      'Date',
      'Expires',
      'SignedHeaders',
      'Signature',
      'Security-Token',
      'Content-Sha256',
    ];
    await fc.assert(
      fc.asyncProperty(oneOf(fields), fc.option(word), fc.boolean(), async (field, value, twice) => {
        const link = await presignRequest(keys, { path: '/hostile/key' }, { service: 's3' });
        const query = Object.entries(link.query as Record<string, string>).filter(([name]) => twice || name !== `X-Amz-${field}`);
        if (value !== null) query.push([`X-Amz-${field}`, value]);
        const text = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
        expectAnswer(await sendRaw(api.port, `GET /hostile/key?${text} HTTP/1.1\r\nhost: localhost\r\n\r\n`), S3_FAILURE);
      }),
      runs(80),
    );
  });
});
