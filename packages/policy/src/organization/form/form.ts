import { parseJson } from '../../json/parse-json';
import type { JsonMember, JsonNode } from '../../json/types';
import { POLICY_TYPES } from '../policy-types';
import type { DeclarativePolicyType, MapSchema, NodeSchema, PolicySyntax, Scalar, SettingSchema } from '../types';

/** A part of the text that fields don't show, as it is written. */
export type KeptPart = { name: string; text: string };

/** A setting as a field for its `@@assign`. */
export type FormSetting = {
  kind: 'setting';
  /** The name in the text, or in the schema if the text has no such member. */
  name: string;
  path: readonly string[];
  schema: SettingSchema;
  /** The assigned values, or null if nothing is assigned. A single value is a list of one. */
  values: readonly Scalar[] | null;
  /** The other operators, which the fields keep. */
  kept: readonly KeptPart[];
  /** The text of a member that has another form than the schema, so that fields can't edit it. */
  unreadable: string | null;
};

export type FormMap = {
  kind: 'map';
  name: string;
  path: readonly string[];
  schema: MapSchema;
  /** True if the text has the map. */
  present: boolean;
  /** The members with fixed names, whether or not the text has them. */
  members: readonly FormNode[];
  /** The members with free names, in the order of the text. */
  entries: readonly FormNode[];
  /** Controls and unknown members, which the fields keep. */
  kept: readonly KeptPart[];
  unreadable: string | null;
};

export type FormNode = FormMap | FormSetting;

export type FormResult = { ok: true; form: FormMap } | { ok: false; message: string };

/**
 * Reads a document as fields by the schema of its type. Invalid values are fields too. Returns the reason if the text has no form, such as a
 * text that is not JSON. Never throws.
 */
export function policyForm(type: DeclarativePolicyType, text: string): FormResult {
  const { syntax, title } = POLICY_TYPES[type];
  if (syntax === null) return { ok: false, message: `AWS documents no syntax of ${title}.` };
  const read = readJson(text);
  if (!read.ok) return read;
  const top = syntax.root.members.get(syntax.topLevelKey);
  const member = findMember(read.root, syntax.topLevelKey, syntax);
  if (top?.kind !== 'map') throw new Error(`The document of ${type} is not a map.`);
  const form = toMap(text, syntax, top, member, [], syntax.topLevelKey);
  return { ok: true, form };
}

export type JsonObject = Extract<JsonNode, { kind: 'object' }>;

/** Reads a text as a JSON object without repeated names. */
export function readJson(text: string): { ok: true; root: JsonObject } | { ok: false; message: string } {
  const json = parseJson(text);
  if (!json.ok) return { ok: false, message: json.issues[0]?.message ?? 'The text is not JSON.' };
  if (json.value.kind !== 'object') return { ok: false, message: 'The document must be an object.' };
  const [twice] = json.duplicates;
  if (twice) return { ok: false, message: `The name ${JSON.stringify(twice.key)} appears twice.` };
  return { ok: true, root: json.value };
}

/** Returns the member with a name, without regard to case where the type reads names so. */
export function findMember(
  node: JsonObject,
  name: string,
  { ignoreCase }: Pick<PolicySyntax, 'ignoreCase'>,
): JsonMember | undefined {
  const fold = (key: string) => (ignoreCase ? key.toLowerCase() : key);
  return node.members.find(({ key }) => fold(key) === fold(name));
}

type Above = readonly string[];

function toNode(
  text: string,
  syntax: PolicySyntax,
  schema: NodeSchema,
  member: JsonMember | undefined,
  above: Above,
  name: string,
): FormNode {
  return schema.kind === 'map'
    ? toMap(text, syntax, schema, member, above, name)
    : toSetting(text, syntax, schema, member, above, name);
}

function toMap(
  text: string,
  syntax: PolicySyntax,
  schema: MapSchema,
  member: JsonMember | undefined,
  above: Above,
  schemaName: string,
): FormMap {
  const name = member?.key ?? schemaName;
  const path = [...above, name];
  const map = { kind: 'map', name, path, schema, present: member !== undefined } as const;
  if (member !== undefined && member.value.kind !== 'object') {
    return { ...map, members: [], entries: [], kept: [], unreadable: textOf(text, member.value) };
  }
  const node = member?.value.kind === 'object' ? member.value : undefined;
  const taken = new Set<JsonMember>();
  const members = [...schema.members].map(([key, below]) => {
    const found = node && findMember(node, key, syntax);
    if (found) taken.add(found);
    return toNode(text, syntax, below, found, path, key);
  });
  const rest = (node?.members ?? []).filter((each) => !taken.has(each));
  const free = (key: string) => schema.entries !== null && !key.startsWith('@@');
  const entries = rest.flatMap((each) =>
    schema.entries && free(each.key) ? [toNode(text, syntax, schema.entries.node, each, path, each.key)] : [],
  );
  const kept = rest.filter(({ key }) => !free(key)).map((each) => toKept(text, each));
  return { ...map, members, entries, kept, unreadable: null };
}

function toSetting(
  text: string,
  syntax: PolicySyntax,
  schema: SettingSchema,
  member: JsonMember | undefined,
  above: Above,
  schemaName: string,
): FormSetting {
  const name = member?.key ?? schemaName;
  const setting = { kind: 'setting', name, path: [...above, name], schema, values: null, kept: [], unreadable: null } as const;
  if (member === undefined) return setting;
  if (member.value.kind !== 'object') return { ...setting, unreadable: textOf(text, member.value) };
  const assign = findMember(member.value, '@@assign', syntax);
  const values = assign ? valuesOf(assign.value, schema) : null;
  if (assign && values === null) return { ...setting, unreadable: textOf(text, member.value) };
  const kept = member.value.members.filter((each) => each !== assign).map((each) => toKept(text, each));
  return { ...setting, values, kept };
}

/** Returns the values of an `@@assign`, or null for another form than the schema's. */
function valuesOf(node: JsonNode, { kind }: SettingSchema): readonly Scalar[] | null {
  if (kind === 'list' ? node.kind !== 'array' : node.kind === 'array') return null;
  const items = node.kind === 'array' ? node.items : [node];
  const values = items.map((item) =>
    item.kind === 'null' ? null : item.kind === 'object' || item.kind === 'array' ? undefined : item.value,
  );
  const scalars = values.filter((value) => value !== undefined);
  return scalars.length === values.length ? scalars : null;
}

function toKept(text: string, { key, value }: JsonMember): KeptPart {
  return { name: key, text: textOf(text, value) };
}

function textOf(text: string, { span }: JsonNode): string {
  return text.slice(span.start.offset, span.end.offset);
}
