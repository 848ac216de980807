import { spend } from '../budget/count';
import { type JsonIssue, parseJson } from '../json/parse-json';
import type { JsonNode, PathSegment, Span } from '../json/types';
import { valueFault } from './check-value';
import { LIST_TAKES_SINGLE_VALUE } from './open-points';
import { POLICY_TYPES } from './policy-types';
import {
  CHILD_CONTROL,
  type DeclarativeIssue,
  type DeclarativeIssueCode,
  type DeclarativePolicyType,
  type DocumentMap,
  type DocumentNode,
  type DocumentSetting,
  type MapSchema,
  type NodeSchema,
  type PolicySyntax,
  type ReadDeclarativePolicyResult,
  type Scalar,
  type SettingSchema,
  VALUE_OPERATORS,
  type ValueOperator,
} from './types';

export type ReadOptions = {
  /** The quota of the document's characters. Default: that of the type. */
  maxCharacters?: number;
  /** Says whether a Region exists and is supported. Default: every name in the form of a Region is. */
  isRegion?: (name: string) => boolean;
};

/** The most issues of one document. */
const MOST_ISSUES = 100;

/**
 * Reads a declarative policy and checks it as CreatePolicy does. Returns the policy, or its faults in document order. AWS refuses a document
 * with the code CONTENT_TOO_LONG by `POLICY_CONTENT_LIMIT_EXCEEDED`, and one with any other fault by `MalformedPolicyDocumentException`
 * without a place. Members that a type requires in the end may be absent, because a child policy leaves out what it does not change. Never
 * throws, and takes linear time. Source: Organizations User Guide, the syntax page of each type.
 */
export function readDeclarativePolicy(
  type: DeclarativePolicyType,
  text: string,
  options: ReadOptions = {},
): ReadDeclarativePolicyResult {
  const { syntax, quotas, title } = POLICY_TYPES[type];
  const json = parseJson(text);
  if (!json.ok) {
    const codeOf = ({ code }: JsonIssue) => (code === 'JSON_TOO_LONG' ? 'CONTENT_TOO_LONG' : code);
    return { ok: false, issues: json.issues.map((issue) => ({ ...issue, code: codeOf(issue), path: [] })) };
  }
  const reader = new Reader(syntax?.ignoreCase ?? false, syntax?.valuesAsText ?? false, options.isRegion);
  const most = options.maxCharacters ?? quotas.characters;
  if (text.length > most) {
    const message = `The document has ${text.length} characters; at most ${most} are allowed.`;
    reader.report('CONTENT_TOO_LONG', message, [], json.value.span);
  }
  for (const { key, path, span } of json.duplicates) {
    reader.report('DUPLICATE_KEY', `The name ${JSON.stringify(key)} appears twice.`, path, span);
  }
  if (syntax === null) {
    reader.report('SYNTAX_NOT_DOCUMENTED', `AWS documents no syntax of ${title}.`, [], json.value.span);
    return { ok: false, issues: reader.issues };
  }
  const root = reader.readRoot(json.value, syntax);
  if (reader.issues.length > 0 || root === null) {
    return { ok: false, issues: reader.issues.sort((a, b) => a.span.start.offset - b.span.start.offset) };
  }
  return { ok: true, policy: { type, root } };
}

type Path = readonly PathSegment[];
type Control = DocumentMap['control'];

/** Reads a tree by a schema. The schema's depth limits the recursion. */
class Reader {
  readonly issues: DeclarativeIssue[] = [];

  constructor(
    private readonly ignoreCase: boolean,
    private readonly valuesAsText: boolean,
    private readonly isRegion: ((name: string) => boolean) | undefined,
  ) {}

  report(code: DeclarativeIssueCode, message: string, path: Path, span: Span): void {
    if (this.issues.length < MOST_ISSUES) this.issues.push({ code, message, path, span });
  }

  /** Reads the document. Beside its key, operators with a scalar or a flat list mean nothing. Source: measured for tag policies. */
  readRoot(node: JsonNode, { root, topLevelKey }: PolicySyntax): DocumentMap | null {
    if (node.kind !== 'object') {
      this.report('WRONG_TYPE', 'The document must be an object.', [], node.span);
      return null;
    }
    const kept = node.members.filter(({ key, value }) => {
      const flat = value.kind === 'array' ? value.items.every((item) => !isNested(item)) : value.kind !== 'object';
      return !(this.operatorOf(key) && flat);
    });
    const map = this.readMap({ ...node, members: kept }, root, [], '');
    if (map !== null && !map.members.has(topLevelKey)) {
      this.report('MISSING_MEMBER', `The document must have the member ${JSON.stringify(topLevelKey)}.`, [], node.span);
    }
    return map;
  }

  private readNode(node: JsonNode, schema: NodeSchema, path: Path, name: string): DocumentNode | null {
    return schema.kind === 'map' ? this.readMap(node, schema, path, name) : this.readSetting(node, schema, path);
  }

  private readMap(node: JsonNode, schema: MapSchema, path: Path, name: string): DocumentMap | null {
    if (node.kind !== 'object') {
      this.report('WRONG_TYPE', 'The value must be an object.', path, node.span);
      return null;
    }
    const members = new Map<string, DocumentNode>();
    const spelled = new Map<string, string>();
    let control: Control = null;
    let free = 0;
    for (const { key, keySpan, value } of node.members) {
      spend(10);
      const place = [...path, key];
      if (this.fold(key) === CHILD_CONTROL) {
        control = this.readControl(value, place);
        continue;
      }
      const found = this.memberOf(schema, key);
      if (found === null) {
        this.reportUnknown(schema, key, place, keySpan);
        continue;
      }
      if (found.free) free += 1;
      if (this.isRepeated(found.name, key, spelled, place, keySpan)) continue;
      const read = this.readNode(value, found.schema, place, key);
      if (read !== null) members.set(found.name, read);
    }
    const map: DocumentMap = { kind: 'map', schema, control, members };
    if (schema.entries && free > schema.entries.max) {
      this.report('TOO_MANY', `At most ${schema.entries.max} members are allowed here.`, path, node.span);
    }
    if (members.size < schema.min) this.report('TOO_FEW', 'At least one member is required here.', path, node.span);
    const fault = schema.check?.(map, name) ?? null;
    if (fault !== null) this.report('INVALID_COMBINATION', fault, path, node.span);
    return map;
  }

  /** Says whether a name was read before, and reports it unless the JSON reader has found the same spelling twice. */
  private isRepeated(name: string, key: string, spelled: Map<string, string>, path: Path, span: Span): boolean {
    const first = spelled.get(name);
    if (first === undefined) spelled.set(name, key);
    else if (first !== key) {
      this.report('DUPLICATE_KEY', `The name ${JSON.stringify(key)} appears twice, except for case.`, path, span);
    }
    return first !== undefined;
  }

  private memberOf(schema: MapSchema, key: string): { name: string; schema: NodeSchema; free: boolean } | null {
    const fixed = this.fold(key);
    const member = schema.members.get(fixed);
    if (member) return { name: fixed, schema: member, free: false };
    if (schema.entries === null || key.startsWith('@@')) return null;
    const { key: form, node } = schema.entries;
    if (valueFault(form.value, key, this.isRegion) !== null) return null;
    return { name: form.lowerCase ? key.toLowerCase() : key, schema: node, free: true };
  }

  private reportUnknown(schema: MapSchema, key: string, path: Path, span: Span): void {
    const quoted = JSON.stringify(key);
    if (this.operatorOf(key)) {
      this.report('OPERATOR_NOT_SUPPORTED', `${quoted} is not allowed here: the member is not a setting.`, path, span);
    } else if (key.startsWith('@@')) {
      this.report('UNKNOWN_OPERATOR', `${quoted} is not an operator.`, path, span);
    } else if (schema.entries !== null) {
      const fault = valueFault(schema.entries.key.value, key, this.isRegion);
      this.report('INVALID_KEY', `The name ${quoted} ${fault ?? 'is not allowed here'}.`, path, span);
    } else {
      this.report('UNKNOWN_MEMBER', `${quoted} is not a member of this part of the policy.`, path, span);
    }
  }

  private readSetting(node: JsonNode, schema: SettingSchema, path: Path): DocumentSetting | null {
    if (node.kind !== 'object') {
      this.report('WRONG_TYPE', 'The value must be an object with operators such as "@@assign".', path, node.span);
      return null;
    }
    const values: Record<ValueOperator, readonly Scalar[] | null> = { '@@assign': null, '@@append': null, '@@remove': null };
    let control: Control = null;
    const spelled = new Map<string, string>();
    for (const { key, keySpan, value } of node.members) {
      const place = [...path, key];
      const operator = this.operatorOf(key);
      if (this.fold(key) === CHILD_CONTROL) control = this.readControl(value, place);
      else if (operator === null) this.reportInSetting(key, place, keySpan);
      else if (schema.kind === 'single' && operator !== '@@assign') {
        this.report('OPERATOR_NOT_SUPPORTED', `${operator} is allowed only where the value is a list.`, place, keySpan);
      } else values[operator] = this.readValues(value, schema, place);
      this.isRepeated(this.fold(key), key, spelled, place, keySpan);
    }
    return { kind: 'setting', schema, control, values };
  }

  private reportInSetting(key: string, path: Path, span: Span): void {
    const quoted = JSON.stringify(key);
    if (key.startsWith('@@')) this.report('UNKNOWN_OPERATOR', `${quoted} is not an operator.`, path, span);
    else this.report('UNKNOWN_MEMBER', `${quoted} is not a member of a setting.`, path, span);
  }

  private readValues(node: JsonNode, schema: SettingSchema, path: Path): readonly Scalar[] | null {
    const inList = node.kind === 'array';
    if (schema.kind === 'single' ? inList : !inList && !LIST_TAKES_SINGLE_VALUE) {
      this.report(
        'WRONG_TYPE',
        schema.kind === 'single' ? 'The value must not be a list.' : 'The value must be a list.',
        path,
        node.span,
      );
      return null;
    }
    const items = inList ? node.items : [node];
    spend(10 * items.length);
    if (items.length > schema.max) this.report('TOO_MANY', `At most ${schema.max} values are allowed.`, path, node.span);
    const values: Scalar[] = [];
    for (const [index, item] of items.entries()) {
      const place = inList ? [...path, index] : path;
      if (item.kind === 'object' || item.kind === 'array') {
        this.report('WRONG_TYPE', 'The value must be a text, a number or a Boolean.', place, item.span);
        continue;
      }
      const value = this.scalarOf(item, schema);
      const fault = valueFault(schema.value, value, this.isRegion);
      if (fault !== null) this.report('INVALID_VALUE', `The value ${fault}.`, place, item.span);
      else values.push(value);
    }
    return values;
  }

  /** A number as `tag_key` and null as a single value stay as they are, and are refused. Source: measured for tag policies. */
  private scalarOf(node: Exclude<JsonNode, { kind: 'object' | 'array' }>, { kind, value }: SettingSchema): Scalar {
    const becomesText = this.valuesAsText && (kind === 'list' || value.kind === 'integer' || value.kind === 'boolean');
    if (node.kind === 'null') return becomesText && kind === 'list' ? 'null' : null;
    if (!becomesText) return node.value;
    return node.kind === 'number' ? node.text : String(node.value);
  }

  private readControl(node: JsonNode, path: Path): Control {
    const names = node.kind === 'array' ? node.items.map((item) => (item.kind === 'string' ? this.fold(item.value) : null)) : [];
    const known: readonly (string | null)[] = ['@@all', '@@none', ...VALUE_OPERATORS];
    const wrong = names.find((name) => !known.includes(name));
    const fault =
      names.length === 0
        ? 'must be a list of at least one operator'
        : wrong !== undefined
          ? 'must contain only @@all, @@none, @@assign, @@append and @@remove'
          : new Set(names).size < names.length
            ? 'must not repeat an operator'
            : names.includes('@@none') && names.length > 1
              ? 'must contain nothing else beside @@none'
              : null;
    if (fault !== null) {
      this.report('INVALID_CONTROL', `The operators for child policies ${fault}.`, path, node.span);
      return null;
    }
    return new Set(names.includes('@@all') ? VALUE_OPERATORS : VALUE_OPERATORS.filter((name) => names.includes(name)));
  }

  private operatorOf(key: string): ValueOperator | null {
    const folded = this.fold(key);
    return VALUE_OPERATORS.find((name) => name === folded) ?? null;
  }

  private fold(name: string): string {
    return this.ignoreCase ? name.toLowerCase() : name;
  }
}

function isNested(node: JsonNode): boolean {
  return node.kind === 'object' || node.kind === 'array';
}
