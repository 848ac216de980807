import { divideHalfEven } from './decimals';
import { SHARE_EVERYTHING } from './sharing';
import type { BillInput, Membership, PicoUsd, Preferences, Price, Reservation, SavingsPlan, Usage } from './types';

/** A factor in thousandths: 2000 is twice as much. */
type PerMille = bigint;
const WHOLE: PerMille = 1_000n;

/** A hypothetical change of a month. Instants are in milliseconds since 1970. */
export type Change =
  /**
   * An account joins the bill: one with its earlier usage, or a new one with given usage or that of another account while that
   * was on the bill.
   */
  | { readonly kind: 'join'; readonly accountId: string; readonly from: number; readonly usage: readonly Usage[] }
  | { readonly kind: 'join'; readonly accountId: string; readonly from: number; readonly like: string }
  /** An account leaves the bill. */
  | { readonly kind: 'leave'; readonly accountId: string; readonly from: number }
  /** An account moves to a sharing group, or to none with null. A missing group is created. */
  | { readonly kind: 'group'; readonly accountId: string; readonly group: string | null }
  /** Sets whether an account gives and receives discounts, and credits. */
  | { readonly kind: 'sharing'; readonly accountId: string; readonly discounts: boolean; readonly credits: boolean }
  /** Multiplies the usage of one account or all (null), of one service or all (null). */
  | { readonly kind: 'scale'; readonly accountId: string | null; readonly service: string | null; readonly factor: PerMille }
  | { readonly kind: 'reserve'; readonly reservation: Reservation }
  | { readonly kind: 'commit'; readonly savingsPlan: SavingsPlan }
  | { readonly kind: 'preferences'; readonly preferences: Preferences }
  | { readonly kind: 'tax'; readonly taxRate: PicoUsd }
  | { readonly kind: 'prices'; readonly prices: readonly Price[] };

/**
 * Returns the input of a bill after changes in order. The given input stays unchanged. Usage is transformed lazily during the
 * calculation, so millions of records cost nothing here.
 */
export function alterInput(input: BillInput, changes: readonly Change[]): BillInput {
  return changes.reduce(altered, input);
}

function altered(input: BillInput, change: Change): BillInput {
  switch (change.kind) {
    case 'join':
      return 'like' in change ? joinedLike(input, change) : joined(input, change);
    case 'leave':
      return { ...input, memberships: input.memberships.flatMap((membership) => left(membership, change)) };
    case 'group':
      return { ...input, preferences: regrouped(input.preferences ?? SHARE_EVERYTHING, change) };
    case 'sharing':
      return { ...input, preferences: switched(input.preferences ?? SHARE_EVERYTHING, change) };
    case 'scale':
      return { ...input, usage: each(input.usage, (usage) => [scaled(usage, change)]) };
    case 'reserve':
      return { ...input, reservations: [...(input.reservations ?? []), change.reservation] };
    case 'commit':
      return { ...input, savingsPlans: [...(input.savingsPlans ?? []), change.savingsPlan] };
    case 'preferences':
      return { ...input, preferences: change.preferences };
    case 'tax':
      return { ...input, taxRate: change.taxRate };
    case 'prices':
      return { ...input, prices: change.prices };
  }
}

/** Replaces each usage record lazily, again at each iteration. */
function each(usage: Iterable<Usage>, make: (usage: Usage) => readonly Usage[]): Iterable<Usage> {
  return {
    *[Symbol.iterator]() {
      for (const one of usage) yield* make(one);
    },
  };
}

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

function joined(input: BillInput, { accountId, from, usage }: Extract<Change, { usage: unknown }>): BillInput {
  const memberships = [...input.memberships, { accountId, from, until: null }];
  if (usage.length === 0) return { ...input, memberships };
  return {
    ...input,
    memberships,
    usage: {
      *[Symbol.iterator]() {
        yield* input.usage;
        yield* usage;
      },
    },
  };
}

function joinedLike(input: BillInput, { accountId, from, like }: Extract<Change, { like: string }>): BillInput {
  // Usage of the other account before it joined is not on this bill, and its payer does not know it.
  const memberships = input.memberships
    .filter((membership) => membership.accountId === like && (membership.until === null || membership.until > from))
    .map((membership) => ({ ...membership, accountId, from: Math.max(membership.from, from) }));
  return {
    ...input,
    memberships: [...input.memberships, ...memberships],
    usage: each(input.usage, (usage) =>
      usage.accountId === like && usage.refund === undefined ? [usage, { ...usage, accountId }] : [usage],
    ),
  };
}

function left(membership: Membership, { accountId, from }: Of<'leave'>): readonly Membership[] {
  if (membership.accountId !== accountId || (membership.until !== null && membership.until <= from)) return [membership];
  return membership.from < from ? [{ ...membership, until: from }] : [];
}

function regrouped(preferences: Preferences, { accountId, group }: Of<'group'>): Preferences {
  const groups = preferences.groups.map(({ name, accountIds }) => {
    const others = accountIds.filter((id) => id !== accountId);
    return { name, accountIds: name === group ? [...others, accountId] : others };
  });
  if (group !== null && !groups.some(({ name }) => name === group)) groups.push({ name: group, accountIds: [accountId] });
  return { ...preferences, groups };
}

function switched(preferences: Preferences, { accountId, discounts, credits }: Of<'sharing'>): Preferences {
  const without = (off: readonly string[]) => off.filter((id) => id !== accountId);
  return {
    ...preferences,
    discountsOff: [...without(preferences.discountsOff), ...(discounts ? [] : [accountId])],
    creditsOff: [...without(preferences.creditsOff), ...(credits ? [] : [accountId])],
  };
}

function scaled(usage: Usage, { accountId, service, factor }: Of<'scale'>): Usage {
  if ((accountId !== null && usage.accountId !== accountId) || (service !== null && usage.service !== service)) return usage;
  return { ...usage, quantity: divideHalfEven(usage.quantity * factor, WHOLE) };
}
