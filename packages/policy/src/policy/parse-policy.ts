import { parseJson } from '../json/parse-json';
import type { JsonNode, PathSegment } from '../json/types';
import { IssueList } from './issues';
import { KIND_RULES } from './kind-rules';
import { ID_IN_IDENTITY_POLICY } from './open-points';
import { parseStatement } from './parse-statement';
import { INVALID_JSON, OLD_VERSION, REPEATED_SID, SID_FORM, SYNTAX } from './refusals';
import type { ParsePolicyOptions, ParsePolicyResult, Policy, PolicyKind, PolicyVersion, Statement } from './types';

const TOP_LEVEL = new Set(['Version', 'Id', 'Statement']);

/**
 * Parses a policy document of a kind. Returns the policy, or all refused parts in document order: those refused when it is read, or with
 * `options.saving` when it is saved. It never throws. Action names, condition keys and the existence of principals are not checked, because
 * AWS stores unknown ones.
 */
export function parsePolicy(text: string, kind: PolicyKind, options: ParsePolicyOptions = {}): ParsePolicyResult {
  const json = parseJson(text);
  const list = new IssueList();
  if (!json.ok) {
    const refusal = kind === 'trust' ? INVALID_JSON : SYNTAX;
    for (const issue of json.issues) list.add('JSON_SYNTAX_ERROR', [], issue.span, issue.message, refusal);
    return { ok: false, issues: list.issues, tolerated: [] };
  }
  for (const { key, path, span } of json.duplicates) {
    list.add('DUPLICATE_KEY', path, span, `The key "${key}" appears more than once in this object.`);
  }
  const policy = readDocument(json.value, kind, options, list);
  const { issues, tolerated } = list;
  return policy === null || issues.length > 0 ? { ok: false, issues, tolerated } : { ok: true, policy, tolerated };
}

function readDocument(root: JsonNode, kind: PolicyKind, options: ParsePolicyOptions, issues: IssueList): Policy | null {
  if (root.kind !== 'object') {
    issues.wrongType(root, [], 'an object');
    return null;
  }
  const members = new Map(root.members.map((member) => [member.key, member]));
  for (const { key, keySpan } of root.members) {
    if (!TOP_LEVEL.has(key)) issues.add('INVALID_POLICY_ELEMENT', [key], keySpan, `"${key}" is not an element of a policy.`);
  }
  const id = members.get('Id');
  if (id && id.value.kind !== 'string') issues.wrongType(id.value, ['Id'], 'a string');
  else if (id && !KIND_RULES[kind].id) {
    issues.addOpen(ID_IN_IDENTITY_POLICY, 'UNSUPPORTED_ELEMENT', ['Id'], id.keySpan, 'This kind of policy has no Id.');
  }

  const version = readVersion(members.get('Version')?.value, root, kind, options, issues);
  const statement = members.get('Statement')?.value;
  const statements = readStatements(statement, root, kind, options, issues);
  checkSids(statement, kind, issues);
  return {
    kind,
    version: version ?? '2008-10-17',
    versionWritten: version !== null,
    ...(id?.value.kind === 'string' ? { id: id.value.value } : {}),
    statements,
    singleStatement: statement?.kind === 'object',
    span: root.span,
  };
}

function readVersion(
  node: JsonNode | undefined,
  root: JsonNode,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  issues: IssueList,
): PolicyVersion | null {
  const need2012 = options.saving === 'managed' || (kind === 'rcp' && options.author !== 'aws');
  if (node === undefined) {
    if (need2012) issues.add('MISSING_VERSION', [], root.span, 'The policy must say "Version": "2012-10-17".', OLD_VERSION);
    return null;
  }
  if (node.kind !== 'string') {
    issues.wrongType(node, ['Version'], 'a string');
    return null;
  }
  if (node.value === '2012-10-17' || (node.value === '2008-10-17' && !need2012)) return node.value;
  const versions = need2012 ? '2012-10-17' : '2012-10-17 or 2008-10-17';
  const isOld = node.value === '2008-10-17';
  const message = isOld
    ? 'The version "2008-10-17" is too old for such a policy: use 2012-10-17.'
    : `The version "${node.value}" does not exist: use ${versions}.`;
  issues.add('INVALID_VERSION', ['Version'], node.span, message, isOld ? OLD_VERSION : SYNTAX);
  return null;
}

function readStatements(
  node: JsonNode | undefined,
  root: JsonNode,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  issues: IssueList,
): readonly Statement[] {
  if (node === undefined) {
    issues.add('MISSING_STATEMENT', [], root.span, 'The policy has no Statement.');
    return [];
  }
  const path: PathSegment[] = ['Statement'];
  if (node.kind === 'object') {
    const statement = parseStatement(node, 0, path, kind, options, issues);
    return statement === null ? [] : [statement];
  }
  if (node.kind !== 'array') {
    issues.wrongType(node, path, 'an object or a list of objects');
    return [];
  }
  if (node.items.length === 0)
    issues.add('MISSING_STATEMENT', path, node.span, 'The policy has no statement in its Statement list.');
  const statements: Statement[] = [];
  node.items.forEach((item, index) => {
    const statement = parseStatement(item, index, [...path, index], kind, options, issues);
    if (statement !== null) statements.push(statement);
  });
  return statements;
}

/** Reads the Sids from the text, because statements with other faults have Sids too and IAM checks Sids first. */
function checkSids(node: JsonNode | undefined, kind: PolicyKind, issues: IssueList): void {
  if (!KIND_RULES[kind].strictSids || node === undefined) return;
  const seen = new Set<string>();
  const statements = node.kind === 'array' ? node.items : [node];
  for (const [index, statement] of statements.entries()) {
    if (statement.kind !== 'object') continue;
    const value = new Map(statement.members.map((member) => [member.key, member.value])).get('Sid');
    if (value?.kind !== 'string') continue;
    const { span } = statement;
    const sid = value.value;
    const path = node.kind === 'array' ? ['Statement', index, 'Sid'] : ['Statement', 'Sid'];
    if (!/^[0-9A-Za-z]*$/.test(sid)) {
      issues.add('UNSUPPORTED_SID', path, span, `The Sid "${sid}" may hold only letters and digits.`, SID_FORM);
    }
    // AWS: an empty Sid counts as none.
    if (sid !== '' && seen.has(sid)) {
      issues.add('UNIQUE_SIDS_REQUIRED', path, span, `The Sid "${sid}" is used twice.`, REPEATED_SID);
    }
    seen.add(sid);
  }
}
