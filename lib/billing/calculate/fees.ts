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

/** The fees of reservations. Spread over the hours that they are for, they go to the usage that is covered, and the rest stays with the fee. */
export function* feesOfReservations(
  reservations: readonly Reservation[],
  covers: ReadonlyMap<string, Cover[]>,
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<Fees> {
  const lines: CostLine[] = [];
  const utilization: Utilization[] = [];
  for (const reservation of reservations) {
    const owner = members.get(reservation.accountId);
    const hours = hoursOwned(reservation, owner, month);
    const count = countHours(hours);
    const upfront = upfrontLine(reservation, owner, month, 'Fee');
    if (upfront !== null) lines.push(upfront);
    if (count === 0) continue;
    const used = covers.get(`reservation ${reservation.id}`) ?? [];
    yield [];
    const { whole, size } = capacityOf(reservation, count);
    const unused = whole - sum(used.map(({ weight }) => weight));
    const fee = recurringFee(reservation, count, month);
    const [rest = 0n] = amortize(fee + shareOfTerm(reservation.upfront, reservation, hours, month), used, [unused]);
    if (fee !== 0n || rest !== 0n) {
      const quantity = BigInt(reservation.count) * BigInt(count) * ONE;
      lines.push(feeLine(reservation, dayOf(hours), 'RIFee', quantity, fee, rest));
    }
    utilization.push({ id: reservation.id, available: whole / size, used: (whole - unused) / size });
  }
  return { lines, utilization };
}

function recurringFee({ recurring, count }: Reservation, hours: number, month: Month): bigint {
  return recurring.every === 'hour'
    ? divideHalfEven(recurring.rate * BigInt(count) * BigInt(hours), 1_000n)
    : divideHalfEven(recurring.fee * BigInt(hours), BigInt(month.hours));
}

/** The fees of Savings Plans, day by day. Spread likewise. */
export function* feesOfPlans(
  plans: readonly SavingsPlan[],
  covers: ReadonlyMap<string, Cover[]>,
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<Fees> {
  const lines: CostLine[] = [];
  const utilization: Utilization[] = [];
  for (const plan of plans) {
    const owner = members.get(plan.accountId);
    const hours = hoursOwned(plan, owner, month);
    const upfront = upfrontLine(plan, owner, month, 'SavingsPlanUpfrontFee');
    if (upfront !== null) lines.push(upfront);
    const count = countHours(hours);
    if (count === 0) continue;
    const used = covers.get(`plan ${plan.id}`) ?? [];
    yield [];
    const days = hoursByDay(hours);
    const available = plan.commitment * BigInt(count);
    const taken = sum(used.map(({ weight }) => weight));
    const unused = apportion(
      available * EXACT_PER_NANO_USD - taken,
      days.map(({ hours: each }) => BigInt(each)),
    );
    const cost = plan.hourlyFee * BigInt(count) + shareOfTerm(plan.upfront, plan, hours, month);
    const rests = amortize(cost, used, unused);
    days.forEach(({ day, hours: each }, at) => {
      const fee = plan.hourlyFee * BigInt(each);
      lines.push(feeLine(plan, day, 'SavingsPlanRecurringFee', BigInt(each) * ONE, fee, rests[at] ?? 0n));
    });
    utilization.push({ id: plan.id, available, used: divideHalfEven(taken, EXACT_PER_NANO_USD) });
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
