import type { Preferences } from '@gatehouse/bill';
import { billsChanged } from '../../account/billing-payers';
import { validationError } from '../../core/errors';
import { offsetOf } from '../../core/page-token';
import { encodeToken } from '../../core/paginate';
import { readByIds } from '../../core/work/bulk';
import { billingOperation } from '../billing-operation';
import { requirePayer } from '../payers';
import { principalArn } from '../principal-arn';
import { type Difference, preferenceDifferences } from './differences';
import { type StoredPreferences, storedPreferences, withNewAccounts } from './rows';
import {
  GetBillingPreferencesInput,
  ListBilledAccountsInput,
  ListBillingPreferencesInput,
  PutBillingPreferencesInput,
} from './schema';

/** The sharing of discounts and credits, and the tax, from a time on. */
export type BillingPreferencesAnswer = {
  DiscountSharing: Preferences['discountSharing'];
  Groups: { Name: string; AccountIds: string[] }[];
  DiscountsOff: string[];
  CreditSharing: boolean;
  CreditsOff: string[];
  NewAccounts: { Discounts: boolean; Credits: boolean };
  TaxPercent: string;
  /** The billing date from which it applies. Absent for AWS's defaults. */
  Since?: Date;
  ChangedBy?: string;
};

type Row = { at: Date; createdBy: string };

function answerOf(preferences: StoredPreferences, row: Row | null): BillingPreferencesAnswer {
  return {
    DiscountSharing: preferences.discountSharing,
    Groups: preferences.groups.map(({ name, accountIds }) => ({ Name: name, AccountIds: [...accountIds] })),
    DiscountsOff: [...preferences.discountsOff],
    CreditSharing: preferences.creditSharing,
    CreditsOff: [...preferences.creditsOff],
    NewAccounts: { Discounts: !preferences.newDiscountsOff, Credits: !preferences.newCreditsOff },
    TaxPercent: preferences.taxPercent ?? '0',
    ...(row && { Since: row.at, ChangedBy: row.createdBy }),
  };
}

const READ = () => [{ action: 'billing:GetBillingPreferences', resource: '*' }];

/** Returns the current sharing preferences. The preferences at the end of a month decide its bill. Only for the payer. */
export const GetBillingPreferences = billingOperation({
  service: 'billing',
  name: 'GetBillingPreferences',
  access: 'Read',
  input: GetBillingPreferencesInput,
  checks: READ,
  run: async (_input, scope) => {
    await requirePayer(scope);
    const { db, accountId: payerId, now } = scope;
    const row = await db.billingPreferences.findFirst({ where: { payerId }, orderBy: { at: 'desc' } });
    const stored = storedPreferences(row);
    return {
      Preferences: answerOf(row ? await withNewAccounts(db, payerId, stored, row.at) : stored, row),
      BillingDate: now,
    };
  },
});

/** A preference change with its author and the previous values. */
export type PreferencesChange = {
  ChangedAt: Date;
  ChangedBy: string;
  Differences: Difference[];
  DifferenceCount: number;
};

/** Lists preference changes, newest first, page by page. */
export const ListBillingPreferences = billingOperation({
  service: 'gatehouse',
  name: 'ListBillingPreferences',
  access: 'List',
  input: ListBillingPreferencesInput,
  checks: READ,
  run: async ({ MaxResults, MaxDifferences, NextToken }, scope) => {
    await requirePayer(scope);
    const { db, accountId: payerId } = scope;
    const list = `ListBillingPreferences:${payerId}`;
    const skip = offsetOf(list, NextToken);
    // One more row is read, to compare the last one with.
    const rows = await db.billingPreferences.findMany({
      where: { payerId },
      orderBy: { at: 'desc' },
      skip,
      take: MaxResults + 1,
    });
    const Changes = rows.slice(0, MaxResults).map((row, at): PreferencesChange => {
      const differences = preferenceDifferences(storedPreferences(rows[at + 1] ?? null), storedPreferences(row));
      return {
        ChangedAt: row.at,
        ChangedBy: row.createdBy,
        Differences: differences.slice(0, MaxDifferences),
        DifferenceCount: differences.length,
      };
    });
    return { Changes, NextToken: rows.length > MaxResults ? encodeToken(list, String(skip + MaxResults)) : undefined };
  },
});

/** An account with a payer. */
export type BilledAccountAnswer = { AccountId: string; Name: string; JoinedAt?: Date };

/**
 * Lists the accounts that the caller currently pays for, itself first, then by name, for choosing in preferences and bill
 * changes.
 */
export const ListBilledAccounts = billingOperation({
  service: 'gatehouse',
  name: 'ListBilledAccounts',
  access: 'List',
  input: ListBilledAccountsInput,
  checks: READ,
  run: async (_input, scope) => {
    await requirePayer(scope);
    const { db, accountId } = scope;
    const paid = await db.billingPeriod.findMany({ where: { payerId: accountId, until: null }, select: { accountId: true } });
    const rows = await readByIds(
      paid.map((period) => period.accountId),
      (ids) => db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, joinedAt: true } }),
    );
    rows.sort((a, b) => Number(b.id === accountId) - Number(a.id === accountId) || (a.name < b.name ? -1 : 1));
    return {
      Accounts: rows.map(
        ({ id, name, joinedAt }): BilledAccountAnswer => ({ AccountId: id, Name: name, JoinedAt: joinedAt ?? undefined }),
      ),
    };
  },
});

/**
 * Returns the preferences of an input as stored.
 * @throws AwsError ValidationError. As in AWS, an account is in at most one group, and the payer in none
 */
export function preferencesOf(input: (typeof PutBillingPreferencesInput)['_output'], payerId: string): StoredPreferences {
  const grouped = input.Groups.flatMap(({ AccountIds }) => AccountIds);
  if (new Set(grouped).size !== grouped.length) throw validationError('An account can be in only one group.', 'Groups');
  // AWS: "The payer account can't be part of a group."
  if (grouped.includes(payerId)) throw validationError('The paying account cannot be in a group.', 'Groups');
  if (new Set(input.Groups.map(({ Name }) => Name)).size !== input.Groups.length)
    throw validationError('Two groups have the same name.', 'Groups');
  return {
    discountSharing: input.DiscountSharing,
    groups: input.Groups.map(({ Name, AccountIds }) => ({ name: Name, accountIds: AccountIds })),
    discountsOff: input.DiscountsOff,
    creditSharing: input.CreditSharing,
    creditsOff: input.CreditsOff,
    newDiscountsOff: !input.NewAccounts.Discounts,
    newCreditsOff: !input.NewAccounts.Credits,
    taxPercent: input.TaxPercent,
  };
}

/** Sets the sharing of discounts and credits, and the tax, from now on. Only for the payer. */
export const UpdateBillingPreferences = billingOperation({
  service: 'billing',
  name: 'UpdateBillingPreferences',
  access: 'Write',
  input: PutBillingPreferencesInput,
  checks: () => [{ action: 'billing:UpdateBillingPreferences', resource: '*' }],
  run: async (input, scope) => {
    const { db, accountId: payerId, now } = scope;
    await requirePayer(scope);
    const preferences = preferencesOf(input, payerId);
    await billsChanged(db, [payerId]);
    const row = { document: JSON.stringify(preferences), createdBy: principalArn(scope) };
    await db.billingPreferences.upsert({
      where: { payerId_at: { payerId, at: now } },
      create: { payerId, at: now, ...row },
      update: row,
    });
    return { Preferences: answerOf(preferences, { at: now, ...row }) };
  },
  touches: () => ({}),
});
