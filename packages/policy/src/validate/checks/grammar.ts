import { OPERATOR_NAMES } from '../../condition/operators';
import type { Span } from '../../json/types';
import type { PolicyIssue, PolicyIssueCode } from '../../policy/types';
import { at, atKey, type Check, type CheckContext, nodeAt } from '../check';
import { type DraftPolicy, member } from '../draft';
import { addMember, removeMember, replaceString } from '../edits';
import type { Fix, Location } from '../types';

/**
 * The parser's refusals under the catalog's codes. The parser is the only grammar: these rows name its findings with severity and fixes. An
 * issue belongs to the first row that claims it.
 */
type Row = {
  code: string;
  claims: readonly { from: PolicyIssueCode; when?: (issue: PolicyIssue, context: CheckContext) => boolean }[];
  /** Another check reports the same text more exactly, so the row is dropped where one did. */
  general?: true;
  fix?: (issue: PolicyIssue, context: CheckContext) => Fix | undefined;
};

const last = ({ path }: PolicyIssue) => path[path.length - 1];
const under =
  (...names: readonly string[]) =>
  (issue: PolicyIssue) =>
    issue.path.some((step) => names.includes(String(step)));

const PRINCIPAL_KEYS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const isUnknownPrincipalKey = (issue: PolicyIssue) =>
  /^(Not)?Principal$/.test(String(issue.path[issue.path.length - 2])) && !PRINCIPAL_KEYS.includes(String(last(issue)));

const ROWS: readonly Row[] = [
  { code: 'JSON_SYNTAX_ERROR', claims: [{ from: 'JSON_SYNTAX_ERROR' }, { from: 'DUPLICATE_KEY' }] },
  { code: 'DATA_TYPE_MISMATCH', claims: [{ from: 'DATA_TYPE_MISMATCH' }], fix: quoteScalar },
  { code: 'INVALID_POLICY_ELEMENT', claims: [{ from: 'INVALID_POLICY_ELEMENT' }], fix: renameElement },
  { code: 'INVALID_POLICY_ELEMENT', claims: [{ from: 'UNSUPPORTED_ELEMENT' }], fix: removeElement },
  { code: 'INVALID_VERSION', claims: [{ from: 'INVALID_VERSION' }, { from: 'MISSING_VERSION' }], fix: currentVersion },
  { code: 'MISSING_STATEMENT', claims: [{ from: 'MISSING_STATEMENT' }] },
  { code: 'MISSING_EFFECT', claims: [{ from: 'MISSING_EFFECT' }] },
  { code: 'MISSING_ACTION', claims: [{ from: 'MISSING_ACTION' }] },
  { code: 'MISSING_RESOURCE', claims: [{ from: 'MISSING_RESOURCE' }] },
  { code: 'MISSING_PRINCIPAL', claims: [{ from: 'MISSING_PRINCIPAL' }] },
  {
    code: 'SCP_SYNTAX_ERROR_PRINCIPAL',
    claims: [{ from: 'UNSUPPORTED_PRINCIPAL', when: (_, { kind }) => kind === 'scp' }],
    fix: removeElement,
  },
  {
    code: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
    claims: [{ from: 'UNSUPPORTED_PRINCIPAL', when: (_, { kind }) => kind === 'trust' }],
  },
  { code: 'UNSUPPORTED_PRINCIPAL', claims: [{ from: 'UNSUPPORTED_PRINCIPAL' }], fix: removeElement },
  { code: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', claims: [{ from: 'UNSUPPORTED_RESOURCE' }], fix: removeElement },
  { code: 'UNSUPPORTED_ELEMENT_COMBINATION', claims: [{ from: 'UNSUPPORTED_ELEMENT_COMBINATION' }] },
  { code: 'INVALID_EFFECT', claims: [{ from: 'INVALID_EFFECT' }], fix: knownEffect },
  { code: 'UNSUPPORTED_SID', claims: [{ from: 'UNSUPPORTED_SID' }], fix: plainSid },
  { code: 'UNIQUE_SIDS_REQUIRED', claims: [{ from: 'UNIQUE_SIDS_REQUIRED' }], fix: uniqueSid },
  { code: 'INVALID_CONDITION_OPERATOR', claims: [{ from: 'INVALID_CONDITION_OPERATOR' }], general: true, fix: meantOperator },
  { code: 'INVALID_CONDITION_KEY_FORMAT', claims: [{ from: 'INVALID_CONDITION_KEY_FORMAT' }], general: true },
  { code: 'INVALID_ACTION', claims: [{ from: 'INVALID_ACTION_FORMAT' }], general: true },
  { code: 'INVALID_ARN_RESOURCE', claims: [{ from: 'INVALID_RESOURCE_FORMAT' }], general: true },
  {
    code: 'INVALID_PRINCIPAL_KEY',
    claims: [{ from: 'INVALID_PRINCIPAL_FORMAT', when: isUnknownPrincipalKey }],
    fix: renamePrincipalKey,
  },
  { code: 'INVALID_PRINCIPAL_FORMAT', claims: [{ from: 'INVALID_PRINCIPAL_FORMAT' }], general: true },
  { code: 'TYPE_MISMATCH_DATE', claims: [{ from: 'INVALID_CONDITION_DATE' }] },
  { code: 'UNSUPPORTED_ACTION_IN_POLICY', claims: [{ from: 'UNSUPPORTED_ACTION_IN_POLICY' }] },
  { code: 'RCP_SYNTAX_ERROR_ALLOW', claims: [{ from: 'RCP_SYNTAX_ERROR', when: under('Effect') }] },
  { code: 'RCP_SYNTAX_ERROR_NOTACTION', claims: [{ from: 'RCP_SYNTAX_ERROR', when: under('NotAction') }] },
  { code: 'RCP_SYNTAX_ERROR_ACTION', claims: [{ from: 'RCP_SYNTAX_ERROR', when: under('Action') }] },
  { code: 'RCP_SYNTAX_ERROR_PRINCIPAL', claims: [{ from: 'RCP_SYNTAX_ERROR', when: under('Principal', 'NotPrincipal') }] },
];

export const GRAMMAR_CHECKS: readonly Check[] = ROWS.map((row) => ({
  code: row.code,
  findingType: 'ERROR',
  needs: 'grammar',
  ...(row.general ? { general: true } : {}),
  *run(context) {
    for (const issue of context.issues) {
      if (rowOf(issue, context) !== row) continue;
      const fix = row.fix?.(issue, context);
      yield { details: issue.message, locations: [locationOf(issue, context)], ...(fix ? { fix } : {}) };
    }
  },
}));

/** Tests whether a row names this issue. Issues without a row are reported under the parser's own code. */
export function isNamed(issue: PolicyIssue, context: CheckContext): boolean {
  return rowOf(issue, context) !== undefined;
}

function rowOf(issue: PolicyIssue, context: CheckContext): Row | undefined {
  return ROWS.find(({ claims }) =>
    claims.some(({ from, when }) => issue.code === from && (when === undefined || when(issue, context))),
  );
}

const sameSpan = (a: Span, b: Span) => a.start.offset === b.start.offset && a.end.offset === b.end.offset;

function locationOf({ code, path, span }: PolicyIssue, { draft }: CheckContext): Location {
  const value = nodeAt(draft.root, path);
  if (value && (code === 'UNSUPPORTED_SID' || code === 'UNIQUE_SIDS_REQUIRED')) return at({ path, span: value.span });
  return path.length === 0 || (value && sameSpan(value.span, span)) ? at({ path, span }) : atKey(path, span);
}

function quoteScalar(issue: PolicyIssue, { draft, text }: CheckContext): Fix | undefined {
  const node = nodeAt(draft.root, issue.path);
  if (node?.kind !== 'number' && node?.kind !== 'boolean') return undefined;
  return {
    title: 'Write it as a string',
    edits: [replaceString(node.span, text.slice(node.span.start.offset, node.span.end.offset))],
  };
}

const ELEMENTS: Readonly<Record<'policy' | 'statement', readonly string[]>> = {
  policy: ['Version', 'Id', 'Statement'],
  statement: ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
};

/** Returns a fix that renames a misspelt member. Usual mistakes are case and a plural. There is none if the right name is beside it. */
function renameTo(names: Iterable<string>, issue: PolicyIssue, { draft }: CheckContext): Fix | undefined {
  const singular = (name: string) => name.toLowerCase().replace(/s$/, '');
  const written = singular(String(last(issue)));
  const meant = [...names].find((name) => singular(name) === written);
  if (meant === undefined || member(nodeAt(draft.root, issue.path.slice(0, -1)), meant)) return undefined;
  return { title: `Rename to ${meant}`, edits: [replaceString(issue.span, meant)] };
}

function renameElement(issue: PolicyIssue, context: CheckContext): Fix | undefined {
  return renameTo(issue.path.length === 1 ? ELEMENTS.policy : ELEMENTS.statement, issue, context);
}

function renamePrincipalKey(issue: PolicyIssue, context: CheckContext): Fix | undefined {
  return renameTo(PRINCIPAL_KEYS, issue, context);
}

function meantOperator(issue: PolicyIssue, context: CheckContext): Fix | undefined {
  return renameTo(OPERATOR_NAMES, issue, context);
}

function removeElement(issue: PolicyIssue, { draft }: CheckContext): Fix | undefined {
  const name = String(last(issue));
  const parent = nodeAt(draft.root, issue.path.slice(0, -1));
  const edits = parent ? removeMember(parent, name) : [];
  return edits.length === 0 ? undefined : { title: `Remove ${name}`, edits };
}

function currentVersion(issue: PolicyIssue, { draft }: CheckContext): Fix {
  const edits =
    issue.path.length === 0 ? addMember(draft.root, 'Version', '2012-10-17') : [replaceString(issue.span, '2012-10-17')];
  return { title: 'Use version 2012-10-17', edits };
}

function knownEffect(issue: PolicyIssue, { draft }: CheckContext): Fix | undefined {
  const node = nodeAt(draft.root, issue.path);
  const written = node?.kind === 'string' ? node.value.trim().toLowerCase() : '';
  const meant = ['Allow', 'Deny'].find((effect) => effect.toLowerCase() === written);
  return meant === undefined ? undefined : { title: `Write ${meant}`, edits: [replaceString(issue.span, meant)] };
}

function plainSid(issue: PolicyIssue, { draft }: CheckContext): Fix | undefined {
  const node = nodeAt(draft.root, issue.path);
  if (node?.kind !== 'string') return undefined;
  const plain = node.value.replace(/[^0-9A-Za-z]/g, '');
  return { title: 'Keep letters and digits only', edits: [replaceString(node.span, plain)] };
}

function uniqueSid(issue: PolicyIssue, { draft }: CheckContext): Fix | undefined {
  const node = nodeAt(draft.root, issue.path);
  return node?.kind === 'string' ? sidOfItsOwn(draft, { text: node.value, span: node.span }) : undefined;
}

/** Returns a fix with a new Sid, derived from a used one. */
export function sidOfItsOwn(draft: DraftPolicy, { text, span }: { text: string; span: Span }): Fix {
  const used = new Set(draft.statements.map(({ sid }) => sid?.text));
  let number = 2;
  while (used.has(`${text}${number}`)) number++;
  return { title: 'Make the Sid unique', edits: [replaceString(span, `${text}${number}`)] };
}
