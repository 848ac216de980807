import { WireFault } from '../server/wire-fault';
import { header, type WireRequest } from '../server/wire-request';
import type { HttpMatch } from './http-route';
import { bytesIn, itemsIn, membersIn, timeIn } from './output-values';
import { readScalar, type Scalar } from './scalars';
import type { HttpPlace, Member, Place, Shape, Structure } from './sdk-schemas';

// Places the members of a REST operation's input and output in HTTP. Source: Smithy, "HTTP bindings".

/** The document format of a REST protocol: XML or JSON. */
export type Documents = {
  /** @param name the name of the outermost element */
  read(shape: Structure, text: string, name: string): unknown;
  write(shape: Structure, value: Readonly<Record<string, unknown>>, name: string): string;
  contentType: string;
};

/**
 * Returns the typed input of an operation.
 * @param body without chunks or other wrapping
 * @throws WireFault for a member with a value of another type
 */
export function readHttpInput(
  { wire, labels }: HttpMatch,
  request: WireRequest,
  query: URLSearchParams,
  body: Buffer,
  documents: Documents,
): Record<string, unknown> {
  const { input } = wire;
  if (input?.kind !== 'structure') return {};
  const taken = new Set(input.members.map(({ place }) => (place?.in === 'query' ? place.name : '')));
  for (const name of wire.http?.query.keys() ?? []) taken.add(name);
  const read = (member: Member): unknown => {
    const { name, shape, place } = member;
    switch (place?.in) {
      case 'label': {
        const label = labels.get(name);
        return label === undefined ? undefined : readText(shape, decodeLabel(label));
      }
      case 'query': {
        const values = query.getAll(place.name);
        if (shape.kind === 'list') return values.length === 0 ? undefined : values.map((value) => readText(shape.item, value));
        return values[0] === undefined ? undefined : readText(shape, values[0]);
      }
      case 'queryMap':
        return Object.fromEntries([...query].filter(([key]) => !taken.has(key)));
      case 'header': {
        const value = header(request, place.name);
        if (value === undefined) return undefined;
        if (shape.kind === 'list') return splitList(value).map((item) => readText(shape.item, item));
        return readText(shape, value);
      }
      case 'prefix':
        return prefixed(request, place.name);
      case 'payload':
        return readPayload(member, body, documents);
      default:
        return undefined;
    }
  };
  const entries = input.members.map((member) => [member.name, read(member)] as const);
  const bound = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const inBody = membersOfBody(input);
  if (inBody.members.length === 0 || body.length === 0) return bound;
  return { ...bound, ...membersIn(documents.read(inBody, body.toString('utf8'), input.xmlName ?? input.name)) };
}

function readPayload({ name, shape, xmlName }: Member, body: Buffer, documents: Documents): unknown {
  if (shape.kind === 'blob') return body;
  if (body.length === 0) return undefined;
  if (shape.kind === 'string') return body.toString('utf8');
  if (shape.kind !== 'structure') throw new Error(`${name} cannot be the whole body of a request`);
  return documents.read(shape, body.toString('utf8'), xmlName ?? shape.xmlName ?? shape.name);
}

/** Returns the shape of the body. It is empty if one member is the whole body. */
export function membersOfBody(shape: Structure): Structure {
  if (shape.members.some(({ place }) => place?.in === 'payload')) return { ...shape, members: [] };
  return { ...shape, members: shape.members.filter(({ place }) => !place) };
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WireFault('InvalidURI', "Couldn't parse the specified URI.");
  }
}

function readText(shape: Shape, text: string): unknown {
  if (shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map')
    throw new Error(`a ${shape.kind} cannot be in a header or query`);
  return readScalar(shape.kind, text);
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function prefixed(request: WireRequest, prefix: string): Record<string, string> | undefined {
  const found: [string, string][] = [];
  for (const [name, values] of request.headers)
    if (name.startsWith(prefix)) found.push([name.slice(prefix.length), values.join(',')]);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** An answer in HTTP. */
export type HttpOutput = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
  contentType: string | null;
};

/** Writes the output of an operation. Members without a value are omitted. */
export function writeHttpOutput(
  { status }: HttpPlace,
  shape: Shape | undefined,
  output: Readonly<Record<string, unknown>>,
  documents: Documents,
): HttpOutput {
  const answer: HttpOutput = { status, headers: {}, body: '', contentType: null };
  if (shape?.kind !== 'structure') return answer;
  for (const { name, shape: member, place, xmlName } of shape.members) {
    const value = output[name];
    if (!place || value === undefined || value === null) continue;
    if (place.in === 'payload') {
      if (member.kind === 'structure') {
        answer.body = documents.write(member, membersIn(value), xmlName ?? member.xmlName ?? member.name);
        answer.contentType = documents.contentType;
      } else answer.body = bytesIn(value);
    } else writeOutside(answer, place, member, value);
  }
  const inBody = membersOfBody(shape);
  if (inBody.members.length > 0) {
    answer.body = documents.write(inBody, output, shape.xmlName ?? shape.name);
    answer.contentType = documents.contentType;
  }
  return answer;
}

function writeOutside(answer: HttpOutput, place: Place, shape: Shape, value: unknown): void {
  if (place.in === 'status') answer.status = Number(value);
  if (place.in === 'header') {
    answer.headers[place.name] = shape.kind === 'list' ? itemsIn(value).join(',') : headerText(shape.kind as Scalar, value);
  }
  if (place.in === 'prefix')
    for (const [name, text] of Object.entries(membersIn(value))) answer.headers[place.name + name] = String(text);
}

/** Source: Smithy: times in headers are HTTP dates, unless a member says otherwise. No operation here has such a member. */
export function headerText(kind: Scalar, value: unknown): string {
  if (kind === 'timestamp') return timeIn(value).toUTCString();
  return kind === 'blob' ? Buffer.from(bytesIn(value)).toString('base64') : String(value);
}
