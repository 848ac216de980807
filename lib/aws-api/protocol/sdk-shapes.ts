import { NormalizedSchema } from '@smithy/core/schema';

// The SDK's format of schemas. They are exported but hardly documented, so package.json pins the exact versions, and the contract
// tests drive every operation with the real clients. Only this file and the other `sdk-` files know the format.
//
// A static schema is one of:
// - operation [9, namespace, name, traits, input, output]
// - structure [3, namespace, name, traits, names, schemas, requiredCount]
// - error [-3, …as a structure]

export const OPERATION = 9;
export const ERROR = -3;

export type StaticSchema = readonly unknown[];

/** The shape of a value on the wire. Structures may contain themselves. */
export type Shape =
  | Structure
  /** `itemName`: the name of an item in XML, if not the protocol's default. */
  | { kind: 'list'; item: Shape; itemName?: string }
  /** `keyName`, `valueName`: the names of an entry's parts in forms and XML, if not `key` and `value`. */
  | { kind: 'map'; value: Shape; keyName?: string; valueName?: string }
  /** `written`: ISO 8601, whatever the protocol's default is. */
  | { kind: 'timestamp'; written?: 'date-time' }
  /** `document`: any JSON value. */
  | { kind: 'string' | 'number' | 'boolean' | 'blob' | 'document' };
/** `xmlName`: the element's name at the root of a document, if not its own name. */
export type Structure = { kind: 'structure'; name: string; xmlName?: string; members: readonly Member[] };
/** `required`: a request must have it, and an answer always does. */
export type Member = {
  name: string;
  shape: Shape;
  required: boolean;
  /** The member's place in HTTP. Absent: in the body. */
  place?: Place;
  xmlName?: string;
  /** The member's name in EC2's forms, if not its XML name. */
  queryName?: string;
  /** True for a list in XML whose items stand beside other members, without an element around them. */
  flattened?: boolean;
};
/** `prefix`: every header with that prefix. `queryMap`: every query parameter that no other member takes. */
export type Place = { in: 'label' | 'payload' | 'queryMap' | 'status' } | { in: 'header' | 'prefix' | 'query'; name: string };

/**
 * The address of a REST operation. `path` may have labels, and `{Key+}` also matches slashes. `query` holds the required parts.
 */
export type HttpPlace = { method: string; path: string; query: ReadonlyMap<string, string>; status: number };

/** `undefined` stands for an operation that takes or returns nothing, or does not use REST. */
export type WireOperation = {
  name: string;
  input: Shape | undefined;
  output: Shape | undefined;
  http: HttpPlace | undefined;
};
/** The SDK's mark for a time that is in ISO 8601 everywhere. Source: Smithy, "timestampFormat trait". */
const DATE_TIME = 5;
const shapes = new Map<unknown, Shape>();

function toShape(schema: unknown): Shape {
  const normal = NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
  if (normal.isStructSchema() || normal.isUnionSchema()) return toStructure(normal);
  if (normal.isListSchema()) {
    const item = normal.getValueSchema();
    const { xmlName } = traitsOf(item);
    return { kind: 'list', item: toShape(item), ...(xmlName && { itemName: xmlName }) };
  }
  if (normal.isMapSchema()) {
    const [key, value] = [normal.getKeySchema(), normal.getValueSchema()];
    const [keyName, valueName] = [traitsOf(key).xmlName, traitsOf(value).xmlName];
    return { kind: 'map', value: toShape(value), ...(keyName && { keyName }), ...(valueName && { valueName }) };
  }
  if (normal.isBooleanSchema()) return { kind: 'boolean' };
  if (normal.isNumericSchema()) return { kind: 'number' };
  if (normal.isTimestampSchema())
    return { kind: 'timestamp', ...(normal.getSchema() === DATE_TIME && { written: 'date-time' as const }) };
  if (normal.isDocumentSchema()) return { kind: 'document' };
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
  // Required members come first, and the seventh slot is their number.
  const requiredCount = Number((source as unknown as StaticSchema)[6] ?? 0);
  for (const [name, member] of normal.structIterator()) {
    const { xmlName, xmlFlattened, ec2QueryName, ...places } = traitsOf(member);
    const place = toPlace(places);
    members.push({
      name,
      shape: toShape(member),
      required: members.length < requiredCount,
      ...(place && { place }),
      ...(xmlName && { xmlName }),
      ...(ec2QueryName && { queryName: ec2QueryName }),
      ...(xmlFlattened ? { flattened: true } : {}),
    });
  }
  return shape;
}

/** The SDK's traits of a member or shape. Source: Smithy, "HTTP bindings" and "XML bindings". */
type Traits = {
  xmlName?: string;
  xmlFlattened?: unknown;
  ec2QueryName?: string;
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

function toHttpPlace(traits: unknown): HttpPlace | undefined {
  const { http } = (traits || {}) as { http?: readonly [method: string, template: string, status: number] };
  if (!http) return undefined;
  const [method, template, status] = http;
  const [path = '/', literals = ''] = template.split('?');
  return { method, path, query: new Map(new URLSearchParams(literals)), status };
}

/** Returns an operation's wire shapes. */
export function toWireOperation(name: string, schema: StaticSchema): WireOperation {
  return { name, input: toOptionalShape(schema[4]), output: toOptionalShape(schema[5]), http: toHttpPlace(schema[3]) };
}
