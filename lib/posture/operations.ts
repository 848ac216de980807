import { accountCheck as checkOfAccount } from '../account/settings-operations';
import { defineOperation, type Scope } from '../core/operation';
import { offsetOf } from '../core/page-token';
import { encodeToken } from '../core/paginate';
import { consoleOrigin } from '../core/settings';
import { giveWay, sortInTurns } from '../core/work/bulk';
import { findCheck } from './catalogue';
import { type Check, SEVERITIES, type Severity } from './check';
import { OMITTED_CONTROLS, shownControls } from './checks/controls';
import type { Finding } from './findings';
import { countsOf, tallyOf } from './findings/counts';
import { type ExceptionAnswer, exceptionAnswer } from './findings/exception-operations';
import { type ExceptionRow, endOf } from './findings/exceptions';
import { type Exported, FINDINGS_PER_PART, findingsAsff, findingsCsv } from './findings/export';
import { readParameters } from './parameter-rows';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters';
import {
  ExportPostureInput,
  GetPostureInput,
  GetPostureParametersInput,
  ListPostureFindingsInput,
  PutPostureParametersInput,
} from './schema';
import { maySeeOrganization, readChecks, type UnitScore, unitScores, type View, viewOf, worstFirst } from './view';

const DAY_MS = 86_400_000;
/** The period of the score chart, in days. */
const HISTORY_DAYS = 90;
const MOST_POINTS = 400;
const MOST_TOLD = 6;
const MOST_WORST = 5;
const MOST_ACCOUNTS = 20;
const ENDING_SOON_DAYS = 14;
const PAGE = 25;

type CheckState = 'failed' | 'passed' | 'notApplicable' | 'unknown';

/** A check with its result. `Needs` lists the actions the caller lacks, if the result is unknown. */
export type CheckAnswer = {
  CheckId: string;
  Title: string;
  Why: string;
  Severity: Severity;
  /** The scope: each account, or the organization as a whole. */
  Scope: Check['scope'];
  State: CheckState;
  Active: number;
  Applicable: number;
  Controls: readonly string[];
  Needs?: readonly string[];
};

export type ScorePoint = { At: Date; Score: number; CatalogueVersion: number; ParametersHash: string };

export type PostureAnswer = {
  /** The time of the answer. */
  At: Date;
  AccountId: string;
  AccountName: string;
  /** True if the caller may also read the organization's posture. */
  MaySeeOrganization: boolean;
  /** True if the caller may make exceptions for other accounts and OUs of the organization. */
  ManagesOrganization: boolean;
  /** The score; null if nothing can be judged. */
  Score: number | null;
  /** The score without the cap that active findings impose. */
  Uncapped: number | null;
  Active: Record<Severity, number>;
  /** A few of the worst active findings. */
  Worst: FindingAnswer[];
  Exceptions: { Count: number; EndingSoon: number };
  Checks: CheckAnswer[];
  /** The public controls that no check covers completely, with the reason. */
  OmittedControls: readonly { Control: string; Title: string; Reason: string }[];
  /** The scores, oldest first: one a day, and one at each change. */
  History: ScorePoint[];
  /** The findings opened or resolved in the last day, newest first. */
  Today: { FindingId: string; Title: string; Severity: Severity; Change: 'opened' | 'resolved'; At: Date }[];
  /** Set only for an organization. */
  Units?: UnitScore[];
  Accounts?: { AccountId: string; Name: string; Score: number | null; Active: Record<Severity, number> }[];
  AccountCount: number;
};

/** Returns the posture of the caller's account: score, counts, checks and score history. */
export const GetPosture = defineOperation({
  service: 'gatehouse',
  name: 'GetPosture',
  access: 'Read',
  input: GetPostureInput,
  checks: readChecks,
  run: async ({ Reach: reach }, scope): Promise<PostureAnswer> => {
    const view = await viewOf(scope, reach);
    const { score, active } = view.tally;
    return {
      At: scope.now,
      AccountId: scope.accountId,
      AccountName: scope.account.name,
      MaySeeOrganization: await maySeeOrganization(scope),
      ManagesOrganization: scope.account.organization?.managementAccountId === scope.accountId,
      Score: score?.score ?? null,
      Uncapped: score?.uncapped ?? null,
      Active: active,
      Worst: worstOf(view),
      Exceptions: exceptionCounts(view, scope.now),
      Checks: checkAnswers(view),
      OmittedControls: OMITTED_CONTROLS.map(({ control, title, reason }) => ({ Control: control, Title: title, Reason: reason })),
      History: await readHistory(scope, view),
      Today: todayOf(view, scope.now),
      ...(view.organization && { Units: await unitScores(scope, view), Accounts: await accountAnswers(view) }),
      AccountCount: view.accounts.size,
    };
  },
});

function worstOf(view: View): FindingAnswer[] {
  const open = view.findings.filter(({ status }) => status === 'ACTIVE');
  return firstOf(open, MOST_WORST, worstFirst).map((finding) => findingAnswer(finding, view));
}

function exceptionCounts({ findings, exceptions }: View, now: Date): PostureAnswer['Exceptions'] {
  const soon = now.getTime() + ENDING_SOON_DAYS * DAY_MS;
  const used = new Map<string, ExceptionRow>();
  for (const finding of findings) {
    const row = finding.status === 'SUPPRESSED' ? exceptions.of(finding) : null;
    if (row) used.set(row.id, row);
  }
  const rows = [...used.values()];
  return { Count: rows.length, EndingSoon: rows.filter(({ expiresAt }) => expiresAt.getTime() <= soon).length };
}

function checkAnswers({ counts, unknown }: View): CheckAnswer[] {
  const answers = new Map<string, CheckAnswer>();
  for (const { check, subjects, active } of counts) {
    const open = SEVERITIES.reduce((sum, severity) => sum + active[severity], 0);
    answers.set(check.id, {
      ...told(check),
      Scope: check.scope,
      State: subjects === null ? 'notApplicable' : open > 0 ? 'failed' : 'passed',
      Active: open,
      Applicable: subjects ?? 0,
    });
  }
  for (const check of unknown)
    answers.set(check.id, {
      ...told(check),
      Scope: check.scope,
      State: 'unknown',
      Active: 0,
      Applicable: 0,
      Needs: check.needs,
    });
  return [...answers.values()];
}

function told({ id, title, why, severity, controls }: Check) {
  return { CheckId: id, Title: title, Why: why, Severity: severity, Controls: shownControls(controls) };
}

async function readHistory({ db, now }: Scope, { scopeId }: View): Promise<ScorePoint[]> {
  const from = new Date(now.getTime() - HISTORY_DAYS * DAY_MS);
  const rows = await db.postureScore.findMany({
    where: { scopeId, at: { gte: from } },
    orderBy: { at: 'desc' },
    take: MOST_POINTS,
  });
  return rows.reverse().map(({ at, score, catalogueVersion, parametersHash }) => ({
    At: at,
    Score: score,
    CatalogueVersion: catalogueVersion,
    ParametersHash: parametersHash,
  }));
}

function todayOf({ findings }: View, now: Date): PostureAnswer['Today'] {
  const since = now.getTime() - DAY_MS;
  const lately = findings.filter(({ status, resolution, changedAt, firstSeen, reopened, resolvedAt }) => {
    if (status === 'ACTIVE') return (reopened > 0 ? changedAt : firstSeen).getTime() >= since;
    return resolvedAt !== null && resolvedAt.getTime() >= since && resolution !== 'window';
  });
  const beganAt = ({ reopened, changedAt, firstSeen }: Finding) => (reopened > 0 ? changedAt : firstSeen);
  const at = (finding: Finding) => finding.resolvedAt ?? beganAt(finding);
  return firstOf(lately, MOST_TOLD, (a, b) => at(b).getTime() - at(a).getTime()).map((finding) => ({
    FindingId: finding.id,
    Title: finding.title,
    Severity: finding.severity,
    Change: finding.status === 'ACTIVE' ? 'opened' : 'resolved',
    At: at(finding),
  }));
}

/** Returns the first items of the sorted order without sorting all of them. */
function firstOf<Item>(items: readonly Item[], count: number, compare: (a: Item, b: Item) => number): Item[] {
  const first: Item[] = [];
  for (const item of items) {
    const last = first[count - 1];
    if (last !== undefined && compare(last, item) <= 0) continue;
    const behind = first.findIndex((other) => compare(item, other) < 0);
    first.splice(behind < 0 ? first.length : behind, 0, item);
    first.length = Math.min(first.length, count);
  }
  return first;
}

async function accountAnswers({ accounts, exceptions, isKnown, unknown }: View): Promise<NonNullable<PostureAnswer['Accounts']>> {
  const answers: NonNullable<PostureAnswer['Accounts']> = [];
  for (const judged of accounts.values()) {
    const counts = countsOf(judged, exceptions);
    const { score, active } = tallyOf(unknown.length === 0 ? counts : counts.filter(({ check }) => isKnown(check)));
    answers.push({ AccountId: judged.accountId, Name: judged.name, Score: score?.score ?? null, Active: active });
    await giveWay();
  }
  return answers
    .sort((a, b) => (a.Score ?? 101) - (b.Score ?? 101) || (a.AccountId < b.AccountId ? -1 : 1))
    .slice(0, MOST_ACCOUNTS);
}

/** Returns when a finding was last seen: now, unless it is resolved. */
function lastSeenOf({ status, lastSeen }: Finding, { now }: View): Date {
  return status === 'RESOLVED' ? lastSeen : now;
}

/** A finding as readers see it. */
export type FindingAnswer = {
  FindingId: string;
  Check: ReturnType<typeof told>;
  AccountId: string;
  AccountName: string;
  OrganizationId?: string;
  Severity: Severity;
  Title: string;
  Subject: Finding['subject'];
  Evidence: Finding['evidence'];
  Fix: Finding['fix'];
  Status: Finding['status'];
  FirstSeen: Date;
  LastSeen: Date;
  ChangedAt: Date;
  ResolvedAt?: Date;
  Resolution?: NonNullable<Finding['resolution']>;
  Reopened: number;
  Exception?: ExceptionAnswer;
};

/** Lists findings, worst first, page by page. */
export const ListPostureFindings = defineOperation({
  service: 'gatehouse',
  name: 'ListPostureFindings',
  access: 'List',
  input: ListPostureFindingsInput,
  checks: readChecks,
  run: async (input, scope) => {
    const list = `ListPostureFindings:${scope.accountId}`;
    const at = offsetOf(list, input.NextToken);
    const view = await viewOf(scope, input.Reach);
    const sought: Finding[] = [];
    for (const finding of view.findings) {
      const turn = giveWay();
      if (turn) await turn;
      if (isSought(finding, input, view)) sought.push(finding);
    }
    const answers = await sortInTurns(sought, worstFirst);
    const take = input.MaxResults ?? PAGE;
    const next = at + take;
    return {
      Findings: answers.slice(at, next).map((finding) => findingAnswer(finding, view)),
      Count: answers.length,
      NextToken: next < answers.length ? encodeToken(list, String(next)) : undefined,
    };
  },
});

type Sought = {
  Status?: string | undefined;
  Severity?: string | undefined;
  CheckId?: string | undefined;
  Filter?: string | undefined;
};

/** Returns whether a finding matches the request: its own text contains the filter, or its check is about it. */
function isSought(finding: Finding, { Status, Severity: severity, CheckId, Filter }: Sought, view: View): boolean {
  if (Status !== undefined && finding.status !== Status) return false;
  if (severity !== undefined && finding.severity !== severity) return false;
  if (CheckId !== undefined && finding.checkId !== CheckId) return false;
  if (!Filter) return true;
  const { title, checkId, subject, accountId } = finding;
  const { name: account = '' } = view.accounts.get(accountId) ?? {};
  const phrase = Filter.trim().toLowerCase();
  return (
    [title, checkId, subject.arn, accountId, account].some((text) => text.toLowerCase().includes(phrase)) ||
    isCheckAbout(checkId, phrase)
  );
}

/** Returns whether every word of a phrase begins a word of the check's title, reason, controls or search terms. */
function isCheckAbout(checkId: string, phrase: string): boolean {
  const check = findCheck(checkId);
  const words = phrase.split(/\s+/);
  if (!check || words.some((word) => word.length < 2)) return false;
  const { title, why, controls, words: others = '' } = check;
  const known = [title, why, others, ...controls]
    .join(' ')
    .toLowerCase()
    .split(/[^\w.]+/);
  return words.every((word) => known.some((one) => one.startsWith(word)));
}

/** Returns a finding with its check, account name and exception. */
function findingAnswer(finding: Finding, view: View): FindingAnswer {
  const { accounts, organization, exceptions } = view;
  const check = findCheck(finding.checkId);
  const exception = finding.status === 'SUPPRESSED' ? exceptions.of(finding) : null;
  return {
    FindingId: finding.id,
    Check: check
      ? told(check)
      : { CheckId: finding.checkId, Title: finding.title, Why: '', Severity: finding.severity, Controls: [] },
    AccountId: finding.accountId,
    AccountName: accounts.get(finding.accountId)?.name ?? organization?.name ?? finding.accountId,
    OrganizationId: finding.organizationId ?? undefined,
    Severity: finding.severity,
    Title: finding.title,
    Subject: finding.subject,
    Evidence: finding.evidence,
    Fix: finding.fix,
    Status: finding.status,
    FirstSeen: finding.firstSeen,
    LastSeen: lastSeenOf(finding, view),
    ChangedAt: finding.changedAt,
    ResolvedAt: finding.resolvedAt ?? undefined,
    Resolution: finding.resolution ?? undefined,
    Reopened: finding.reopened,
    Exception: exception
      ? { ...exceptionAnswer(exception, view.readerId), ExpiresAt: endOf(exception, finding.severity) }
      : undefined,
  };
}

/** Returns the parameters of the caller's checks and their defaults. */
export const GetPostureParameters = defineOperation({
  service: 'gatehouse',
  name: 'GetPostureParameters',
  access: 'Read',
  input: GetPostureParametersInput,
  checks: () => readChecks({ Reach: 'account' }),
  run: async (_input, { db, accountId }): Promise<{ Parameters: Parameters; Defaults: Parameters }> => {
    const parametersOf = await readParameters(db, [accountId]);
    return { Parameters: parametersOf(accountId), Defaults: DEFAULT_PARAMETERS };
  },
});

/** Sets the parameters of the caller's checks. Omitted ones return to their defaults. */
export const PutPostureParameters = defineOperation({
  service: 'gatehouse',
  name: 'PutPostureParameters',
  access: 'Write',
  input: PutPostureParametersInput,
  checks: (_input, scope) => [checkOfAccount('gatehouse:PutPostureParameters', scope)],
  run: async ({ Parameters: given }, { db, accountId, now }) => {
    const parameters = JSON.stringify(given);
    await db.postureParameters.upsert({
      where: { accountId },
      create: { accountId, parameters, updatedAt: now },
      update: { parameters, updatedAt: now },
    });
    return {};
  },
});

/** Exports all findings as CSV, or one part of them in the AWS Security Finding Format. */
export const ExportPosture = defineOperation({
  service: 'gatehouse',
  name: 'ExportPosture',
  access: 'Read',
  input: ExportPostureInput,
  checks: readChecks,
  run: async ({ Reach: reach, Format, Part }, scope): Promise<{ Content: string; Parts: number }> => {
    const view = await viewOf(scope, reach);
    const exported: Exported = {
      readerId: view.readerId,
      findings: (await sortInTurns(view.findings, worstFirst)).map((finding) => ({
        ...finding,
        lastSeen: lastSeenOf(finding, view),
      })),
      reach,
      consoleUrl: consoleOrigin(),
      nameOf: (accountId) => view.accounts.get(accountId)?.name ?? view.organization?.name ?? accountId,
      exceptionOf: (finding) => view.exceptions.of(finding),
    };
    if (Format === 'csv') return { Content: findingsCsv(exported), Parts: 1 };
    return {
      Content: JSON.stringify(findingsAsff(exported, Part), null, 2),
      Parts: Math.max(1, Math.ceil(view.findings.length / FINDINGS_PER_PART)),
    };
  },
});
