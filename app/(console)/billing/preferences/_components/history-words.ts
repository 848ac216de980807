import type { PreferencesChange } from '../queries';

type Difference = PreferencesChange['Differences'][number];

const MODES: Readonly<Record<string, string>> = {
  organization: 'all accounts',
  prioritized: 'the group first',
  restricted: 'the group only',
};

const SETTINGS: Readonly<Record<Difference['Setting'], string>> = {
  DISCOUNT_SHARING: 'Discounts are shared with',
  CREDIT_SHARING: 'Credit sharing',
  NEW_ACCOUNTS_DISCOUNTS: 'Discount sharing of new accounts',
  NEW_ACCOUNTS_CREDITS: 'Credit sharing of new accounts',
  TAX_PERCENT: 'Tax (percent)',
  ACCOUNT_DISCOUNTS: 'Discount sharing',
  ACCOUNT_CREDITS: 'Credit sharing',
  ACCOUNT_GROUP: 'Group',
};

/** Returns the name of a setting. */
export function settingWords(setting: Difference['Setting']): string {
  return SETTINGS[setting];
}

const valueWords = (value: string | null) => (value === null ? 'none' : (MODES[value] ?? value));

/** Returns a difference in words: `Discount sharing of web (111111111111): on → off`. */
export function differenceWords({ Setting, AccountId, Before, After }: Difference, name: string | undefined): string {
  const of = AccountId === undefined ? '' : ` of ${name === undefined ? AccountId : `${name} (${AccountId})`}`;
  return `${SETTINGS[Setting]}${of}: ${valueWords(Before)} → ${valueWords(After)}`;
}
