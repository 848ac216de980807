import { billsChanged } from '../../account/billing-payers';
import { validationError } from '../../core/errors';
import { billingOperation } from '../billing-operation';
import { type Preferences, SHARE_EVERYTHING } from '../calculate';
import { billingTime, requirePayer } from '../payers';
import { principalArn } from '../principal-arn';
import { GetBillingPreferencesInput, ListBillingPreferencesInput, PutBillingPreferencesInput } from './schema';

const MOST_CHANGES = 1_000;

/** How discounts and credits are shared, from a time on. */
export type BillingPreferencesAnswer = {
  DiscountSharing: Preferences['discountSharing'];
  Groups: { Name: string; AccountIds: string[] }[];
  DiscountsOff: string[];
  CreditSharing: boolean;
  CreditsOff: string[];
  /** Absent: since ever, as AWS begins. */
  Since?: Date;
  ChangedBy?: string;
};

type Row = { at: Date; document: string; createdBy: string };

function answerOf(row: Row | undefined): BillingPreferencesAnswer {
  const preferences = row ? (JSON.parse(row.document) as Preferences) : SHARE_EVERYTHING;
  return {
    DiscountSharing: preferences.discountSharing,
    Groups: preferences.groups.map(({ name, accountIds }) => ({ Name: name, AccountIds: [...accountIds] })),
    DiscountsOff: [...preferences.discountsOff],
    CreditSharing: preferences.creditSharing,
    CreditsOff: [...preferences.creditsOff],
    ...(row && { Since: row.at, ChangedBy: row.createdBy }),
  };
}

const READ = () => [{ action: 'billing:GetBillingPreferences', resource: '*' }];

/** How discounts and credits are shared now. Those in force at the last moment of a month decide its bill. Of the account that pays. */
export const GetBillingPreferences = billingOperation({
  service: 'billing',
  name: 'GetBillingPreferences',
  access: 'Read',
  input: GetBillingPreferencesInput,
  checks: READ,
  run: async (_input, scope) => {
    await requirePayer(scope);
    const row = await scope.db.billingPreferences.findFirst({
      where: { payerId: scope.accountId },
      orderBy: { at: 'desc' },
    });
    return { Preferences: answerOf(row ?? undefined) };
  },
});

/** What they were, newest first. */
export const ListBillingPreferences = billingOperation({
  service: 'gatehouse',
  name: 'ListBillingPreferences',
  access: 'List',
  input: ListBillingPreferencesInput,
  checks: READ,
  run: async (_input, scope) => {
    await requirePayer(scope);
    const rows = await scope.db.billingPreferences.findMany({
      where: { payerId: scope.accountId },
      orderBy: { at: 'desc' },
      take: MOST_CHANGES,
    });
    return { History: rows.map(answerOf) };
  },
});

/** Says how discounts and credits are shared from now on. AWS: management accounts only, and an account is in one group at most. */
export const UpdateBillingPreferences = billingOperation({
  service: 'billing',
  name: 'UpdateBillingPreferences',
  access: 'Write',
  input: PutBillingPreferencesInput,
  checks: () => [{ action: 'billing:UpdateBillingPreferences', resource: '*' }],
  run: async (input, scope) => {
    const { db, accountId: payerId, now } = scope;
    await requirePayer(scope);
    const grouped = input.Groups.flatMap(({ AccountIds }) => AccountIds);
    if (new Set(grouped).size !== grouped.length) throw validationError('An account is in one group at most.', 'Groups');
    // AWS: "The payer account can't be part of a group."
    if (grouped.includes(payerId)) throw validationError('The account that pays is in no group.', 'Groups');
    if (new Set(input.Groups.map(({ Name }) => Name)).size !== input.Groups.length)
      throw validationError('Two groups have the same name.', 'Groups');
    const preferences: Preferences = {
      discountSharing: input.DiscountSharing,
      groups: input.Groups.map(({ Name, AccountIds }) => ({ name: Name, accountIds: AccountIds })),
      discountsOff: input.DiscountsOff,
      creditSharing: input.CreditSharing,
      creditsOff: input.CreditsOff,
    };
    await billsChanged(db, [payerId]);
    // On the day that a class's bills are at: it is that day's change.
    const at = await billingTime(db, payerId, now);
    const row = { document: JSON.stringify(preferences), createdBy: principalArn(scope) };
    await db.billingPreferences.upsert({
      where: { payerId_at: { payerId, at } },
      create: { payerId, at, ...row },
      update: row,
    });
    return { Preferences: answerOf({ at, ...row }) };
  },
  touches: () => ({}),
});
