import {
  allowsEverything,
  checkNoNewAccessSteps,
  contextOfFacts,
  effectivePermissions,
  isEveryResource,
  testAllKnown,
} from '@gatehouse/policy/analyze';
import { accountOfArn } from '@gatehouse/policy/arn';
import type { CompiledPolicy, PolicyRef, Principal } from '@gatehouse/policy/evaluate';
import { actionIndex } from '../../access/model/action-index';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import { BoundedMap } from '../../core/cache/bounded-map';
import { takeInTurns } from '../../core/work/bulk';
import type { PolicyFacts } from '../facts';
import type { IdentityJudgement, NamedStatement, SecurityWarning, WiderVersion } from '../judgements';
import { nameStatement } from '../statement-name';
import { CHECK_EFFORT } from './check-effort';
import { namesNeutral, withoutOwnAccount } from './neutral-text';
import { securityWarnings } from './security-warnings';

type CompiledStatement = CompiledPolicy['statements'][number];

const REF: PolicyRef = { id: 'judged', type: 'identity', name: 'judged', origin: { kind: 'inline' } };

const ACCOUNT = '000000000000';
/** A principal that has only the policy under judgment. */
const HOLDER: Principal = {
  type: 'User',
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/holder`,
  userId: 'AIDAHOLDER',
  userName: 'holder',
};

const SELF_GRANTS = [
  'iam:AttachUserPolicy',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
];
const MFA_DENY = 'GATEHOUSE_MFA_DENY_WITHOUT_IF_EXISTS';
const MFA_KEY = 'aws:multifactorauthpresent';

// Many accounts have the same policies from the same templates.
const judged = new BoundedMap<string, IdentityJudgement>(5_000);

/**
 * Judges the text of an identity policy once for all its holders, and once for all accounts whose text differs only in the
 * account number. Returns null if it can't be read.
 */
export async function judgeIdentity(text: string, accountId: string): Promise<IdentityJudgement | null> {
  const [neutral = null] = withoutOwnAccount(accountId, [text]) ?? [];
  const judgement = neutral === null ? null : await judgeText(neutral);
  if (neutral === null || judgement === null || namesNeutral(judgement)) return judgeText(text);
  const own = tryPrepare(REF, text);
  return own.ok ? withOwnStatements(judgement, statementsOf(neutral), own.prepared.policy.statements.map(nameStatement)) : null;
}

function statementsOf(text: string): NamedStatement[] {
  const read = tryPrepare(REF, text);
  return read.ok ? read.prepared.policy.statements.map(nameStatement) : [];
}

/** Returns the judgment with the statement names and hashes of another account's text. */
function withOwnStatements(
  judgement: IdentityJudgement,
  neutral: readonly NamedStatement[],
  own: readonly NamedStatement[],
): IdentityJudgement {
  const ownOf = (statement: NamedStatement): NamedStatement =>
    own[neutral.findIndex(({ name, hash }) => name === statement.name && hash === statement.hash)] ?? statement;
  const each = <T extends { statement: NamedStatement }>(those: readonly T[]): T[] =>
    those.map((one) => ({ ...one, statement: ownOf(one.statement) }));
  return {
    ...judgement,
    everything: judgement.everything.map(ownOf),
    allBut: judgement.allBut.map(ownOf),
    passAnyRole: judgement.passAnyRole.map(ownOf),
    mfaHoles: judgement.mfaHoles.map(ownOf),
    holes: each(judgement.holes),
    warnings: each(judgement.warnings),
  };
}

async function judgeText(text: string): Promise<IdentityJudgement | null> {
  const known = judged.get(text);
  if (known) return known;
  const read = tryPrepare(REF, text);
  if (!read.ok) return null;
  const { policy, compiled } = read.prepared;
  const index = await actionIndex();
  const permissions = effectivePermissions(HOLDER, { identity: [read.prepared] }, index);
  const { allowed, limited } = permissions.counts();
  const passRole = permissions.outcome('iam:PassRole');
  const warnings = securityWarnings(text, policy);
  const allows = compiled.statements.filter(({ deny }) => !deny);
  const named = (statements: readonly CompiledStatement[]) => statements.map(({ source }) => nameStatement(source));
  const warned = (isMeant: (code: string) => boolean) => [
    ...new Map(warnings.filter(({ code }) => isMeant(code)).map(({ statement }) => [statement.hash, statement])).values(),
  ];
  const lenient = allows.flatMap(lenientConditions);
  const judgement: IdentityJudgement = {
    everything: named(allows.filter((statement) => allowsEverything(statement) && statement.conditions.length === 0)),
    selfGrants: SELF_GRANTS.filter((action) => permissions.outcome(action) === 'allowed'),
    share: allowed / index.actions.length,
    allowed: allowed + limited,
    allBut: named(allows.filter((statement) => statement.actions.negated && isOnEverything(statement))),
    services: [...new Set(allows.filter(isOnEverything).flatMap(wholeServices))].sort(),
    grantsPassRole: passRole === 'allowed' || passRole === 'limited',
    passAnyRole: warned(isPassRole),
    hasLenientConditions: lenient.length > 0,
    holes: lenient.filter(({ isHole }) => isHole).map(({ isHole: _, ...hole }) => hole),
    deniesWithoutMfa: compiled.statements.some(({ deny, conditions }) => deny && conditions.some(({ key }) => key === MFA_KEY)),
    mfaHoles: warned((code) => code === MFA_DENY),
    warnings: warnings.filter(isNamedNowhereElse),
  };
  judged.set(text, judgement);
  return judgement;
}

const isPassRole = (code: string) => code.startsWith('PASS_ROLE_');

function isNamedNowhereElse({ code }: SecurityWarning): boolean {
  return !isPassRole(code) && code !== MFA_DENY && code !== 'FORALLVALUES_WITH_SINGLE_VALUED_KEY';
}

function isOnEverything({ resources }: CompiledStatement): boolean {
  return resources !== null && isEveryResource(resources);
}

function wholeServices({ source: { action } }: CompiledStatement): string[] {
  if (action.negated) return [];
  return action.entries.flatMap(({ value }) => /^([a-z0-9-]+):\*$/i.exec(value)?.[1]?.toLowerCase() ?? []);
}

/** Keys that every request of a principal carries, or that belong to the resource. Callers can't omit them. */
const NOT_OMITTED = new Set(
  [
    'aws:CurrentTime',
    'aws:EpochTime',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalIsAWSService',
    'aws:PrincipalType',
    'aws:RequestedRegion',
    'aws:ResourceAccount',
    'aws:ResourceOrgID',
    'aws:ResourceOrgPaths',
    'aws:SecureTransport',
    'aws:userid',
    'aws:ViaAWSService',
  ].map((key) => key.toLowerCase()),
);
/** Service keys that callers choose to send. Other keys describe the call, and unrelated requests rightly lack them. */
const CHOSEN = new Set([
  'sts:externalid',
  'sts:sourceidentity',
  'sts:rolesessionname',
  'iam:permissionsboundary',
  'iam:passedtoservice',
]);

function mayBeOmitted(key: string): boolean {
  if (CHOSEN.has(key)) return true;
  return key.startsWith('aws:') && !key.startsWith('aws:resourcetag/') && !NOT_OMITTED.has(key);
}

/**
 * Returns the conditions of an Allow that hold without their key, and whether omitting the key bypasses everything the statement
 * says about it.
 */
function lenientConditions({ source, conditions }: CompiledStatement) {
  return conditions.flatMap(({ operator, key, clause }) => {
    if (operator?.qualifier !== 'ForAllValues' && !operator?.ifExists) return [];
    const meant = operator.qualifier === 'ForAllValues' || mayBeOmitted(key);
    const aboutKey = conditions.filter((other) => other.key === key);
    const isHole = meant && testAllKnown(aboutKey, contextOfFacts({ absentKeys: [key] })) !== 'no';
    return [{ statement: nameStatement(source), operator: clause.operator, key: clause.key, isHole }];
  });
}

// The comparison of two versions, by the default version's text and then the other's: the statements of the other that allow
// more. Null if it allows no more, or if that is unknown.
const compared = new BoundedMap<string, BoundedMap<string, readonly number[] | null>>(2_000);
/** The cached comparisons per default text: all versions of a policy, with room for several policies with the same text. */
const OTHERS = 50;

/** Returns the versions of a managed policy that allow what its default version does not. */
export async function judgeVersions({ arn, document, versions, defaultVersionId }: PolicyFacts): Promise<WiderVersion[]> {
  const wider: WiderVersion[] = [];
  for (const version of versions) {
    if (version.versionId === defaultVersionId || version.document === document) continue;
    const texts = [document, version.document];
    const [now = '', other = ''] = withoutOwnAccount(accountOfArn(arn) ?? '', texts) ?? texts;
    const known = compared.get(now) ?? new BoundedMap<string, readonly number[] | null>(OTHERS);
    compared.set(now, known);
    const before = known.get(other);
    const added = before === undefined ? await addingStatements(now, other) : before;
    known.set(other, added);
    if (added) wider.push({ versionId: version.versionId, actions: actionsOf(version.document, added) });
  }
  return wider;
}

async function addingStatements(now: string, other: string): Promise<readonly number[] | null> {
  const [current, old] = [tryPrepare(REF, now), tryPrepare(REF, other)];
  if (!current.ok || !old.ok) return null;
  const { policy } = old.prepared;
  const check = await takeInTurns(checkNoNewAccessSteps(current.prepared.policy, policy, { effort: CHECK_EFFORT }));
  return check.result === 'FAIL' ? [...new Set(check.findings.map(({ statementIndex }) => statementIndex))] : null;
}

/** Returns the actions that some statements of a policy name. */
function actionsOf(text: string, statements: readonly number[]): string[] {
  const read = tryPrepare(REF, text);
  if (!read.ok) return [];
  const actions = statements.flatMap((index) => {
    const action = read.prepared.policy.statements[index]?.action;
    return action?.entries.map(({ value }) => (action.negated ? `all but ${value}` : value)) ?? [];
  });
  return [...new Set(actions)];
}
