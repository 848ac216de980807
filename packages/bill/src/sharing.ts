import type { Preferences } from './types';

/** AWS's default preferences: everything is shared with everybody. */
export const SHARE_EVERYTHING: Preferences = {
  discountSharing: 'organization',
  groups: [],
  discountsOff: [],
  creditSharing: true,
  creditsOff: [],
};

/** Returns whether an owner's benefit may help another account in one sharing round. The owner itself was served before. */
export type Round = (owner: string, account: string, ownerActive: boolean) => boolean;

/** Returns the sharing rounds for what owners leave, by the preferences. */
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

/** Preferences with the time from which they apply, in milliseconds since 1970. */
export type PreferencesSince<Held extends Preferences = Preferences> = { readonly since: number; readonly preferences: Held };

/**
 * Returns the preferences for a month's bill: those in force at its end, or now for the current month.
 * @param history in any order; the last of equal times applies
 * @param end the exclusive end of the month, in milliseconds since 1970
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
