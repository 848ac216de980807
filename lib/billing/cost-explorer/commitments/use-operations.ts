import { divideHalfEven, NANO, onDemandRate, priceFinder, sizeOf } from '@gatehouse/bill';
import { compare, units, usd } from '@gatehouse/bill/money';
import { noSuchEntity } from '../../../core/errors';
import type { Scope } from '../../../core/operation';
import { giveWay, sortInTurns } from '../../../core/work/bulk';
import {
  type AccountLine,
  accountNames,
  type FoundBill,
  findBill,
  type HeldPlan,
  type HeldReservation,
  unpackDays,
} from '../../bill/rows';
import { billingOperation } from '../../billing-operation';
import { type MonthName, monthOf } from '../../months';
import { paidPeriods, payerOf } from '../../payers';
import { readSettings } from '../../preferences/rows';
import { type ADVANCE_KINDS, GetAdvanceSharesInput, GetAdvanceUseInput } from '../schema';
import {
  COVERED_BY_PLAN,
  COVERED_BY_RESERVATION,
  isForPlans,
  isForReservations,
  type MissReason,
  missedByPlan,
  missedByReservation,
} from './advance-lines';

type Kind = (typeof ADVANCE_KINDS)[number];

// Hours and money are counted in billionths. Decimals are text; shares of days, which are only drawn, are thousandths.

/** The available and used amounts of a day. */
export type AdvanceDayAnswer = { Day: number; Available: string; Used: string; PerMille: number };

/** A month's use and savings of reservations (in hours of their size) or Savings Plans (in dollars). */
export type AdvanceSumsAnswer = {
  Available: string;
  Used: string;
  Unused: string;
  /** Null if nothing was available. */
  PerMille: number | null;
  /** The on-demand cost of the covered usage. */
  OnDemand: string;
  /** The month's fees, spread over their period, and the part for unused hours. */
  Fee: string;
  UnusedFee: string;
  /** `OnDemand` minus `Fee`; negative if it did not pay off. */
  Saved: string;
};

export type AdvanceUseRow = AdvanceSumsAnswer & { Id: string; AccountId: string; Days: AdvanceDayAnswer[] };

/** The coverage of coverable usage: instance hours, or on-demand dollars. */
export type AdvanceCoverageAnswer = {
  Covered: string;
  OnDemand: string;
  PerMille: number;
  /** The cost paid on demand. */
  OnDemandCost: string;
  /** For a member: the part covered by other accounts' benefits. */
  ByOthers?: string;
  Days: { Day: number; PerMille: number }[];
};

export type AdvanceUseAnswer = {
  Month: MonthName;
  CurrentMonth: MonthName;
  View: 'payer' | 'member';
  /** True if the month is issued. */
  Status: 'PENDING' | 'ISSUED';
  /** The number of visible benefits in force in the month. */
  Count: number;
  Total: AdvanceSumsAnswer;
  Rows: AdvanceUseRow[];
  /** Absent without coverable usage. */
  Coverage?: AdvanceCoverageAnswer;
};

type Seen = {
  bill: FoundBill;
  month: MonthName;
  current: MonthName;
  view: 'payer' | 'member';
  /** The accounts whose lines the caller may see. */
  accountIds: readonly string[];
};

async function see({ db, account, accountId, now }: Scope, asked: MonthName | undefined): Promise<Seen> {
  const payerId = payerOf({ account, accountId });
  const current = monthOf(now);
  const month = asked ?? current;
  const bill = await findBill(db, payerId, month, now);
  const view = payerId === accountId ? 'payer' : 'member';
  const accountIds = view === 'payer' ? bill.head.accounts.map((each) => each.accountId) : [accountId];
  return { bill, month, current, view, accountIds };
}

type Held = HeldReservation | HeldPlan;

function heldOf({ bill, view }: Seen, kind: Kind, accountId: string): readonly Held[] {
  const all: readonly Held[] = bill.head.advances?.[kind] ?? [];
  return view === 'payer' ? all : all.filter((each) => each.accountId === accountId);
}

type Sums = { available: bigint; used: bigint; onDemand: bigint; fee: bigint; unusedFee: bigint };
const NOTHING: Sums = { available: 0n, used: 0n, onDemand: 0n, fee: 0n, unusedFee: 0n };

function plus(a: Sums, b: Sums): Sums {
  return {
    available: a.available + b.available,
    used: a.used + b.used,
    onDemand: a.onDemand + b.onDemand,
    fee: a.fee + b.fee,
    unusedFee: a.unusedFee + b.unusedFee,
  };
}

/** Returns the hourly capacity: a reservation's count, or a plan's commitment. */
function perHour(what: Held): bigint {
  return 'commitment' in what ? what.commitment : BigInt(what.count) * 10n ** BigInt(NANO);
}

/** Returns the days of a month of all visible benefits, by id. */
async function daysOf(seen: Seen, held: readonly Held[]): Promise<Map<string, { what: Held; days: ({ day: number } & Sums)[] }>> {
  type Days = ({ day: number } & Sums)[];
  const found = new Map(held.map((what): [string, { what: typeof what; days: Days }] => [what.id, { what, days: [] }]));
  for await (const some of unpackDays(seen.bill.head)) {
    for (const { id, day, hours, used, onDemand, upfront, recurring, unusedFee } of some) {
      const own = found.get(id);
      own?.days.push({ day, available: perHour(own.what) * BigInt(hours), used, onDemand, fee: upfront + recurring, unusedFee });
    }
  }
  return found;
}

function perMille(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number(divideHalfEven(part * 1000n, whole));
}

function sumsAnswer({ available, used, onDemand, fee, unusedFee }: Sums): AdvanceSumsAnswer {
  return {
    Available: units(available),
    Used: units(used),
    Unused: units(available - used),
    PerMille: perMille(used, available),
    OnDemand: usd(onDemand),
    Fee: usd(fee),
    UnusedFee: usd(unusedFee),
    Saved: usd(onDemand - fee),
  };
}

function rowAnswer({ id, accountId }: Held, days: readonly ({ day: number } & Sums)[]): AdvanceUseRow {
  return {
    Id: id,
    AccountId: accountId,
    ...sumsAnswer(days.reduce(plus, NOTHING)),
    Days: days.map(({ day, available, used }) => ({
      Day: day,
      Available: units(available),
      Used: units(used),
      PerMille: perMille(used, available) ?? 0,
    })),
  };
}

const CHECKS: Readonly<Record<Kind, readonly string[]>> = {
  reservations: ['ce:GetReservationUtilization', 'ce:GetReservationCoverage'],
  savingsPlans: ['ce:GetSavingsPlansUtilization', 'ce:GetSavingsPlansCoverage'],
};

/** Returns a month's use and savings of reservations or Savings Plans by day, and their coverage. */
export const GetAdvanceUse = billingOperation(
  {
    service: 'gatehouse',
    name: 'GetAdvanceUse',
    access: 'Read',
    input: GetAdvanceUseInput,
    checks: ({ Kind: kind }) => CHECKS[kind].map((action) => ({ action, resource: '*' })),
    run: async ({ Kind: kind, Month, Ids }, scope): Promise<AdvanceUseAnswer> => {
      const seen = await see(scope, Month);
      const held = heldOf(seen, kind, scope.accountId);
      const days = await daysOf(seen, held);
      const wanted = new Set(Ids);
      const all = [...days.values()].flatMap((each) => each.days);
      return {
        Month: seen.month,
        CurrentMonth: seen.current,
        View: seen.view,
        Status: seen.bill.issued ? 'ISSUED' : 'PENDING',
        Count: held.length,
        Total: sumsAnswer(all.reduce(plus, NOTHING)),
        Rows: [...days.values()].filter(({ what }) => wanted.has(what.id)).map(({ what, days: own }) => rowAnswer(what, own)),
        Coverage: await coverageOf(seen, kind, new Set(held.map(({ id }) => id))),
      };
    },
  },
  { isOpenPage: ({ Kind: kind }) => kind === 'savingsPlans' },
);

type Covered = { covered: bigint; onDemand: bigint };

async function coverageOf(seen: Seen, kind: Kind, own: ReadonlySet<string>): Promise<AdvanceCoverageAnswer | undefined> {
  const isReservations = kind === 'reservations';
  const days = new Map<number, Covered>();
  let cost = 0n;
  let byOthers = 0n;
  await eachLine(seen, (line) => {
    if (!(isReservations ? isForReservations(line) : isForPlans(line))) return;
    const amount = isReservations ? line.quantity : line.unblended;
    const sums = days.get(line.day) ?? { covered: 0n, onDemand: 0n };
    days.set(line.day, sums);
    if (line.recordType === 'Usage') {
      sums.onDemand += amount;
      cost += line.unblended;
      return;
    }
    sums.covered += amount;
    if (line.source === undefined || !own.has(line.source)) byOthers += amount;
  });
  const covered = [...days.values()].reduce((sum, day) => sum + day.covered, 0n);
  const onDemand = [...days.values()].reduce((sum, day) => sum + day.onDemand, 0n);
  const share = perMille(covered, covered + onDemand);
  if (share === null) return undefined;
  return {
    Covered: units(covered),
    OnDemand: units(onDemand),
    PerMille: share,
    OnDemandCost: usd(cost),
    ...(seen.view === 'member' && { ByOthers: units(byOthers) }),
    Days: [...days]
      .sort(([a], [b]) => a - b)
      .map(([Day, day]) => ({ Day, PerMille: perMille(day.covered, day.covered + day.onDemand) ?? 0 })),
  };
}

async function eachLine({ bill, accountIds }: Seen, visit: (line: AccountLine, accountId: string) => void): Promise<void> {
  for (const accountId of accountIds) {
    for await (const lines of bill.lines(accountId)) {
      for (const line of lines) {
        visit(line, accountId);
        const turn = giveWay();
        if (turn) await turn;
      }
    }
  }
}

/** The accounts whose usage a benefit covered. `Used` is in hours of the reserved size, or dollars of the commitment. */
export type AdvanceShare = {
  /** Absent for the sum of other accounts, which a member does not see separately. */
  AccountId?: string;
  Name?: string;
  IsOwner: boolean;
  Used: string;
  PerMille: number;
  OnDemand: string;
  /** Absent for the sum of other accounts. */
  Usage?: { UsageType: string; Region: string | null; Zone?: string; Quantity: string }[];
};

/** Similar usage paid on demand, with the reason. */
export type MissedAnswer = {
  AccountId: string;
  Name?: string;
  UsageType: string;
  Region: string | null;
  Zone?: string;
  Quantity: string;
  Cost: string;
  Reasons: readonly MissReason[];
};

export type AdvanceSharesAnswer = {
  Month: MonthName;
  CurrentMonth: MonthName;
  View: 'payer' | 'member';
  Status: 'PENDING' | 'ISSUED';
  /** Absent if it is not in force in the month. */
  Use?: AdvanceUseRow;
  /** The owner first, then the largest. */
  Shares: AdvanceShare[];
  /** The most expensive first. */
  Missed: MissedAnswer[];
  MissedCount: number;
};

const MOST_SHOWN = 100;

/** Returns the accounts whose usage a benefit covered in a month, and the similar usage paid on demand with reasons. */
export const GetAdvanceShares = billingOperation(
  {
    service: 'gatehouse',
    name: 'GetAdvanceShares',
    access: 'Read',
    input: GetAdvanceSharesInput,
    checks: ({ Id }) =>
      CHECKS[Id.startsWith('plan') ? 'savingsPlans' : 'reservations'].map((action) => ({ action, resource: '*' })),
    run: async ({ Id, Month }, scope): Promise<AdvanceSharesAnswer> => {
      const seen = await see(scope, Month);
      const kind = Id.startsWith('plan') ? 'savingsPlans' : 'reservations';
      const what = heldOf(seen, kind, scope.accountId).find(({ id }) => id === Id);
      const answer = {
        Month: seen.month,
        CurrentMonth: seen.current,
        View: seen.view,
        Status: seen.bill.issued ? ('ISSUED' as const) : ('PENDING' as const),
      };
      if (!what) {
        await requireVisible(scope, Id);
        return { ...answer, Shares: [], Missed: [], MissedCount: 0 };
      }
      const days = (await daysOf(seen, [what])).get(Id)?.days ?? [];
      const gathered = await gather(scope, seen, what);
      return {
        ...answer,
        Use: rowAnswer(what, days),
        ...(await sharesOf(scope, seen, what, days.reduce(plus, NOTHING), gathered)),
      };
    },
  },
  { isOpenPage: ({ Id }) => Id.startsWith('plan') },
);

/**
 * Refuses a missing benefit, or one of an account that the caller does not pay for.
 * @throws AwsError NoSuchEntityException
 */
async function requireVisible({ db, accountId }: Scope, id: string): Promise<void> {
  const row = await db.billingBenefit.findUnique({ where: { id }, select: { accountId: true } });
  const owner = row?.accountId;
  if (owner === accountId) return;
  const last = owner === undefined ? undefined : (await paidPeriods(db, [owner])).get(owner)?.at(-1);
  if (last?.payerId !== accountId) throw noSuchEntity(`There is no reservation or Savings Plan ${id}.`);
}

type UsageKind = { usageType: string; region: string | null; zone: string | undefined; quantity: bigint };
type Share = { accountId: string; used: bigint; onDemand: bigint; kinds: Map<string, UsageKind> };
type Miss = { accountId: string; reasons: readonly MissReason[]; cost: bigint } & UsageKind;
type Gathered = { shares: Map<string, Share>; missed: Map<string, Miss> };

/** Collects what a benefit covered and missed in the visible lines. */
async function gather({ db, now }: Scope, seen: Seen, what: Held): Promise<Gathered> {
  const { bill, month } = seen;
  const { preferences } = await readSettings(db, bill.payerId, month, now);
  const isPlan = 'commitment' in what;
  const whyMissed = isPlan ? missedByPlan(what, preferences) : missedByReservation(what, preferences);
  const priceOf = priceFinder(bill.head.dimensions, ({ price }) => price);
  const size = isPlan ? 1n : (sizeOf(what.usageType).quarters ?? 1n);
  const coveredAs = isPlan ? COVERED_BY_PLAN : COVERED_BY_RESERVATION;
  const shares = new Map<string, Share>();
  const missed = new Map<string, Miss>();
  await eachLine(seen, (line, accountId) => {
    const { usageType, region, zone, quantity, unblended } = line;
    if (line.recordType === coveredAs && line.source === what.id) {
      const share = shares.get(accountId) ?? { accountId, used: 0n, onDemand: 0n, kinds: new Map() };
      shares.set(accountId, share);
      const price = isPlan ? null : priceOf({ ...line, region: region ?? '' })?.price;
      // In quarters of the reserved size, converted at the end; for plans in exact dollars.
      share.used += isPlan ? line.amortized : quantity * (sizeOf(usageType).quarters ?? size);
      share.onDemand += isPlan || !price ? unblended * 10n ** BigInt(NANO + 3) : quantity * onDemandRate(price);
      addKind(share.kinds, [usageType, region, zone].join('\n'), { usageType, region, zone, quantity });
      return;
    }
    const reasons = whyMissed(line, accountId);
    if (reasons === null) return;
    const key = [accountId, usageType, region, zone, ...reasons].join('\n');
    const miss = missed.get(key) ?? { accountId, usageType, region, zone, reasons, quantity: 0n, cost: 0n };
    missed.set(key, { ...miss, quantity: miss.quantity + quantity, cost: miss.cost + unblended });
  });
  for (const share of shares.values()) {
    share.used /= size;
    share.onDemand = divideHalfEven(share.onDemand, 10n ** BigInt(NANO + 3));
  }
  return { shares, missed };
}

function addKind(kinds: Map<string, UsageKind>, key: string, more: UsageKind): void {
  const before = kinds.get(key);
  kinds.set(key, before ? { ...before, quantity: before.quantity + more.quantity } : more);
}

async function sharesOf(
  scope: Scope,
  { view }: Seen,
  { accountId: owner }: Held,
  total: Sums,
  { shares, missed }: Gathered,
): Promise<Pick<AdvanceSharesAnswer, 'Shares' | 'Missed' | 'MissedCount'>> {
  const sorted = await sortInTurns(
    [...shares.values()],
    (a, b) => Number(b.accountId === owner) - Number(a.accountId === owner) || compare(b.used, a.used),
  );
  const misses = await sortInTurns([...missed.values()], (a, b) => compare(b.cost, a.cost));
  const shown = { shares: sorted.slice(0, MOST_SHOWN), misses: misses.slice(0, MOST_SHOWN) };
  const names = await accountNames(
    scope,
    [...shown.shares, ...shown.misses].map(({ accountId }) => accountId),
  );
  const Shares = shown.shares.map(
    ({ accountId, used, onDemand, kinds }): AdvanceShare => ({
      AccountId: accountId,
      Name: names.get(accountId),
      IsOwner: accountId === owner,
      Used: units(used),
      PerMille: perMille(used, total.available) ?? 0,
      OnDemand: usd(onDemand),
      Usage: [...kinds.values()].map(({ usageType, region, zone, quantity }) => ({
        UsageType: usageType,
        Region: region,
        Zone: zone,
        Quantity: units(quantity),
      })),
    }),
  );
  const rest = shown.shares.reduce(
    (left, share) => ({ used: left.used - share.used, onDemand: left.onDemand - share.onDemand }),
    { used: total.used, onDemand: total.onDemand },
  );
  // A member sees how much went to others, but not to which accounts. A millionth may be left by rounding.
  if (rest.used > 1_000n && (view === 'member' || sorted.length > MOST_SHOWN))
    Shares.push({
      IsOwner: false,
      Used: units(rest.used),
      PerMille: perMille(rest.used, total.available) ?? 0,
      OnDemand: usd(rest.onDemand),
    });
  return {
    Shares,
    Missed: shown.misses.map(({ accountId, usageType, region, zone, quantity, cost, reasons }) => ({
      AccountId: accountId,
      Name: names.get(accountId),
      UsageType: usageType,
      Region: region,
      Zone: zone,
      Quantity: units(quantity),
      Cost: usd(cost),
      Reasons: reasons,
    })),
    MissedCount: misses.length,
  };
}
