import { type Cell, type Hours, hoursOwned, isActive, type Slot } from './cells';
import type { DimensionUsage } from './collect-usage';
import { smaller } from './decimals';
import { within } from './find-price';
import type { Month } from './month';
import { compareText, type Member } from './periods';
import type { Round } from './sharing';
import { EXACT_PER_NANO_USD } from './tiers';
import type { BillSteps, Price, SavingsPlan } from './types';

/** The rate that a plan makes of a price, where it lowers it; among several for the price, the lowest. */
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

/** What plans are compared with, and what their negations give back: the first tier. */
export function onDemandRate(price: Price): bigint {
  return price.tiers[0]?.rate ?? 0n;
}

/** Whether some plan may cover usage at this price, in any hour. */
export function isPlannable(price: Price, plans: readonly SavingsPlan[]): boolean {
  return plans.some(({ rates }) =>
    rates.some(({ service, usageType }) => service === price.service && usageType === price.usageType),
  );
}

type Ready = { readonly plan: SavingsPlan; readonly owner: Member | undefined; readonly hours: readonly Hours[] };

/** Usage that a plan reduces alike: at one price, of one operation in one Region. */
type Kind = { readonly usage: DimensionUsage; readonly operation: string; readonly region: string };

/**
 * Covers with Savings Plans what reservations and free amounts left, slot by slot: plans for one family first, the owner's usage before that
 * of others, and within both the highest saving in percent first, of equals the lowest rate.
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
  const rated = new Map<string, readonly { key: string; rate: bigint }[]>();
  for (const [at, slot] of slots.entries()) {
    const inForce = ready.filter(({ hours }) => hours.some(({ first, end }) => first <= slot.first && slot.first < end));
    if (inForce.length === 0) continue;
    const kinds = new Map<string, { kind: Kind; cells: Cell[] }>();
    for (const cell of cells[at] ?? []) {
      const { operation, region } = cell.group.like;
      const { usage } = cell;
      const key = `${usage.price.service}|${usage.price.usageType}|${region}|${operation}`;
      within(kinds, key, () => ({ kind: { usage, operation, region }, cells: [] })).cells.push(cell);
    }
    const left = inForce.map(({ plan }) => plan.commitment * BigInt(slot.end - slot.first) * EXACT_PER_NANO_USD);
    const keys = [...kinds.keys()].sort(compareText).join('\n');
    for (const round of rounds) {
      for (const [which, { plan, owner }] of inForce.entries()) {
        const active = isActive(owner, slot.first, month);
        // Slots mostly have the same kinds of usage, in the same order of savings.
        const order = within(rated, `${plan.id}\n${keys}`, () => bySaving(plan, kinds));
        for (const { key, rate } of order) {
          for (const cell of kinds.get(key)?.cells ?? []) {
            const money = left[which] ?? 0n;
            if (cell.left === 0n || !round(plan.accountId, cell.by.member.accountId, active)) continue;
            const quantity = rate === 0n ? cell.left : smaller(cell.left, money / rate);
            if (quantity === 0n) continue;
            const weight = quantity * rate;
            cell.left -= quantity;
            left[which] = money - weight;
            cell.covers.push({ by: 'plan', source: plan.id, quantity, weight, amortized: 0n });
          }
        }
      }
    }
    yield [];
  }
}

function bySaving(plan: SavingsPlan, kinds: ReadonlyMap<string, { kind: Kind }>): { key: string; rate: bigint }[] {
  const found = [...kinds].flatMap(([key, { kind }]) => {
    const rate = planRate(plan, kind.usage.price, kind.operation, kind.region);
    return rate === null ? [] : [{ key, rate, full: onDemandRate(kind.usage.price) }];
  });
  // What is paid still, rate / full, compared without dividing.
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
