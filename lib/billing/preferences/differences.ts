import type { StoredPreferences } from './rows';

/** The subject of a preference change. Settings of an account name it. */
export type Setting =
  | 'DISCOUNT_SHARING'
  | 'CREDIT_SHARING'
  | 'NEW_ACCOUNTS_DISCOUNTS'
  | 'NEW_ACCOUNTS_CREDITS'
  | 'TAX_PERCENT'
  | 'ACCOUNT_DISCOUNTS'
  | 'ACCOUNT_CREDITS'
  | 'ACCOUNT_GROUP';

/** A changed setting. Switches are `on` and `off`; an account without a group has null. */
export type Difference = { Setting: Setting; AccountId?: string; Before: string | null; After: string | null };

/** Returns the differences of preferences: global settings first, then by account. Pure. */
export function preferenceDifferences(before: StoredPreferences, after: StoredPreferences): Difference[] {
  const whole = (['DISCOUNT_SHARING', 'CREDIT_SHARING', 'NEW_ACCOUNTS_DISCOUNTS', 'NEW_ACCOUNTS_CREDITS', 'TAX_PERCENT'] as const)
    .map((Setting) => ({ Setting, Before: settingOf(before, Setting), After: settingOf(after, Setting) }))
    .filter(({ Before, After }) => Before !== After);
  return [
    ...whole,
    ...accountDifferences('ACCOUNT_GROUP', groupsOf(before), groupsOf(after), null),
    ...accountDifferences('ACCOUNT_DISCOUNTS', switchedOff(before.discountsOff), switchedOff(after.discountsOff), 'on'),
    ...accountDifferences('ACCOUNT_CREDITS', switchedOff(before.creditsOff), switchedOff(after.creditsOff), 'on'),
  ];
}

function settingOf(preferences: StoredPreferences, setting: Setting): string {
  switch (setting) {
    case 'DISCOUNT_SHARING':
      return preferences.discountSharing;
    case 'CREDIT_SHARING':
      return onOrOff(preferences.creditSharing);
    case 'NEW_ACCOUNTS_DISCOUNTS':
      return onOrOff(!preferences.newDiscountsOff);
    case 'NEW_ACCOUNTS_CREDITS':
      return onOrOff(!preferences.newCreditsOff);
    default:
      return preferences.taxPercent ?? '0';
  }
}

const onOrOff = (on: boolean) => (on ? 'on' : 'off');
const switchedOff = (accountIds: readonly string[]) => new Map(accountIds.map((id) => [id, 'off']));

function groupsOf({ groups }: StoredPreferences): Map<string, string> {
  return new Map(groups.flatMap(({ name, accountIds }) => accountIds.map((id) => [id, name])));
}

/**
 * Compares a setting by account.
 * @param absent the value of accounts that a side does not name
 */
function accountDifferences(
  Setting: Setting,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  absent: string | null,
): Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((AccountId) => ({
      Setting,
      AccountId,
      Before: before.get(AccountId) ?? absent,
      After: after.get(AccountId) ?? absent,
    }))
    .filter(({ Before, After }) => Before !== After);
}
