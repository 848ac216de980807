import { STATUS_CODES } from 'node:http';
import { isJsonObject } from '../../core/text/json-object';
import { before } from '../../core/text/text-parts';
import { membersOfBody } from '../protocol/http-binding';
import { readXml, type XmlElement } from '../protocol/read-xml';
import type { Scalar } from '../protocol/scalars';
import { findWireError, type Member, type Shape, type Structure, type WireOperation } from '../protocol/sdk-schemas';
import type { Answer } from '../server/answer-request';
import type { WireService } from '../server/services';
import { ENCODED_LISTS } from './write-request';

// Reads answers as botocore does: members without a value are absent, and times stay text.

type Output = Record<string, unknown>;

/** An answer as it arrives at a client. */
export type Arrived = { status: number; headers: ReadonlyMap<string, string>; body: Buffer };

/** Returns an answer as it arrives. HTTP sends no body for HEAD and some statuses. */
export function arrived(answer: Answer, method: string): Arrived {
  const hasBody = method !== 'HEAD' && answer.status !== 304 && answer.status !== 204;
  const headers = new Map(Object.entries(answer.headers ?? {}));
  if (answer.contentType !== null) headers.set('content-type', answer.contentType);
  const body = Buffer.from(answer.body);
  const told = method === 'HEAD' ? headers.get('content-length') : undefined;
  headers.set('content-length', told ?? String(body.length));
  return { status: answer.status, headers, body: hasBody ? body : Buffer.alloc(0) };
}

/** Returns the output of a successful call: blobs in base64, times in ISO 8601. */
export function readOutput(service: WireService, wire: WireOperation, answer: Arrived, isEncodedForUs = false): Output {
  const { output: shape } = wire;
  if (shape?.kind !== 'structure') return {};
  switch (service.protocol.name) {
    case 'query':
      return fromXml(shape, rootOf(answer).children.find(({ name }) => name === `${wire.name}Result`) ?? NOTHING);
    case 'ec2':
      return fromXml(shape, rootOf(answer));
    case 'json':
      return membersFromJson(shape, jsonOf(answer));
    case 'rest-json':
      return readHttp(shape, answer, (inBody) => membersFromJson(inBody, jsonOf(answer)));
    default:
      if (wire.name === 'GetBucketLocation') return { LocationConstraint: rootOf(answer).text || null };
      return decoded(
        wire,
        readHttp(shape, answer, (inBody) => fromXml(inBody, rootOf(answer))),
        isEncodedForUs,
      );
  }
}

const NOTHING: XmlElement = { name: '', children: [], text: '' };

/** Answers of this server have no limit on their elements. */
function rootOf({ body }: Arrived): XmlElement {
  return readXml(body.toString('utf8'), Number.POSITIVE_INFINITY) ?? NOTHING;
}

function jsonOf({ body }: Arrived): unknown {
  return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
}

function readHttp(shape: Structure, answer: Arrived, readBody: (shape: Structure) => Output): Output {
  const out: Output = {};
  for (const { name, shape: member, place } of shape.members) {
    if (place?.in === 'status') out[name] = answer.status;
    if (place?.in === 'header') {
      const text = answer.headers.get(place.name);
      if (text !== undefined) out[name] = fromHeader(member, text);
    }
    if (place?.in === 'prefix') {
      const found = [...answer.headers].filter(([key]) => key.startsWith(place.name));
      out[name] = Object.fromEntries(found.map(([key, text]) => [key.slice(place.name.length), text]));
    }
    if (place?.in === 'payload') {
      if (member.kind === 'structure') out[name] = readBody(member);
      else out[name] = member.kind === 'string' ? answer.body.toString('utf8') : answer.body.toString('base64');
    }
  }
  const inBody = membersOfBody(shape);
  return inBody.members.length === 0 ? out : { ...out, ...readBody(inBody) };
}

function fromHeader(shape: Shape, text: string): unknown {
  if (shape.kind === 'list') return text.split(',').map((item) => fromHeader(shape.item, item.trim()));
  return fromText(shape.kind as Scalar, text);
}

/** Returns a scalar from its text. */
function fromText(kind: Scalar, text: string): unknown {
  switch (kind) {
    case 'number':
      return Number(text);
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'timestamp':
      return isoTime(new Date(text));
    default:
      return text;
  }
}

function isoTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}

function fromXml(shape: Structure, element: XmlElement): Output {
  const children = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const same = children.get(child.name);
    if (same) same.push(child);
    else children.set(child.name, [child]);
  }
  const out: [string, unknown][] = [];
  for (const member of shape.members) {
    const value = memberFromXml(member, children.get(member.xmlName ?? member.name));
    if (value !== undefined) out.push([member.name, value]);
  }
  return Object.fromEntries(out);
}

function memberFromXml({ shape, flattened }: Member, found: readonly XmlElement[] | undefined): unknown {
  const [first] = found ?? [];
  if (!found || !first) return undefined;
  if (flattened && shape.kind === 'list') return found.map((element) => valueFromXml(shape.item, element));
  return valueFromXml(shape, first);
}

function valueFromXml(shape: Shape, element: XmlElement): unknown {
  switch (shape.kind) {
    case 'structure':
      return fromXml(shape, element);
    case 'list':
      return element.children
        .filter(({ name }) => name === (shape.itemName ?? 'member'))
        .map((item) => valueFromXml(shape.item, item));
    case 'map': {
      const { keyName = 'key', valueName = 'value' } = shape;
      const part = (entry: XmlElement, name: string) => entry.children.find((child) => child.name === name) ?? NOTHING;
      return Object.fromEntries(
        element.children.map((entry) => [part(entry, keyName).text, valueFromXml(shape.value, part(entry, valueName))]),
      );
    }
    default:
      return fromText(shape.kind, element.text);
  }
}

function membersFromJson(shape: Structure, value: unknown): Output {
  if (!isJsonObject(value)) return {};
  const out: [string, unknown][] = [];
  for (const { name, shape: member } of shape.members) {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined;
    if (inner !== undefined && inner !== null) out.push([name, fromJson(member, inner)]);
  }
  return Object.fromEntries(out);
}

function fromJson(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure':
      return membersFromJson(shape, value);
    case 'list':
      return Array.isArray(value) ? value.map((item: unknown) => fromJson(shape.item, item)) : [];
    case 'map': {
      const entries = isJsonObject(value) ? Object.entries(value) : [];
      return Object.fromEntries(entries.map(([key, item]) => [key, fromJson(shape.value, item)]));
    }
    case 'timestamp':
      return isoTime(new Date(typeof value === 'number' ? Math.round(value * 1000) : String(value)));
    default:
      return value;
  }
}

/** The members of lists in S3 that the server encodes, at the top and inside of other members. Source: botocore, handlers. */
const ENCODED = ['Delimiter', 'Marker', 'NextMarker', 'Prefix', 'StartAfter', 'KeyMarker', 'NextKeyMarker'];
const ENCODED_INSIDE = [
  ['Contents', 'Key'],
  ['Versions', 'Key'],
  ['DeleteMarkers', 'Key'],
  ['Uploads', 'Key'],
  ['CommonPrefixes', 'Prefix'],
] as const;

/** Decodes the keys of a list that were encoded only for the way. */
function decoded({ name }: WireOperation, output: Output, isEncodedForUs: boolean): Output {
  if (!isEncodedForUs || !ENCODED_LISTS.has(name)) return output;
  const out = { ...output };
  for (const member of ENCODED) if (typeof out[member] === 'string') out[member] = decodedText(out[member]);
  for (const [list, member] of ENCODED_INSIDE) {
    const items = out[list];
    if (Array.isArray(items)) out[list] = items.map((item: Output) => ({ ...item, [member]: decodedText(String(item[member])) }));
  }
  return out;
}

function decodedText(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** A failure as a client reads it. */
export type ReadFailure = { code: string; message: string; members: Readonly<Record<string, unknown>> };

/** Returns the failure in an answer. Without a body, the status is the code. */
export function readFailure(service: WireService, answer: Arrived): ReadFailure {
  const text = answer.body.toString('utf8');
  if (text === '') return { code: String(answer.status), message: STATUS_CODES[answer.status] ?? 'Unknown', members: {} };
  if (!text.startsWith('{')) {
    const error = errorIn(rootOf(answer));
    const part = (name: string) => error.children.find((child) => child.name === name)?.text ?? '';
    return { code: part('Code'), message: part('Message'), members: {} };
  }
  const body = membersOfObject(jsonOf(answer));
  const shape = (answer.headers.get('x-amzn-errortype') ?? String(body.__type ?? body.code ?? '')).replace(/^.*#/, '');
  const name = before(shape, ':');
  const inQuery = answer.headers.get('x-amzn-query-error');
  const modelled = findWireError(service.name, name)?.members ?? [];
  return {
    code: inQuery === undefined ? name : before(inQuery, ';'),
    message: String(body.message ?? body.Message ?? ''),
    members: Object.fromEntries(
      modelled.flatMap((member) => (/^message$/i.test(member) || body[member] === undefined ? [] : [[member, body[member]]])),
    ),
  };
}

function membersOfObject(value: unknown): Readonly<Record<string, unknown>> {
  return isJsonObject(value) ? value : {};
}

/** Returns the element `Error`, which the protocols put at different depths. */
function errorIn(root: XmlElement): XmlElement {
  if (root.name === 'Error') return root;
  for (const child of root.children) {
    if (child.name === 'Error') return child;
    const inner = child.children.find(({ name }) => name === 'Error');
    if (inner) return inner;
  }
  return NOTHING;
}
