import type { Preferences } from './types';

/** Everything is shared with everybody: what AWS begins with. */
export const SHARE_EVERYTHING: Preferences = {
  discountSharing: 'organization',
  groups: [],
  discountsOff: [],
  creditSharing: true,
  creditsOff: [],
};

/** Whether what one account owns may help another in one round of handing it out; the owner itself has had its turn before. */
export type Round = (owner: string, account: string, ownerActive: boolean) => boolean;

/** The rounds in which discounts that their owner leaves are handed out, as the preferences say. */
export function roundsOf({ discountSharing, groups, discountsOff }: Preferences): Round[] {
  const off = new Set(discountsOff);
  const groupOf = new Map(groups.flatMap(({ name, accountIds }) => accountIds.map((accountId) => [accountId, name] as const)));
  const shared: Round = (owner, account, active) => active && owner !== account && !off.has(owner) && !off.has(account);
  const inGroup: Round = (owner, account, active) => {
    const group = groupOf.get(owner);
    return group !== undefined && group === groupOf.get(account) && shared(owner, account, active);
  };
  if (discountSharing === 'organization') return [shared];
  return discountSharing === 'prioritized' ? [inGroup, shared] : [inGroup];
}

/** Preferences, and since when they hold, in milliseconds since 1970. */
export type PreferencesSince<Held extends Preferences = Preferences> = { readonly since: number; readonly preferences: Held };

/**
 * The preferences that decide a month's bill: those in force at its end, or today's while it goes on.
 * @param history in any order; of those of one instant, the last holds
 * @param end of the month, exclusive, in milliseconds since 1970
 * @param now in milliseconds since 1970
 */
export function preferencesInForce<Held extends Preferences>(
  history: readonly PreferencesSince<Held>[],
  end: number,
  now: number,
): Held | Preferences {
  const instant = Math.min(end - 1, now);
  let found: PreferencesSince<Held> | null = null;
  for (const each of history) {
    if (each.since <= instant && (found === null || each.since >= found.since)) found = each;
  }
  return found?.preferences ?? SHARE_EVERYTHING;
}
