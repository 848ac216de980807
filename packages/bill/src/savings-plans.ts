import { type Cell, type Hours, hoursOwned, isActive, type Slot } from './cells';
import type { DimensionUsage } from './collect-usage';
import { smaller } from './decimals';
import { within } from './find-price';
import type { Month } from './month';
import { compareText, type Member } from './periods';
import type { Round } from './sharing';
import { EXACT_PER_NANO_USD } from './tiers';
import type { BillSteps, Price, SavingsPlan } from './types';

/** Returns the lowest rate of a plan for a price, or null if the plan does not lower it. */
export function planRate(plan: SavingsPlan, price: Price, operation: string, region: string): bigint | null {
  let lowest: bigint | null = null;
  for (const each of plan.rates) {
    if (each.service !== price.service || each.usageType !== price.usageType) continue;
    if (each.region !== null && each.region !== region) continue;
    if (each.operation !== undefined && each.operation !== operation) continue;
    if (each.rate < onDemandRate(price) && (lowest === null || each.rate < lowest)) lowest = each.rate;
  }
  return lowest;
}

/** Returns the rate of the first tier, which plans are compared with and their negations use. */
export function onDemandRate(price: Price): bigint {
  return price.tiers[0]?.rate ?? 0n;
}

/** Returns the scope of a plan's rates: the common Region, and the family of instance plans. */
export function scopeOfPlan(
  kind: SavingsPlan['kind'],
  rates: SavingsPlan['rates'],
): { family: string | null; region: string | null } {
  const [first] = rates;
  const region = first && rates.every((each) => each.region === first.region) ? first.region : null;
  const family = kind === 'EC2Instance' && first ? (/:([a-z0-9-]+)\.[a-z0-9-]+$/.exec(first.usageType)?.[1] ?? null) : null;
  return { family, region };
}

/** Returns whether a plan may cover usage at this price in any hour. */
export function isPlannable(price: Price, plans: readonly SavingsPlan[]): boolean {
  return plans.some(({ rates }) =>
    rates.some(({ service, usageType }) => service === price.service && usageType === price.usageType),
  );
}

type Ready = { readonly plan: SavingsPlan; readonly owner: Member | undefined; readonly hours: readonly Hours[] };

/** Usage that a plan reduces equally: one price, operation and Region. */
type Kind = { readonly usage: DimensionUsage; readonly operation: string; readonly region: string };

type CellsOfKind = { readonly kind: Kind; readonly all: Cell[]; readonly byAccount: Map<string, Cell[]> };

/** A plan's rates by kind of usage, highest saving first. */
type Order = readonly { readonly key: string; readonly rate: bigint }[];

/** The unused commitment of a plan in a slot, in 1e-21 dollars. */
type Budget = { readonly plan: SavingsPlan; readonly order: Order; readonly active: boolean; left: bigint };

/**
 * Applies Savings Plans to the usage that reservations and free amounts left, slot by slot. Plans for one family come first, and
 * the owner's usage before that of others. Within both, the highest saving in percent comes first, then the lowest rate.
 */
export function* coverByPlans(
  cells: readonly (readonly Cell[])[],
  slots: readonly Slot[],
  plans: readonly SavingsPlan[],
  rounds: readonly Round[],
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<void> {
  const ready = plans.map((plan): Ready => {
    const owner = members.get(plan.accountId);
    return { plan, owner, hours: hoursOwned(plan, owner, month) };
  });
  ready.sort(comparePlans);
  if (ready.length === 0) return;
  const rated = new Map<string, Order>();
  for (const [at, slot] of slots.entries()) {
    const inForce = ready.filter(({ hours }) => hours.some(({ first, end }) => first <= slot.first && slot.first < end));
    if (inForce.length === 0) continue;
    const kinds = new Map<string, CellsOfKind>();
    for (const cell of cells[at] ?? []) {
      const { operation, region } = cell.group.like;
      const { usage } = cell;
      const key = `${usage.price.service}|${usage.price.usageType}|${region}|${operation}`;
      const same = within(kinds, key, () => ({ kind: { usage, operation, region }, all: [], byAccount: new Map() }));
      same.all.push(cell);
      within(same.byAccount, cell.by.member.accountId, (): Cell[] => []).push(cell);
    }
    // Most slots have the same kinds of usage in the same order of savings.
    const keys = [...kinds.keys()].sort(compareText).join('\n');
    const budgets = inForce.map(({ plan, owner }): Budget => {
      const left = plan.commitment * BigInt(slot.end - slot.first) * EXACT_PER_NANO_USD;
      const order = within(rated, `${plan.id}\n${keys}`, () => bySaving(plan, kinds));
      return { plan, order, active: isActive(owner, slot.first, month), left };
    });
    for (const budget of budgets) {
      for (const { key, rate } of budget.order)
        coverWith(budget, rate, kinds.get(key)?.byAccount.get(budget.plan.accountId) ?? [], null);
    }
    for (const round of rounds) {
      for (const budget of budgets) {
        for (const { key, rate } of budget.order) coverWith(budget, rate, kinds.get(key)?.all ?? [], round);
        yield [];
      }
    }
  }
}

/** Covers cells in order up to a plan's commitment: without a round those of its owner, otherwise those the round allows. */
function coverWith(budget: Budget, rate: bigint, cells: readonly Cell[], round: Round | null): void {
  const { plan, active } = budget;
  for (const cell of cells) {
    if (cell.left === 0n) continue;
    if (round !== null && !round(plan.accountId, cell.by.member.accountId, active)) continue;
    const quantity = rate === 0n ? cell.left : smaller(cell.left, budget.left / rate);
    if (quantity === 0n) return;
    const weight = quantity * rate;
    cell.left -= quantity;
    budget.left -= weight;
    cell.covers.push({ by: 'plan', source: plan.id, quantity, weight, amortized: 0n });
  }
}

function bySaving(plan: SavingsPlan, kinds: ReadonlyMap<string, CellsOfKind>): Order {
  const found = [...kinds].flatMap(([key, { kind }]) => {
    const rate = planRate(plan, kind.usage.price, kind.operation, kind.region);
    return rate === null ? [] : [{ key, rate, full: onDemandRate(kind.usage.price) }];
  });
  // Compares the remaining ratio, rate / full, without division.
  return found.sort((a, b) => sign(a.rate * b.full - b.rate * a.full) || sign(a.rate - b.rate) || compareText(a.key, b.key));
}

function comparePlans(a: Ready, b: Ready): number {
  const breadth = ({ plan }: Ready) => (plan.kind === 'Compute' ? 1 : 0);
  return breadth(a) - breadth(b) || a.plan.from - b.plan.from || compareText(a.plan.id, b.plan.id);
}

function sign(value: bigint): number {
  if (value === 0n) return 0;
  return value < 0n ? -1 : 1;
}
