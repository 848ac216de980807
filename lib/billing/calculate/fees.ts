import { apportion } from './apportion';
import { type Cell, type Cover, countHours, type Hours, hoursOwned, shareOfTerm } from './cells';
import type { CoveredUsage } from './cover-usage';
import { divideHalfEven, NANO, sum } from './decimals';
import { within } from './find-price';
import { DAY, type Month } from './month';
import type { Member } from './periods';
import { capacityOf } from './reservations';
import { EXACT_PER_NANO_USD } from './tiers';
import type { BillSteps, CostLine, RecordType, Reservation, SavingsPlan, Utilization } from './types';

/** The lines of what was paid for in advance, and how far it was used. */
export type Fees = { readonly lines: CostLine[]; readonly utilization: Utilization[] };

const ONE = 10n ** BigInt(NANO);

/** So many covers are gone through before others may go on. */
const COVERS_AT_ONCE = 16_384;

/** What each reservation and plan covers, everywhere. */
export function* coversBySource(covered: readonly CoveredUsage[]): BillSteps<Map<string, Cover[]>> {
  const found = new Map<string, Cover[]>();
  let done = 0;
  for (const { cells } of covered) {
    for (const { covers } of cells as readonly Cell[]) {
      for (const cover of covers) within(found, `${cover.by} ${cover.source}`, (): Cover[] => []).push(cover);
      done += covers.length + 1;
      if (done < COVERS_AT_ONCE) continue;
      done = 0;
      yield [];
    }
  }
  return found;
}

/** What was paid for in advance, for the hours of a month in which its owner is on the bill. */
type InHours<What> = {
  readonly what: What;
  readonly hours: readonly Hours[];
  readonly count: number;
  readonly used: readonly Cover[];
};

/** How fees come about, of reservations and of plans. */
type FeesOf<What> = {
  /** As covers name it. */
  readonly by: Cover['by'];
  readonly upfront: RecordType;
  readonly inHours: (part: InHours<What>, month: Month) => { lines: CostLine[]; utilization: Utilization };
};

/** The fees of reservations. Spread over the hours that they are for, they go to the usage that is covered, and the rest stays with the fee. */
export const RESERVATION_FEES: FeesOf<Reservation> = {
  by: 'reservation',
  upfront: 'Fee',
  inHours: ({ what: reservation, hours, count, used }, month) => {
    const { whole, size } = capacityOf(reservation, count);
    const unused = whole - sum(used.map(({ weight }) => weight));
    const fee = recurringFee(reservation, count, month);
    const [rest = 0n] = amortize(fee + shareOfTerm(reservation.upfront, reservation, hours, month), used, [unused]);
    const quantity = BigInt(reservation.count) * BigInt(count) * ONE;
    const isFree = fee === 0n && rest === 0n;
    return {
      lines: isFree ? [] : [feeLine(reservation, dayOf(hours), 'RIFee', quantity, fee, rest)],
      utilization: { id: reservation.id, available: whole / size, used: (whole - unused) / size },
    };
  },
};

function recurringFee({ recurring, count }: Reservation, hours: number, month: Month): bigint {
  return recurring.every === 'hour'
    ? divideHalfEven(recurring.rate * BigInt(count) * BigInt(hours), 1_000n)
    : divideHalfEven(recurring.fee * BigInt(hours), BigInt(month.hours));
}

/** The fees of Savings Plans, day by day. Spread likewise. */
export const PLAN_FEES: FeesOf<SavingsPlan> = {
  by: 'plan',
  upfront: 'SavingsPlanUpfrontFee',
  inHours: ({ what: plan, hours, count, used }, month) => {
    const days = hoursByDay(hours);
    const available = plan.commitment * BigInt(count);
    const taken = sum(used.map(({ weight }) => weight));
    const unused = apportion(
      available * EXACT_PER_NANO_USD - taken,
      days.map(({ hours: each }) => BigInt(each)),
    );
    const cost = plan.hourlyFee * BigInt(count) + shareOfTerm(plan.upfront, plan, hours, month);
    const rests = amortize(cost, used, unused);
    return {
      lines: days.map(({ day, hours: each }, at) => {
        const fee = plan.hourlyFee * BigInt(each);
        return feeLine(plan, day, 'SavingsPlanRecurringFee', BigInt(each) * ONE, fee, rests[at] ?? 0n);
      }),
      utilization: { id: plan.id, available, used: divideHalfEven(taken, EXACT_PER_NANO_USD) },
    };
  },
};

/** The fees of all reservations or of all plans in a month, and how far each was used. */
export function* feesOf<What extends Reservation | SavingsPlan>(
  { by, upfront, inHours }: FeesOf<What>,
  all: readonly What[],
  covers: ReadonlyMap<string, Cover[]>,
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<Fees> {
  const lines: CostLine[] = [];
  const utilization: Utilization[] = [];
  for (const what of all) {
    const owner = members.get(what.accountId);
    const hours = hoursOwned(what, owner, month);
    const count = countHours(hours);
    const paidAtOnce = upfrontLine(what, owner, month, upfront);
    if (paidAtOnce !== null) lines.push(paidAtOnce);
    if (count === 0) continue;
    const used = covers.get(`${by} ${what.id}`) ?? [];
    yield [];
    const found = inHours({ what, hours, count, used }, month);
    for (const line of found.lines) lines.push(line);
    utilization.push(found.utilization);
  }
  return { lines, utilization };
}

/** Splits a cost over what is used and what is not, and gives what is used its part. @returns the parts of what is not */
function amortize(cost: bigint, used: readonly Cover[], unused: readonly bigint[]): bigint[] {
  const parts = apportion(cost, [...used.map(({ weight }) => weight), ...unused]);
  used.forEach((cover, at) => {
    cover.amortized = parts[at] ?? 0n;
  });
  return parts.slice(used.length);
}

/** What is paid at once, on the day of the purchase and by whose bill its owner is on then; null on any other bill. */
function upfrontLine(
  what: Reservation | SavingsPlan,
  owner: Member | undefined,
  month: Month,
  recordType: RecordType,
): CostLine | null {
  const here = owner?.owns.some(({ from, until }) => from <= what.from && what.from < until) ?? false;
  if (!here || what.upfront === 0n) return null;
  return feeLine(what, Math.floor((what.from - month.start) / DAY), recordType, ONE, what.upfront, 0n);
}

function feeLine(
  what: Reservation | SavingsPlan,
  day: number,
  recordType: RecordType,
  quantity: bigint,
  fee: bigint,
  amortized: bigint,
): CostLine {
  const { accountId, service, usageType, id } = what;
  const reserved = 'region' in what ? what : null;
  return {
    accountId,
    day: day + 1,
    recordType,
    service,
    usageType,
    region: reserved?.region ?? null,
    operation: reserved?.operation ?? '',
    source: id,
    quantity,
    unblended: fee,
    blended: fee,
    amortized,
  };
}

function hoursByDay(hours: readonly Hours[]): { day: number; hours: number }[] {
  const days = new Map<number, number>();
  for (const { first, end } of hours) {
    for (let hour = first; hour < end; hour += 1) days.set(Math.floor(hour / 24), (days.get(Math.floor(hour / 24)) ?? 0) + 1);
  }
  return [...days].map(([day, each]) => ({ day, hours: each }));
}

function dayOf(hours: readonly Hours[]): number {
  return Math.floor((hours[0]?.first ?? 0) / 24);
}
