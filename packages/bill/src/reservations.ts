import { type Cell, hoursOwned, isActive, type Slot } from './cells';
import type { DimensionUsage } from './collect-usage';
import { smaller } from './decimals';
import { within } from './find-price';
import type { Month } from './month';
import { compareText, type Member } from './periods';
import type { Round } from './sharing';
import type { BillSteps, Price, Reservation } from './types';

/** Sizes in quarters of a small one, so that nano is a whole number. */
const QUARTERS: ReadonlyMap<string, bigint> = new Map([
  ['nano', 1n],
  ['micro', 2n],
  ['small', 4n],
  ['medium', 8n],
  ['large', 16n],
  ['xlarge', 32n],
]);

/** A usage type without its size, and the size in quarters of a small one; null for types without comparable sizes. */
type Sized = { readonly family: string; readonly quarters: bigint | null };

/** Splits a usage type into family and size: `BoxUsage:t3.small` is 4 quarters of `BoxUsage:t3`. */
export function sizeOf(usageType: string): Sized {
  const dot = usageType.lastIndexOf('.');
  const size = usageType.slice(dot + 1);
  const many = /^([1-9]\d{0,2})xlarge$/.exec(size);
  const quarters = many === null ? QUARTERS.get(size) : 32n * BigInt(many[1] ?? 1);
  return dot === -1 || quarters === undefined
    ? { family: usageType, quarters: null }
    : { family: usageType.slice(0, dot), quarters };
}

/** Returns whether a reservation may cover usage at this price in any hour. */
export function isReservable(price: Price, reservations: readonly Reservation[]): boolean {
  const { family } = sizeOf(price.usageType);
  return reservations.some((each) => each.service === price.service && sizeOf(each.usageType).family === family);
}

type Ready = {
  readonly reservation: Reservation;
  readonly owner: Member | undefined;
  readonly family: string;
  readonly flexible: boolean;
  readonly quarters: bigint;
  readonly hours: ReturnType<typeof hoursOwned>;
};

/** The unused capacity of a reservation in a slot, in billionths of an hour of a quarter. */
type Capacity = { readonly ready: Ready; readonly active: boolean; left: bigint };

/** The number of cells processed before yielding. */
const CELLS_AT_ONCE = 16_384;

type SizedCell = { readonly cell: Cell; readonly quarters: bigint | null };

/**
 * Applies reservations to usage slot by slot: zonal before regional ones, smaller before larger sizes, and the owner's usage
 * before that of others in order of joining.
 */
export function* coverByReservations(
  cells: readonly (readonly Cell[])[],
  slots: readonly Slot[],
  reservations: readonly Reservation[],
  rounds: readonly Round[],
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<void> {
  const ready = reservations.map((reservation) => makeReady(reservation, members, month)).sort(compareReservations);
  if (ready.length === 0) return;
  const sizes = new Map<DimensionUsage, Sized>();
  for (const [at, slot] of slots.entries()) {
    const pools = new Map<string, { capacities: Capacity[]; cells: SizedCell[] }>();
    for (const each of ready) {
      if (!each.hours.some(({ first, end }) => first <= slot.first && slot.first < end)) continue;
      const { reservation, family, quarters, owner } = each;
      const left = BigInt(reservation.count) * BigInt(slot.end - slot.first) * 1_000_000_000n * quarters;
      const key = poolOf(reservation.service, reservation.region, family);
      const pool = within(pools, key, () => ({ capacities: [], cells: [] }));
      pool.capacities.push({ ready: each, active: isActive(owner, slot.first, month), left });
    }
    if (pools.size === 0) continue;
    for (const cell of cells[at] ?? []) {
      const { service, usageType } = cell.usage.price;
      const { family, quarters } = within(sizes, cell.usage, () => sizeOf(usageType));
      pools.get(poolOf(service, cell.group.like.region, family))?.cells.push({ cell, quarters });
    }
    for (const pool of pools.values()) yield* coverPool(pool.capacities, pool.cells, rounds);
    yield [];
  }
}

function* coverPool(capacities: readonly Capacity[], cells: readonly SizedCell[], rounds: readonly Round[]): BillSteps<void> {
  let open = [...cells].sort(
    (a, b) => compareSizes(a.quarters ?? 0n, b.quarters ?? 0n) || a.cell.by.member.order - b.cell.by.member.order,
  );
  const byAccount = new Map<string, SizedCell[]>();
  for (const sized of open) within(byAccount, sized.cell.by.member.accountId, (): SizedCell[] => []).push(sized);
  for (const capacity of capacities) coverWith(capacity, byAccount.get(capacity.ready.reservation.accountId) ?? [], null);
  let tried = 0;
  for (const round of rounds) {
    for (const capacity of capacities) {
      if (capacity.left === 0n) continue;
      open = open.filter(({ cell }) => cell.left > 0n);
      coverWith(capacity, open, round);
      tried += open.length;
      if (tried < CELLS_AT_ONCE) continue;
      tried = 0;
      yield [];
    }
  }
}

/**
 * Covers cells in order up to the capacity of a reservation: without a round those of its owner, otherwise those the round
 * allows.
 */
function coverWith(capacity: Capacity, cells: readonly SizedCell[], round: Round | null): void {
  const { reservation, quarters } = capacity.ready;
  for (const sized of cells) {
    if (capacity.left === 0n) return;
    const { cell } = sized;
    if (round !== null && !round(reservation.accountId, cell.by.member.accountId, capacity.active)) continue;
    if (cell.left === 0n || !fits(capacity.ready, sized)) continue;
    const size = sized.quarters ?? quarters;
    const quantity = smaller(cell.left, capacity.left / size);
    if (quantity === 0n) continue;
    const weight = quantity * size;
    cell.left -= quantity;
    capacity.left -= weight;
    cell.covers.push({ by: 'reservation', source: reservation.id, quantity, weight, amortized: 0n });
  }
}

function fits({ reservation, flexible }: Ready, { cell, quarters }: SizedCell): boolean {
  const { operation, zone, usageType } = reservation;
  const { like } = cell.group;
  if (operation !== null && operation !== like.operation) return false;
  if (zone !== null && zone !== like.zone) return false;
  return usageType === like.usageType || (flexible && quarters !== null);
}

function makeReady(reservation: Reservation, members: ReadonlyMap<string, Member>, month: Month): Ready {
  const { family, quarters } = sizeOf(reservation.usageType);
  const owner = members.get(reservation.accountId);
  const flexible = reservation.sizeFlexible && reservation.zone === null && quarters !== null;
  return { reservation, owner, family, flexible, quarters: quarters ?? 1n, hours: hoursOwned(reservation, owner, month) };
}

/** Returns the capacity of a reservation over hours, in billionths of an hour of a quarter, and the part per own size. */
export function capacityOf(reservation: Reservation, hours: number): { whole: bigint; size: bigint } {
  const size = sizeOf(reservation.usageType).quarters ?? 1n;
  return { whole: BigInt(reservation.count) * BigInt(hours) * 1_000_000_000n * size, size };
}

function compareReservations(a: Ready, b: Ready): number {
  const breadth = ({ reservation, flexible }: Ready) => (reservation.zone === null ? 1 : 0) + (flexible ? 1 : 0);
  return breadth(a) - breadth(b) || a.reservation.from - b.reservation.from || compareText(a.reservation.id, b.reservation.id);
}

function compareSizes(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function poolOf(service: string, region: string, family: string): string {
  return `${service}|${region}|${family}`;
}
