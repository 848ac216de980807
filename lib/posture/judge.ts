import { BoundedMap } from '../core/cache/bounded-map';
import { giveWay } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { type AnalyzedAccess, type AnalyzedFor, analyze } from './analyzers/analyzed-access';
import { analyzersOver } from './analyzers/analyzers-over';
import { ACCOUNT_CHECKS, CATALOGUE_VERSION } from './catalogue';
import type { Check, Failing } from './check';
import { examineAll, type Result } from './checks/examine';
import { Clock } from './clock';
import type { ExaminedAccount } from './facts';
import { historyOf, type KnownHistory } from './facts/history';
import { lastUsesOf } from './facts/last-uses';
import { type AccountToExamine, findAccountsToExamine, readFacts } from './facts/read-facts';
import { type Identified, identified } from './findings';
import { readParameters } from './parameter-rows';
import { type Parameters, parametersHash } from './parameters';
import { perDatabase } from './per-database';

/** A check with its findings. `applicable` is null if it is not applicable. */
export type Verdict = { check: Check; applicable: number | null; found: readonly Identified[] };

/** The judgment of an account. */
export type Judged = {
  accountId: string;
  name: string;
  verdicts: readonly Verdict[];
  /** The ids of existing subjects. A finding whose subject is missing was resolved by deletion. */
  subjects: ReadonlySet<string>;
  parameters: Parameters;
  /** The access that its own analyzers and those of its organization report. */
  analyzed: AnalyzedAccess;
};

type Kept = { stamp: string; until: number | null; judged: Judged };

/** The cached judgments, and the accounts being judged at the moment, by stamp. */
const benchOf = perDatabase('accounts', () => ({
  kept: new BoundedMap<string, Kept>(10_000),
  inHand: new Map<string, Promise<unknown>>(),
}));
/** The number of accounts read at once. This bounds memory. */
const AT_ONCE = 200;

/**
 * Judges accounts by the checks. A judgment is cached until something happens in the account or its organization, or an age
 * passes a limit. INVARIANT (revision): facts change with the revision of the account or its organization, with an event that the
 * history records, or with a use of a key, role or session.
 * @param db the reading connection; it identifies the cache
 */
export async function judge(db: Transaction, accountIds: readonly string[], now: Date): Promise<Map<string, Judged>> {
  const accounts = (await findAccountsToExamine(db, accountIds)).filter(({ facts }) => facts.state === 'ACTIVE');
  const history = await historyOf(db, now);
  const uses = await lastUsesOf(db, now);
  const parameters = await readParameters(
    db,
    accounts.map(({ row }) => row.id),
  );
  const { kept, inHand } = benchOf(db);
  const answers = new Map<string, Judged>();
  let due: Due[] = [];
  for (const account of accounts) {
    const { facts } = account;
    await giveWay();
    const stamp = JSON.stringify([
      account.row.createdAt,
      facts.revision,
      facts.organization?.id,
      facts.organization?.revision,
      facts.parentId,
      history.versionOf(facts.id),
      uses.versionOf(facts.id),
      parametersHash(parameters(facts.id)),
      CATALOGUE_VERSION,
    ]);
    due.push({ account, stamp, key: `${facts.id} ${stamp}`, parameters: parameters(facts.id) });
  }
  const isDue = ({ account: { facts }, stamp }: Due) => {
    const known = answers.has(facts.id) ? undefined : kept.get(facts.id);
    if (known?.stamp === stamp && (known.until === null || known.until > now.getTime())) answers.set(facts.id, known.judged);
    return !answers.has(facts.id);
  };
  for (due = due.filter(isDue); due.length > 0; due = due.filter(isDue)) {
    const some = due.filter(({ key }) => !inHand.has(key)).slice(0, AT_ONCE);
    const [first] = due;
    if (first && some.length === 0) {
      // Another call is judging this account. If it fails, the loop judges it here.
      await inHand.get(first.key)?.catch(() => undefined);
      continue;
    }
    const work = judgeSome(db, some, history, now);
    for (const { key } of some) inHand.set(key, work);
    try {
      for (const [id, one] of await work) {
        kept.set(id, one);
        answers.set(id, one.judged);
      }
    } finally {
      for (const { key } of some) inHand.delete(key);
    }
    // Accounts that were deleted meanwhile are left out.
    const asked = new Set(some);
    due = due.filter((each) => !asked.has(each));
  }
  // The result is in the order of the requested accounts.
  return new Map(
    accounts.flatMap(({ facts: { id } }) => {
      const answer = answers.get(id);
      return answer === undefined ? [] : [[id, answer] as const];
    }),
  );
}

type Due = { account: AccountToExamine; stamp: string; key: string; parameters: Parameters };

async function judgeSome(
  db: Transaction,
  some: readonly Due[],
  history: Pick<KnownHistory, 'activityOf'>,
  now: Date,
): Promise<Map<string, Kept>> {
  const dueOf = new Map(some.map((each) => [each.account.row.id, each]));
  const facts = await readFacts(
    db,
    some.map(({ account }) => account),
    (accountId) => history.activityOf(accountId),
    now,
  );
  const wanted = await analyzersOver(
    db,
    some.map(({ account }) => account.facts),
  );
  const judgedNow = new Map<string, Kept>();
  for (const each of facts) {
    const due = dueOf.get(each.id);
    if (!due) continue;
    const clock = new Clock(now);
    for (const { until } of each.judgements.resources) if (until) clock.turnsAt(until);
    const judged = await judgeAccount(each, due.parameters, clock, wanted.get(each.id));
    judgedNow.set(each.id, { stamp: due.stamp, until: clock.nextChangeAt()?.getTime() ?? null, judged });
  }
  return judgedNow;
}

const NOTHING: ReadonlySet<AnalyzedFor> = new Set();

/**
 * Judges one account without a cache.
 * @param wanted the kinds of access that its analyzers look for
 */
export async function judgeAccount(
  account: ExaminedAccount,
  parameters: Parameters,
  clock: Clock,
  wanted: ReadonlySet<AnalyzedFor> = NOTHING,
): Promise<Judged> {
  const results = await examineAll(ACCOUNT_CHECKS, account, { parameters, clock });
  return {
    accountId: account.id,
    name: account.name,
    verdicts: await verdictsOf(results, { accountId: account.id, organizationId: null }),
    subjects: subjectsOf(account),
    parameters,
    analyzed: await analyze(account, wanted, clock.now),
  };
}

/** Returns the check results as findings of an account or organization. */
export async function verdictsOf(results: readonly Result[], place: PlaceOfFinding): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { check, examination } of results) {
    const found: Identified[] = [];
    for (const failing of examination?.failing ?? []) {
      found.push(identifiedBy(check, place, failing));
      await giveWay();
    }
    verdicts.push({ check, applicable: examination?.applicable ?? null, found });
  }
  return verdicts;
}

type PlaceOfFinding = { accountId: string; organizationId: string | null };

/** Returns a failing subject as a finding, without the calls of its fix. These are computed when a reader opens the fix. */
export function identifiedBy({ id: checkId, severity }: Check, place: PlaceOfFinding, failing: Failing): Identified {
  const { text, place: at, needs, byHand } = failing.fix;
  const fix = { text, place: at, needs, ...(byHand === undefined ? {} : { byHand }) };
  return identified({ checkId, severity: failing.severity ?? severity, ...place, failing: { ...failing, fix } });
}

function subjectsOf(account: ExaminedAccount): Set<string> {
  const { id, users, groups, roles, policies, certificates, providers, delegation, judgements } = account;
  return new Set([
    id,
    ...[...users, ...groups, ...roles, ...policies, ...certificates].map((each) => each.id),
    ...users.flatMap(({ keys }) => keys.map((key) => key.id)),
    ...providers.map(({ arn }) => arn),
    ...(delegation ? [delegation.id] : []),
    ...judgements.resources.map((resource) => resource.id),
  ]);
}
