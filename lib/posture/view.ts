import { callerMay } from '../core/authorize';
import { giveWay } from '../core/bulk';
import { AwsError } from '../core/errors';
import { loadGuardrails, pathOf } from '../core/guardrails';
import type { Check as Asked, Scope } from '../core/operation';
import { type Check, SEVERITIES } from './check';
import type { Exceptions } from './exceptions';
import type { Finding } from './findings';
import { type Judged, judge, type Verdict } from './judge';
import { type JudgedOrganization, judgeOrganization } from './judge-organization';
import { membersOf, readPlaces } from './keep';
import { exceptionsFor, readFindings, standing, type Tally, tally } from './standing';

export type Reach = 'account' | 'organization';

/** What a reader of the posture must be allowed to; each check asks besides for what reading its facts needs. */
export function readChecks({ Reach: reach }: { Reach: Reach }): Asked[] {
  const summary = { action: 'iam:GetAccountSummary', resource: '*' };
  return reach === 'organization' ? [summary, { action: 'organizations:ListAccounts', resource: '*' }] : [summary];
}

/** Accounts that may see the organization besides the one that manages it: AWS lets these services be administered from another account. */
const DELEGATES = ['access-analyzer.amazonaws.com', 'securityhub.amazonaws.com'];

/** How things stand for a reader: without the checks whose facts it may not read. */
export type View = {
  /** Whose scores are told. */
  scopeId: string;
  findings: Finding[];
  verdicts: readonly Verdict[];
  unknown: readonly Check[];
  exceptions: Exceptions;
  tally: Tally;
  accounts: ReadonlyMap<string, Judged>;
  organization: JudgedOrganization | null;
  parameters: Judged['parameters'];
};

/**
 * How the caller's account, or its organization, stands now. Reads only: what it finds is written down afterwards by whoever keeps it.
 * @throws AwsError AccessDenied for an organization that is not the caller's to see
 */
export async function viewOf(scope: Scope, reach: Reach): Promise<View> {
  const { db, now, account } = scope;
  const organization = reach === 'organization' ? await requireOrganization(scope) : null;
  const ids = organization ? membersOf(organization) : [account.id];
  const accounts = await judge(db, ids, now);
  const judged = [...accounts.values()];
  const exceptions = await exceptionsFor(db, organization ? await readPlaces(db, judged) : [account], now);
  const { known, unknown } = await sortChecks(scope, [...judged, ...(organization ? [organization] : [])]);
  const visible = <J extends Pick<Judged, 'verdicts'>>(one: J): J => ({
    ...one,
    verdicts: one.verdicts.filter(({ check }) => known.has(check.id)),
  });
  const seen = (finding: Finding) => known.has(finding.checkId);

  const stored = new Map<string, Finding[]>();
  for (const finding of await readFindings(db, ids, 'account')) {
    const own = stored.get(finding.accountId);
    if (own) own.push(finding);
    else stored.set(finding.accountId, [finding]);
  }
  const findings: Finding[] = [];
  const verdicts: Verdict[] = [];
  for (const one of judged) {
    const shown = visible(one);
    verdicts.push(...shown.verdicts);
    findings.push(...standing((stored.get(one.accountId) ?? []).filter(seen), shown, exceptions, now));
    await giveWay();
  }
  if (organization) {
    const shown = visible(organization);
    const before = (await readFindings(db, [organization.accountId], 'organization')).filter(
      (finding) => finding.organizationId === organization.organizationId && seen(finding),
    );
    verdicts.push(...shown.verdicts);
    findings.push(...standing(before, shown, exceptions, now));
  }
  return {
    scopeId: organization?.organizationId ?? account.id,
    findings: findings.sort(worstFirst),
    verdicts,
    unknown,
    exceptions,
    tally: tally(verdicts, exceptions),
    accounts,
    organization,
    parameters: (organization ?? accounts.get(account.id))?.parameters as Judged['parameters'],
  };
}

/** The worst first, and of these the newest. */
function worstFirst(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.changedAt.getTime() - a.changedAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

async function requireOrganization({ db, account, now }: Scope): Promise<JudgedOrganization> {
  const { organization } = account;
  const refused = new AwsError(
    'AccessDenied',
    'Only the management account of an organization, and a delegated administrator of its security, see how it stands.',
  );
  if (!organization || !(await maySeeOrganization({ db, account }))) throw refused;
  const judged = await judgeOrganization(db, organization.id, now);
  if (!judged) throw refused;
  return judged;
}

/** Whether the account manages its organization, or administers its security for it. */
export async function maySeeOrganization({ db, account }: Pick<Scope, 'db' | 'account'>): Promise<boolean> {
  const { organization } = account;
  if (!organization) return false;
  if (organization.managementAccountId === account.id) return true;
  const where = { organizationId: organization.id, accountId: account.id, servicePrincipal: { in: DELEGATES } };
  return (await db.delegatedAdministrator.count({ where })) > 0;
}

/** Which checks the caller may know the answers of: those whose facts it could read itself. */
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

/** The score of each part of an organization's tree, of the accounts below it together. */
export async function unitScores(scope: Scope, { accounts, organization, exceptions }: View): Promise<UnitScore[]> {
  const { organization: own } = scope.account;
  if (!organization || !own) return [];
  const tree = await loadGuardrails(scope.db, own);
  const below = new Map<string, Judged[]>();
  for (const { id, parentId } of organization.accounts) {
    const judged = accounts.get(id);
    if (!judged) continue;
    for (const target of pathOf(tree, parentId ?? tree.rootId)) below.set(target, [...(below.get(target) ?? []), judged]);
  }
  const units: UnitScore[] = [];
  for (const unit of tree.units.values()) {
    const members = below.get(unit.id) ?? [];
    const { score } = tally(
      members.flatMap(({ verdicts }) => verdicts),
      exceptions,
    );
    units.push({ ...unit, accounts: members.length, score: score?.score ?? null });
    await giveWay();
  }
  return units;
}
