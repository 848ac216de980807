import { callerMay } from '../core/authorization/authorize';
import { loadGuardrails, pathOf } from '../core/authorization/guardrails';
import { AwsError } from '../core/errors';
import type { Check as Asked, Scope } from '../core/operation';
import { giveWay } from '../core/work/bulk';
import type { Check, Severity } from './check';
import type { Finding } from './findings';
import { type Counts, countsOf, Sums, sumOf, type Tally, tallyOf } from './findings/counts';
import type { Exceptions } from './findings/exceptions';
import { membersOf, readPlaces } from './findings/keep';
import { exceptionsFor, readFindings, standing, standings } from './findings/standing';
import { type Judged, judge } from './judge';
import { type JudgedOrganization, judgeOrganization } from './judge-organization';

export type Reach = 'account' | 'organization';

/** Returns the permissions that reading the posture needs. Each check also needs those that read its facts. */
export function readChecks({ Reach: reach }: { Reach: Reach }): Asked[] {
  const summary = { action: 'iam:GetAccountSummary', resource: '*' };
  return reach === 'organization' ? [summary, { action: 'organizations:ListAccounts', resource: '*' }] : [summary];
}

/** Services whose delegated administrators may see the organization, as in AWS. */
const DELEGATES = ['access-analyzer.amazonaws.com', 'securityhub.amazonaws.com'];

/** The posture as a reader sees it, without checks whose facts it may not read. */
export type View = {
  /** The id whose scores are shown. */
  scopeId: string;
  /** The caller's account. */
  readerId: string;
  now: Date;
  /** The findings, unordered. */
  findings: readonly Finding[];
  /** One entry for each check that the reader may see, summed over all accounts. */
  counts: readonly Counts[];
  isKnown: (check: Check) => boolean;
  unknown: readonly Check[];
  exceptions: Exceptions;
  tally: Tally;
  accounts: ReadonlyMap<string, Judged>;
  organization: JudgedOrganization | null;
  parameters: Judged['parameters'];
};

/**
 * Returns the current posture of the caller's account or organization. It only reads; the background job stores the result.
 * @throws AwsError AccessDenied for an organization that the caller may not see
 */
export async function viewOf(scope: Scope, reach: Reach): Promise<View> {
  const { db, now, account } = scope;
  const organization = reach === 'organization' ? await requireOrganization(scope) : null;
  const ids = organization ? membersOf(organization) : [account.id];
  const accounts = await judge(db, ids, now);
  const judged = [...accounts.values()];
  const exceptions = await exceptionsFor(db, organization ? await readPlaces(db, judged) : [account], now);
  const { known, unknown } = await sortChecks(scope, [...judged.slice(0, 1), ...(organization ? [organization] : [])]);
  const findings: Finding[] = [];
  for (const own of (await standings(db, judged, exceptions, now)).values()) {
    for (const finding of own) if (known.has(finding.checkId)) findings.push(finding);
    await giveWay();
  }
  if (organization) {
    const before = (await readFindings(db, [organization.accountId], 'organization')).filter(
      (finding) => finding.organizationId === organization.organizationId,
    );
    findings.push(...standing(before, organization, exceptions, now).filter(({ checkId }) => known.has(checkId)));
  }
  const isKnown = ({ id }: Check) => known.has(id);
  const counts = (await sumOf([...judged, ...(organization ? [organization] : [])], exceptions)).counts(isKnown);
  return {
    scopeId: organization?.organizationId ?? account.id,
    readerId: account.id,
    now,
    findings,
    counts,
    isKnown,
    unknown,
    exceptions,
    tally: tallyOf(counts),
    accounts,
    organization,
    parameters: (organization ?? accounts.get(account.id))?.parameters as Judged['parameters'],
  };
}

const RANKS: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Orders findings worst first, then newest first. */
export function worstFirst(a: Finding, b: Finding): number {
  return RANKS[a.severity] - RANKS[b.severity] || b.changedAt.getTime() - a.changedAt.getTime() || (a.id < b.id ? -1 : 1);
}

async function requireOrganization({ db, account, now }: Scope): Promise<JudgedOrganization> {
  const { organization } = account;
  const refused = new AwsError(
    'AccessDenied',
    'Only the management account of an organization and its delegated security administrators can view its posture.',
  );
  if (!organization || !(await maySeeOrganization({ db, account }))) throw refused;
  const judged = await judgeOrganization(db, organization.id, now);
  if (!judged) throw refused;
  return judged;
}

/** Returns whether the account manages its organization or is a delegated security administrator. */
export async function maySeeOrganization({ db, account }: Pick<Scope, 'db' | 'account'>): Promise<boolean> {
  const { organization } = account;
  if (!organization) return false;
  if (organization.managementAccountId === account.id) return true;
  const where = { organizationId: organization.id, accountId: account.id, servicePrincipal: { in: DELEGATES } };
  return (await db.delegatedAdministrator.count({ where })) > 0;
}

/**
 * Sorts the checks into those whose facts the caller may read and the others.
 * @param judged any judged account, as all are examined by the same checks
 */
async function sortChecks(scope: Scope, judged: readonly Pick<Judged, 'verdicts'>[]) {
  const may = await callerMay(scope);
  const answers = new Map<string, boolean>();
  const checks = new Map(judged.flatMap(({ verdicts }) => verdicts.map(({ check }) => [check.id, check] as const)));
  const known = new Set<string>();
  const unknown: Check[] = [];
  for (const check of checks.values()) {
    let all = true;
    for (const action of check.needs) {
      const answer = answers.get(action) ?? (await may({ action, resource: '*' }));
      answers.set(action, answer);
      all &&= answer;
    }
    if (all) known.add(check.id);
    else unknown.push(check);
  }
  return { known, unknown };
}

export type UnitScore = { id: string; name: string; parentId: string | null; accounts: number; score: number | null };

/** Returns the score of each OU and root, over all accounts below it. */
export async function unitScores(scope: Scope, { accounts, organization, exceptions, isKnown }: View): Promise<UnitScore[]> {
  const { organization: own } = scope.account;
  if (!organization || !own) return [];
  const tree = await loadGuardrails(scope.db, own);
  const below = new Map<string, { accounts: number; sums: Sums }>();
  for (const { id, parentId } of organization.accounts) {
    const judged = accounts.get(id);
    if (!judged) continue;
    for (const target of pathOf(tree, parentId ?? tree.rootId)) {
      const unit = below.get(target) ?? { accounts: 0, sums: new Sums() };
      below.set(target, unit);
      unit.accounts += 1;
      unit.sums.add(countsOf(judged, exceptions));
    }
    await giveWay();
  }
  return [...tree.units.values()].map((unit) => {
    const own = below.get(unit.id);
    const score = own ? tallyOf(own.sums.counts(isKnown)).score : null;
    return { ...unit, accounts: own?.accounts ?? 0, score: score?.score ?? null };
  });
}
