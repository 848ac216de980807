import type { WireProtocol } from '../../core/module/module';
import { CHECKSUM_NAMES, checksumMember, checksumOf } from '../../core/text/checksums';
import { isOneOf } from '../../core/text/lists';
import { type Documents, headerText, membersOfBody } from '../protocol/http-binding';
import { readJsonValue, toJsonValue } from '../protocol/json';
import { bytesIn, itemsIn, membersIn, timeIn } from '../protocol/output-values';
import { type Dialect, fieldOf } from '../protocol/query-input';
import { jsonDocuments } from '../protocol/rest-json-protocol';
import { s3ControlDocuments } from '../protocol/s3-control-protocol';
import { hasBucket, s3Documents } from '../protocol/s3-protocol';
import type { Scalar } from '../protocol/scalars';
import type { Member, Shape, WireOperation } from '../protocol/sdk-schemas';
import type { WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import type { WireRequest } from '../server/wire-request';
import { encode } from '../signature/verify-signature';

/** A request before it is signed. Header names are in lower case. */
export type UnsignedRequest = Pick<WireRequest, 'method' | 'path' | 'query' | 'body'> & { headers: Map<string, string> };

/**
 * Writes the request that the AWS CLI sends for an operation.
 * @param input JSON: blobs in base64, times in ISO 8601 or seconds since 1970
 * @throws WireFault for a value that the protocol can't carry
 */
export function writeRequest(service: WireService, wire: WireOperation, input: unknown): UnsignedRequest {
  const shape = wire.input;
  const typed = shape ? membersIn(readJsonValue(shape, input, readTime)) : {};
  const { protocol } = service;
  switch (protocol.name) {
    case 'query':
      return formRequest(wire, protocol.version, typed, 'query');
    case 'ec2':
      return formRequest(wire, EC2_VERSION, typed, 'ec2');
    case 'json':
      return jsonRequest(wire, protocol, typed);
    case 'rest-json':
      return restRequest(wire, typed, jsonDocuments);
    case 's3':
      return s3Request(wire, withQuotedSource(typed));
    case 's3-control':
      return withChecksum(wire, typed, restRequest(wire, typed, s3ControlDocuments));
  }
}

const EC2_VERSION = '2016-11-15';

function readTime(value: unknown): Date | null {
  const isSeconds = typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,12}(?:\.\d{1,9})?$/.test(value));
  const time = isSeconds ? new Date(Number(value) * 1000) : new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time;
}

function formRequest(
  wire: WireOperation,
  version: string,
  input: Readonly<Record<string, unknown>>,
  dialect: Dialect,
): UnsignedRequest {
  const fields: [string, string][] = [
    ['Action', wire.name],
    ['Version', version],
  ];
  if (wire.input) addFields(fields, '', wire.input, input, dialect);
  const body = fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return posted(body, 'application/x-www-form-urlencoded; charset=utf-8');
}

function posted(body: string, contentType: string): UnsignedRequest {
  return { method: 'POST', path: '/', query: '', headers: new Map([['content-type', contentType]]), body: Buffer.from(body) };
}

/** Adds the form fields of a value. Source: Smithy, "AWS Query protocol", "AWS EC2 Query protocol". */
function addFields(fields: [string, string][], prefix: string, shape: Shape, value: unknown, dialect: Dialect): void {
  switch (shape.kind) {
    case 'structure': {
      const source = membersIn(value);
      for (const member of shape.members) {
        const inner = source[member.name];
        if (inner === undefined) continue;
        const name = fieldOf(member, dialect);
        addFields(fields, prefix === '' ? name : `${prefix}.${name}`, member.shape, inner, dialect);
      }
      return;
    }
    case 'list': {
      const items = itemsIn(value);
      if (items.length === 0 && dialect === 'query') fields.push([prefix, '']);
      const list = dialect === 'query' ? `${prefix}.member` : prefix;
      for (const [index, item] of items.entries()) addFields(fields, `${list}.${index + 1}`, shape.item, item, dialect);
      return;
    }
    case 'map': {
      const { keyName = 'key', valueName = 'value' } = shape;
      for (const [index, [key, item]] of Object.entries(membersIn(value)).entries()) {
        const entry = `${prefix}.entry.${index + 1}`;
        fields.push([`${entry}.${keyName}`, key]);
        addFields(fields, `${entry}.${valueName}`, shape.value, item, dialect);
      }
      return;
    }
    default:
      fields.push([prefix, textOf(shape.kind, value)]);
  }
}

/** Returns a value as text in forms, labels and queries. */
function textOf(kind: Scalar, value: unknown): string {
  if (kind === 'timestamp') return timeIn(value).toISOString().replace('.000Z', 'Z');
  return kind === 'blob' ? Buffer.from(bytesIn(value)).toString('base64') : String(value);
}

type JsonProtocol = Extract<WireProtocol, { name: 'json' }>;

function jsonRequest(
  wire: WireOperation,
  { target, botocoreTarget = target, version }: JsonProtocol,
  input: Readonly<Record<string, unknown>>,
): UnsignedRequest {
  const body = JSON.stringify(wire.input ? toJsonValue(wire.input, input) : {});
  const request = posted(body, `application/x-amz-json-${version}`);
  request.headers.set('x-amz-target', `${botocoreTarget}.${wire.name}`);
  return request;
}

/** Writes a REST request. Source: Smithy, "HTTP bindings". */
function restRequest(
  wire: WireOperation,
  input: Readonly<Record<string, unknown>>,
  documents: Documents,
  pathBefore = '',
): UnsignedRequest {
  const { http, input: shape } = wire;
  if (!http) throw new Error(`${wire.name} is not called by REST`);
  const members = shape?.kind === 'structure' ? shape.members : [];
  const path = http.path.replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, greedy: string) => {
    const member = members.find((each) => each.name === name);
    const label = labelOf(name, member, input[name]);
    return greedy ? label.split('/').map(encode).join('/') : encode(label);
  });
  const query: [string, string][] = [...http.query];
  const headers = new Map<string, string>();
  for (const { name, shape: member, place } of members) {
    const value = input[name];
    if (value === undefined) continue;
    if (place?.in === 'query') {
      const values = member.kind === 'list' ? itemsIn(value) : [value];
      const kind = (member.kind === 'list' ? member.item.kind : member.kind) as Scalar;
      for (const each of values) query.push([place.name, textOf(kind, each)]);
    }
    if (place?.in === 'queryMap') for (const [key, text] of Object.entries(membersIn(value))) query.push([key, String(text)]);
    if (place?.in === 'header') {
      const text = member.kind === 'list' ? itemsIn(value).join(',') : headerText(member.kind as Scalar, value);
      headers.set(place.name, sendable(name, text));
    }
    if (place?.in === 'prefix')
      for (const [key, text] of Object.entries(membersIn(value)))
        headers.set(sendable(name, place.name + key.toLowerCase()), sendable(name, String(text)));
  }
  return {
    method: http.method,
    path: pathBefore + path,
    query: query.map(([name, value]) => (value === '' ? encode(name) : `${encode(name)}=${encode(value)}`)).join('&'),
    headers,
    body: bodyOf(wire, input, documents, headers),
  };
}

/** @throws WireFault for an empty label, which would make another operation's path */
function labelOf(name: string, member: Member | undefined, value: unknown): string {
  const text = member && value !== undefined ? textOf(member.shape.kind as Scalar, value) : '';
  if (text === '') throw new WireFault('ParamValidation', `Empty value provided for input HTTP label: ${name}.`);
  return text;
}

/** @throws WireFault for text that a header can't carry */
function sendable(name: string, text: string): string {
  if (!/[^\t\x20-\x7e\xa0-\xff]/.test(text)) return text;
  throw new WireFault('ParamValidation', `The value of ${name} has characters that an HTTP header cannot carry.`);
}

function bodyOf(
  { input: shape }: WireOperation,
  input: Readonly<Record<string, unknown>>,
  documents: Documents,
  headers: Map<string, string>,
): Buffer {
  if (shape?.kind !== 'structure') return Buffer.alloc(0);
  const payload = shape.members.find(({ place }) => place?.in === 'payload');
  if (payload) {
    const value = input[payload.name];
    if (value === undefined) return Buffer.alloc(0);
    if (payload.shape.kind !== 'structure') return Buffer.from(bytesIn(value));
    headers.set('content-type', documents.contentType);
    const name = payload.xmlName ?? payload.shape.xmlName ?? payload.shape.name;
    return Buffer.from(documents.write(payload.shape, membersIn(value), name));
  }
  const inBody = membersOfBody(shape);
  if (inBody.members.length === 0) return Buffer.alloc(0);
  headers.set('content-type', documents.contentType);
  return Buffer.from(documents.write(inBody, input, shape.xmlName ?? shape.name));
}

/** The operations whose answers botocore has encoded, since XML can't carry each key, and decodes again. */
export const ENCODED_LISTS: ReadonlySet<string> = new Set([
  'ListObjects',
  'ListObjectsV2',
  'ListObjectVersions',
  'ListMultipartUploads',
]);

function s3Request(wire: WireOperation, input: Readonly<Record<string, unknown>>): UnsignedRequest {
  const isList = ENCODED_LISTS.has(wire.name) && input.EncodingType === undefined;
  // The client checks the contents that it gets, and so asks for their checksum.
  const more = { ...(isList && { EncodingType: 'url' }), ...(wire.name === 'GetObject' && { ChecksumMode: 'ENABLED' }) };
  const sent = { ...more, ...input };
  const bucket = hasBucket(wire) ? `/${encode(labelOf('Bucket', { shape: { kind: 'string' } } as Member, input.Bucket))}` : '';
  return withChecksum(wire, sent, restRequest(wire, sent, s3Documents, bucket));
}

/** Encodes the source of a copy as botocore does: all of it but a version at its end. */
function withQuotedSource(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { CopySource } = input;
  if (typeof CopySource !== 'string') return input;
  const [, source = '', version = ''] = /^(.*?)(\?versionId=.*)?$/s.exec(CopySource) ?? [];
  return { ...input, CopySource: source.split('/').map(encode).join('/') + version };
}

/** The header with the algorithm of a checksum that the client adds. */
const ALGORITHM = 'x-amz-sdk-checksum-algorithm';

/** Adds the checksum of the body, as clients do for each operation whose input can name its algorithm. */
function withChecksum(
  { input: shape }: WireOperation,
  input: Readonly<Record<string, unknown>>,
  request: UnsignedRequest,
): UnsignedRequest {
  const members = shape?.kind === 'structure' ? shape.members : [];
  const chosen = members.find(({ place }) => place?.in === 'header' && place.name === ALGORITHM);
  if (!chosen || CHECKSUM_NAMES.some((name) => input[checksumMember(name)] !== undefined)) return request;
  const asked = input[chosen.name];
  const name = typeof asked === 'string' ? asked : 'CRC64NVME';
  if (!isOneOf(CHECKSUM_NAMES, name)) return request;
  request.headers.set(ALGORITHM, name);
  request.headers.set(`x-amz-checksum-${name.toLowerCase()}`, checksumOf(name, request.body));
  return request;
}
