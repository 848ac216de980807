import { parseDate } from '../condition/date';
import { conditionOperator } from '../condition/operators';
import type { JsonMember, JsonNode, PathSegment } from '../json/types';
import { checkAction, checkActionOfKind, checkPrincipal, checkResource, STS_ACTIONS_ONLY } from './check-entries';
import type { IssueList } from './issues';
import { KIND_RULES } from './kind-rules';
import { CONDITION_KEY_WITHOUT_PREFIX, UNKNOWN_OPERATOR_WITHOUT_KEYS } from './open-points';
import { LEGACY, NO_ACTIONS, NO_RESOURCES, NO_VENDOR, SYNTAX, wrongKind } from './refusals';
import type {
  ConditionClause,
  ParsePolicyOptions,
  PolicyElement,
  PolicyEntry,
  PolicyKind,
  PrincipalElement,
  PrincipalEntry,
  PrincipalKey,
  Statement,
} from './types';

type Path = readonly PathSegment[];
type Members = ReadonlyMap<string, JsonMember>;

/** The possible members of a statement. */
export const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Parses a statement, or returns null if its shape is unreadable. Faults are added to `issues`. */
export function parseStatement(
  node: JsonNode,
  index: number,
  path: Path,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  issues: IssueList,
): Statement | null {
  if (node.kind !== 'object') {
    issues.wrongType(node, path, 'an object');
    return null;
  }
  const members: Members = new Map(node.members.map((member) => [member.key, member]));
  for (const { key, keySpan } of node.members) {
    if (!STATEMENT_ELEMENTS.has(key))
      issues.add('INVALID_POLICY_ELEMENT', [...path, key], keySpan, `"${key}" is not an element of a statement.`);
  }
  const sid = readSid(members, path, issues);
  const effect = readEffect(node, members, path, kind, options, issues);
  const principal = readPrincipal(node, members, path, kind, options, issues);
  const action = readAction(node, members, path, kind, options, issues);
  const resource = readResource(node, members, path, kind, options, issues);
  const conditions = readConditions(members.get('Condition')?.value, [...path, 'Condition'], options, issues);
  if (effect === null || action === null) return null;
  return {
    index,
    ...(sid === null ? {} : { sid }),
    effect,
    ...(principal === null ? {} : { principal }),
    action,
    ...(resource === null ? {} : { resource }),
    conditions,
    span: node.span,
  };
}

function readSid(members: Members, path: Path, issues: IssueList): string | null {
  const node = members.get('Sid')?.value;
  if (node === undefined) return null;
  if (node.kind === 'string') return node.value;
  issues.wrongType(node, [...path, 'Sid'], 'a string');
  return null;
}

function readEffect(
  statement: JsonNode,
  members: Members,
  path: Path,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  issues: IssueList,
): 'Allow' | 'Deny' | null {
  const node = members.get('Effect')?.value;
  if (node === undefined) {
    issues.add('MISSING_EFFECT', path, statement.span, 'The statement has no Effect.');
    return null;
  }
  if (node.kind !== 'string') {
    issues.wrongType(node, [...path, 'Effect'], 'a string');
    return null;
  }
  if (node.value !== 'Allow' && node.value !== 'Deny') {
    const message = `The Effect "${node.value}" is neither "Allow" nor "Deny".`;
    const refusal = /^(?:allow|deny)$/i.test(node.value) ? LEGACY : SYNTAX;
    issues.add('INVALID_EFFECT', [...path, 'Effect'], node.span, message, refusal);
    return null;
  }
  if (kind === 'rcp' && node.value === 'Allow' && options.author !== 'aws') {
    issues.add('RCP_SYNTAX_ERROR', [...path, 'Effect'], node.span, 'A resource control policy can only deny.');
  }
  return node.value;
}

/** Returns `X` or `NotX`. At most one is allowed. */
function pick(members: Members, name: string, path: Path, issues: IssueList): { member: JsonMember; negated: boolean } | null {
  const plain = members.get(name);
  const negated = members.get(`Not${name}`);
  if (plain && negated) {
    const message = `A statement has either ${name} or Not${name}, not both.`;
    issues.add('UNSUPPORTED_ELEMENT_COMBINATION', [...path, `Not${name}`], negated.keySpan, message);
  }
  if (plain) return { member: plain, negated: false };
  return negated ? { member: negated, negated: true } : null;
}

function readAction(
  statement: JsonNode,
  members: Members,
  path: Path,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  issues: IssueList,
): PolicyElement | null {
  const found = pick(members, 'Action', path, issues);
  if (found === null) {
    issues.add('MISSING_ACTION', path, statement.span, 'The statement has neither Action nor NotAction.', NO_ACTIONS);
    return null;
  }
  const { member, negated } = found;
  const here = [...path, member.key];
  if (negated && kind === 'rcp')
    issues.add('RCP_SYNTAX_ERROR', here, member.keySpan, 'A resource control policy has no NotAction.');
  if (negated && kind === 'trust') {
    issues.add('UNSUPPORTED_ACTION_IN_POLICY', here, member.keySpan, 'A trust policy has no NotAction.', STS_ACTIONS_ONLY);
  }
  const element = readElement(member, negated, here, issues);
  if (element === null) return null;
  if (element.entries.length === 0) issues.add('MISSING_ACTION', here, member.value.span, `${member.key} is empty.`, NO_ACTIONS);
  element.entries.forEach((entry, i) => {
    const at = element.scalar ? here : [...here, i];
    checkAction(entry, at, options, issues);
    checkActionOfKind(entry, kind, options, at, issues);
  });
  return element;
}

function readResource(
  statement: JsonNode,
  members: Members,
  path: Path,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  issues: IssueList,
): PolicyElement | null {
  const found = pick(members, 'Resource', path, issues);
  const forbidden = KIND_RULES[kind].resource === 'forbidden';
  if (found === null) {
    if (!forbidden) {
      issues.add('MISSING_RESOURCE', path, statement.span, 'The statement has neither Resource nor NotResource.', NO_RESOURCES);
    }
    return null;
  }
  const { member, negated } = found;
  const here = [...path, member.key];
  if (forbidden) {
    const refusal = wrongKind(`Has prohibited field ${member.key}`);
    issues.add('UNSUPPORTED_RESOURCE', here, member.keySpan, `A trust policy has no ${member.key}.`, refusal);
    return null;
  }
  const element = readElement(member, negated, here, issues);
  if (element === null) return null;
  if (element.entries.length === 0)
    issues.add('MISSING_RESOURCE', here, member.value.span, `${member.key} is empty.`, NO_RESOURCES);
  // The service of a resource policy defines its resource names (S3, SQS and API Gateway accept short forms).
  if (kind !== 'resource' && kind !== 'vpcEndpoint') {
    element.entries.forEach((entry, i) => {
      checkResource(entry, element.scalar ? here : [...here, i], options, issues);
    });
  }
  return element;
}

/** Reads a string or a list of strings. */
function readElement(member: JsonMember, negated: boolean, path: Path, issues: IssueList): PolicyElement | null {
  const entries = readStrings(member.value, path, issues);
  return entries === null ? null : { negated, entries, scalar: member.value.kind === 'string', span: member.value.span };
}

function readStrings(node: JsonNode, path: Path, issues: IssueList): readonly PolicyEntry[] | null {
  if (node.kind === 'string') return [{ value: node.value, span: node.span }];
  if (node.kind !== 'array') {
    issues.wrongType(node, path, 'a string or a list of strings');
    return null;
  }
  const entries: PolicyEntry[] = [];
  node.items.forEach((item, i) => {
    if (item.kind === 'string') entries.push({ value: item.value, span: item.span });
    else issues.wrongType(item, [...path, i], 'a string');
  });
  return entries;
}

function readPrincipal(
  statement: JsonNode,
  members: Members,
  path: Path,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  issues: IssueList,
): PrincipalElement | null {
  const found = pick(members, 'Principal', path, issues);
  const rules = KIND_RULES[kind];
  if (found === null) {
    if (rules.principal === 'required') {
      const refusal = wrongKind('Missing required field Principal');
      issues.add('MISSING_PRINCIPAL', path, statement.span, 'The statement has no Principal.', refusal);
    }
    return null;
  }
  const { member, negated } = found;
  const here = [...path, member.key];
  if (rules.principal === 'forbidden') {
    const refusal = wrongKind('Policy document should not specify a principal.');
    issues.add('UNSUPPORTED_PRINCIPAL', here, member.keySpan, `This kind of policy has no ${member.key}.`, refusal);
    return null;
  }
  if (negated && !rules.notPrincipal) {
    const code = kind === 'rcp' ? 'RCP_SYNTAX_ERROR' : 'UNSUPPORTED_PRINCIPAL';
    const refusal = wrongKind('Has prohibited field NotPrincipal');
    issues.add(code, here, member.keySpan, 'This kind of policy has no NotPrincipal.', refusal);
  }
  if (kind === 'rcp' && !(member.value.kind === 'string' && member.value.value === '*')) {
    issues.add('RCP_SYNTAX_ERROR', here, member.value.span, 'The Principal of a resource control policy is "*".');
    return null;
  }
  return readPrincipalValue(member, negated, here, options, issues);
}

const PRINCIPAL_KEYS: ReadonlySet<string> = new Set<PrincipalKey>(['AWS', 'Service', 'Federated', 'CanonicalUser']);

function isPrincipalKey(key: string): key is Exclude<PrincipalKey, 'Any'> {
  return PRINCIPAL_KEYS.has(key);
}

function readPrincipalValue(
  member: JsonMember,
  negated: boolean,
  path: Path,
  options: ParsePolicyOptions,
  issues: IssueList,
): PrincipalElement | null {
  const node = member.value;
  if (node.kind === 'string') {
    const entry: PrincipalEntry = { key: 'Any', value: node.value, span: node.span };
    checkPrincipal(entry, path, options, issues);
    return { negated, entries: [entry], scalarKeys: ['Any'], span: node.span };
  }
  if (node.kind !== 'object') {
    issues.wrongType(node, path, '"*" or an object');
    return null;
  }
  const entries: PrincipalEntry[] = [];
  const scalarKeys: PrincipalKey[] = [];
  for (const { key, keySpan, value } of node.members) {
    const here = [...path, key];
    if (!isPrincipalKey(key)) {
      const message = `"${key}" is not a kind of principal: use AWS, Service, Federated or CanonicalUser.`;
      issues.add('INVALID_PRINCIPAL_FORMAT', here, keySpan, message);
      continue;
    }
    if (value.kind === 'string') scalarKeys.push(key);
    readStrings(value, here, issues)?.forEach((text, i) => {
      const entry = { key, value: text.value, span: text.span };
      checkPrincipal(entry, value.kind === 'string' ? here : [...here, i], options, issues);
      entries.push(entry);
    });
  }
  return { negated, entries, scalarKeys, span: node.span };
}

function readConditions(
  node: JsonNode | undefined,
  path: Path,
  options: ParsePolicyOptions,
  issues: IssueList,
): readonly ConditionClause[] {
  if (node === undefined) return [];
  if (node.kind !== 'object') {
    issues.wrongType(node, path, 'an object');
    return [];
  }
  const clauses: ConditionClause[] = [];
  for (const { key: name, keySpan, value } of node.members) {
    const here = [...path, name];
    const operator = conditionOperator(name);
    if (operator === null) {
      const asksNothing = value.kind === 'object' && value.members.length === 0;
      const choice = asksNothing ? UNKNOWN_OPERATOR_WITHOUT_KEYS : 'refused';
      issues.addOpen(choice, 'INVALID_CONDITION_OPERATOR', here, keySpan, `"${name}" is not a condition operator.`);
    }
    if (value.kind !== 'object') {
      issues.wrongType(value, here, 'an object of condition keys');
      continue;
    }
    for (const member of value.members) {
      const clause = readClause(name, member, [...here, member.key], issues);
      if (options.saving !== undefined && operator?.base.family === 'Date') checkDates(clause, [...here, member.key], issues);
      clauses.push(clause);
    }
  }
  return clauses;
}

function readClause(operator: string, member: JsonMember, path: Path, issues: IssueList): ConditionClause {
  const { key, keySpan, value } = member;
  if (!/^[^:\s]+:./.test(key)) {
    const message = `The condition key "${key}" has no service prefix.`;
    issues.addOpen(CONDITION_KEY_WITHOUT_PREFIX, 'INVALID_CONDITION_KEY_FORMAT', path, keySpan, message, NO_VENDOR);
  }
  const items = value.kind === 'array' ? value.items : [value];
  const values: PolicyEntry[] = [];
  items.forEach((item, i) => {
    const text = scalarText(item);
    if (text !== null) values.push({ value: text, span: item.span });
    else issues.wrongType(item, value.kind === 'array' ? [...path, i] : path, 'a string, a number, a boolean or a list of them');
  });
  return { operator, key, values, scalar: value.kind !== 'array', span: { start: keySpan.start, end: value.span.end } };
}

function checkDates({ operator, values, scalar }: ConditionClause, path: Path, issues: IssueList): void {
  values.forEach(({ value, span }, i) => {
    if (isSavedDate(value)) return;
    const message = `${operator} compares dates; "${value}" is none. Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.`;
    issues.add('INVALID_CONDITION_DATE', scalar ? path : [...path, i], span, message, LEGACY);
  });
}

const MOST_SECONDS = 9_223_372_036_854_775_807n;

/**
 * Tests whether IAM saves a value under a Date operator: W3C's ISO 8601, a number within 64 bits, or a text with a variable. Source: IAM
 * JSON policy elements: Condition operators, "Date condition operators".
 */
export function isSavedDate(text: string): boolean {
  if (text.includes('${') || parseDate(text.toUpperCase()) !== null) return true;
  return /^\d{1,19}$/.test(text) && BigInt(text) <= MOST_SECONDS;
}

function scalarText(node: JsonNode): string | null {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'number') return node.text;
  return node.kind === 'boolean' ? String(node.value) : null;
}
