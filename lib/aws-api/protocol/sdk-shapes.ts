import { NormalizedSchema } from '@smithy/core/schema';

// How the SDK keeps its schemas: they are exported but hardly documented, so the exact versions are pinned in package.json and the contract
// tests drive every operation with the real clients. Only this file and those beside it that begin with `sdk-` know. Format of a static schema:
//   operation [9, namespace, name, traits, input, output]     structure [3, namespace, name, traits, names, schemas, requiredCount]
//   error [-3, …as a structure]

export const OPERATION = 9;
export const ERROR = -3;

export type StaticSchema = readonly unknown[];

/** What a value looks like on the wire. Structures may contain themselves. */
export type Shape =
  | Structure
  /** `itemName`: what an item is called in XML, where that is not the protocol's own word. */
  | { kind: 'list'; item: Shape; itemName?: string }
  /** `keyName`, `valueName`: what the two of an entry are called in forms and XML, where that is not `key` and `value`. */
  | { kind: 'map'; value: Shape; keyName?: string; valueName?: string }
  /** `written`: in ISO 8601, whatever the protocol has times in. */
  | { kind: 'timestamp'; written?: 'date-time' }
  | { kind: 'string' | 'number' | 'boolean' | 'blob' };
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
  /** What it is called in a form of EC2's, where that is not its XML name. */
  queryName?: string;
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
/** How the SDK's schemas write a time that is in ISO 8601 wherever it stands. Source: Smithy, "timestampFormat trait". */
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

/** What the SDK says of a member or a shape beside what it is. Source: Smithy, "HTTP bindings" and "XML bindings". */
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

/** How an operation looks on the wire. */
export function toWireOperation(name: string, schema: StaticSchema): WireOperation {
  return { name, input: toOptionalShape(schema[4]), output: toOptionalShape(schema[5]), http: toHttpPlace(schema[3]) };
}
