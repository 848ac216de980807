import * as budgets from '@aws-sdk/client-budgets';
import * as ce from '@aws-sdk/client-cost-explorer';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';

// The only file that knows how the SDK keeps its schemas: they are exported but hardly documented, so the exact versions are pinned in
// package.json and the contract tests drive every operation with the real clients. Format of a static schema:
//   operation [9, namespace, name, traits, input, output]     structure [3, namespace, name, traits, names, schemas, requiredCount]
//   error [-3, …as a structure]

/** The services whose operations can be called over the wire. */
export type WireServiceName = 'budgets' | 'ce' | 'iam' | 'kms' | 'organizations' | 's3' | 'sqs' | 'sts';

/** What a value looks like on the wire. Structures may contain themselves. */
export type Shape =
  | Structure
  /** `itemName`: what an item is called in XML, where that is not the protocol's own word. */
  | { kind: 'list'; item: Shape; itemName?: string }
  | { kind: 'map'; value: Shape }
  | { kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'blob' };
/** `xmlName`: what its element is called as the outermost of a document, where that is not its name. */
export type Structure = { kind: 'structure'; name: string; xmlName?: string; members: readonly Member[] };
/** `required`: a request must have it, and an answer always does. */
export type Member = {
  name: string;
  shape: Shape;
  required: boolean;
  /** Where a request or an answer over HTTP has it; absent: in the body. */
  place?: Place;
  xmlName?: string;
  /** Of a list in XML: its items stand beside other members, without an element around them. */
  flattened?: boolean;
};
/** `prefix`: every header whose name begins so. `queryMap`: every parameter of the query that no other member takes. */
export type Place = { in: 'label' | 'payload' | 'queryMap' | 'status' } | { in: 'header' | 'prefix' | 'query'; name: string };

/** Where a REST operation is called; `path` may have labels, `{Key+}` one that takes slashes too, and what the query must have. */
export type HttpPlace = { method: string; path: string; query: ReadonlyMap<string, string>; status: number };

/** `undefined` stands for an operation that takes or returns nothing, or is not called by REST. */
export type WireOperation = {
  name: string;
  input: Shape | undefined;
  output: Shape | undefined;
  http: HttpPlace | undefined;
};
/**
 * `code` is what the Query protocol writes for the error, which services that speak JSON now repeat in a header; `messageMember` how the
 * service spells it.
 */
export type WireError = { code: string; status: number; messageMember: string };

const MODULES: Readonly<Record<WireServiceName, Readonly<Record<string, unknown>>>> = {
  budgets,
  ce,
  iam,
  kms,
  organizations,
  s3,
  sqs,
  sts,
};
const OPERATION = 9;
const ERROR = -3;

type StaticSchema = readonly unknown[];

function exported(service: WireServiceName, name: string, kind: number): StaticSchema | undefined {
  const key = `${name}$`;
  const found = Object.hasOwn(MODULES[service], key) ? MODULES[service][key] : undefined;
  return Array.isArray(found) && found[0] === kind ? found : undefined;
}

const shapes = new Map<unknown, Shape>();

function toShape(schema: unknown): Shape {
  const normal = NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
  if (normal.isStructSchema() || normal.isUnionSchema()) return toStructure(normal);
  if (normal.isListSchema()) {
    const item = normal.getValueSchema();
    const { xmlName } = traitsOf(item);
    return { kind: 'list', item: toShape(item), ...(xmlName && { itemName: xmlName }) };
  }
  if (normal.isMapSchema()) return { kind: 'map', value: toShape(normal.getValueSchema()) };
  if (normal.isBooleanSchema()) return { kind: 'boolean' };
  if (normal.isNumericSchema()) return { kind: 'number' };
  if (normal.isTimestampSchema()) return { kind: 'timestamp' };
  if (normal.isBlobSchema()) return { kind: 'blob' };
  if (normal.isStringSchema()) return { kind: 'string' };
  throw new Error(`the SDK describes ${normal.getName(true)} in a way this adapter does not know`);
}

function toStructure(normal: NormalizedSchema): Shape {
  const source = normal.getSchema();
  const known = shapes.get(source);
  if (known) return known;
  const members: Member[] = [];
  const { xmlName } = traitsOf(normal);
  const shape: Structure = { kind: 'structure', name: normal.getName() ?? '', ...(xmlName && { xmlName }), members };
  shapes.set(source, shape);
  // Required members come first; the seventh slot says how many they are.
  const requiredCount = Number((source as unknown as StaticSchema)[6] ?? 0);
  for (const [name, member] of normal.structIterator()) {
    const { xmlName, xmlFlattened, ...places } = traitsOf(member);
    const place = toPlace(places);
    members.push({
      name,
      shape: toShape(member),
      required: members.length < requiredCount,
      ...(place && { place }),
      ...(xmlName && { xmlName }),
      ...(xmlFlattened ? { flattened: true } : {}),
    });
  }
  return shape;
}

/** What the SDK says of a member or a shape beside what it is. Source: Smithy, "HTTP bindings" and "XML bindings". */
type Traits = {
  xmlName?: string;
  xmlFlattened?: unknown;
  httpLabel?: unknown;
  httpPayload?: unknown;
  httpQueryParams?: unknown;
  httpResponseCode?: unknown;
  httpHeader?: string;
  httpPrefixHeaders?: string;
  httpQuery?: string;
};

function traitsOf(normal: NormalizedSchema): Traits {
  return normal.getMergedTraits();
}

function toPlace(traits: Traits): Place | undefined {
  if (traits.httpLabel) return { in: 'label' };
  if (traits.httpPayload) return { in: 'payload' };
  if (traits.httpQueryParams) return { in: 'queryMap' };
  if (traits.httpResponseCode) return { in: 'status' };
  if (traits.httpHeader !== undefined) return { in: 'header', name: traits.httpHeader.toLowerCase() };
  if (traits.httpPrefixHeaders !== undefined) return { in: 'prefix', name: traits.httpPrefixHeaders.toLowerCase() };
  return traits.httpQuery === undefined ? undefined : { in: 'query', name: traits.httpQuery };
}

function toOptionalShape(schema: unknown): Shape | undefined {
  const resolved: unknown = typeof schema === 'function' ? schema() : schema;
  return resolved === 'unit' || NormalizedSchema.of(resolved as never).isUnitSchema() ? undefined : toShape(resolved);
}

const operations = new Map<string, WireOperation | null>();

/** How an operation of a service looks on the wire, or null when the service has none of that name. */
export function findWireOperation(service: WireServiceName, name: string): WireOperation | null {
  const key = `${service}:${name}`;
  const known = operations.get(key);
  if (known !== undefined) return known;
  const schema = exported(service, name, OPERATION);
  // Names come from callers: only those that exist are remembered.
  if (!schema) return null;
  const operation = { name, input: toOptionalShape(schema[4]), output: toOptionalShape(schema[5]), http: toHttpPlace(schema[3]) };
  operations.set(key, operation);
  return operation;
}

function toHttpPlace(traits: unknown): HttpPlace | undefined {
  const { http } = (traits || {}) as { http?: readonly [method: string, template: string, status: number] };
  if (!http) return undefined;
  const [method, template, status] = http;
  const [path = '/', literals = ''] = template.split('?');
  return { method, path, query: new Map(new URLSearchParams(literals)), status };
}

/** All operations of a service's model, implemented here or not. */
export function wireOperationNames(service: WireServiceName): string[] {
  return names(service, OPERATION);
}

/** All errors of a service's model, without the base class that the SDK adds. */
export function wireErrorNames(service: WireServiceName): string[] {
  return names(service, ERROR).filter((name) => !String(exported(service, name, ERROR)?.[1]).includes('synthetic'));
}

function names(service: WireServiceName, kind: number): string[] {
  return Object.keys(MODULES[service])
    .filter((key) => key.endsWith('$') && exported(service, key.slice(0, -1), kind))
    .map((key) => key.slice(0, -1));
}

/** Code and HTTP status of a modelled error; null for codes that belong to no service, such as AccessDenied in IAM. */
export function findWireError(service: WireServiceName, shape: string): WireError | null {
  const schema = exported(service, shape, ERROR);
  if (!schema) return null;
  const traits = (schema[3] || {}) as { awsQueryError?: readonly [string, number]; httpError?: number };
  const members = schema[4] as readonly string[];
  const [code, status] = traits.awsQueryError ?? [shape, traits.httpError ?? 400];
  return { code, status, messageMember: members.find((name) => name.toLowerCase() === 'message') ?? 'message' };
}
