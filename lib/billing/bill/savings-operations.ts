import { giveWay } from '../../core/bulk';
import { encodeToken } from '../../core/paginate';
import { billingOperation } from '../billing-operation';
import type { DimensionMember } from '../calculate';
import { compare, type TierAnswer, tierAnswers } from './answers';
import { rate, shown, units, usd } from './money';
import type { BillStatus } from './operations';
import { GetBillSavingsInput } from './schema';
import { accountNames, listName, offsetOf, viewOwnBill } from './view';

/** Of a dimension and of the bill, so many accounts are told one by one: those that use most, and those that save most. */
const ACCOUNTS_TOLD = 30;

/** What one account used of a dimension, and what it would pay with a bill of its own. */
export type SavingsMemberAnswer = {
  AccountId: string;
  Name?: string;
  Quantity: string;
  Free: string;
  /** What of each tier is handed to the account; as many as the dimension has tiers. */
  Tiers: string[];
  Unblended: string;
  Blended: string;
  /** How the account alone would fill the tiers, and what that would cost. */
  Alone: { Free: string; Tiers: TierAnswer[]; Amount: string };
};

/** One usage type, all accounts together against each alone: what a bar of its tiers shows. */
export type SavingsDimensionAnswer = {
  Service: string;
  UsageType: string;
  Region: string | null;
  Operation?: string;
  Description: string;
  Unit: string;
  Quantity: string;
  Free: string;
  Tiers: TierAnswer[];
  Together: string;
  Separate: string;
  Saving: string;
  /** Dollars for a unit; absent where nothing was used that has one. */
  BlendedRate?: string;
  AccountCount: number;
  /** Those that use most. */
  Accounts: SavingsMemberAnswer[];
};

/** What an organization saves by being billed as one account: usage in tiers, and what accounts share of reservations and Savings Plans. */
export type SavingsAnswer = {
  Month: string;
  Status: BillStatus;
  PayerId: string;
  /** Of usage run through tiers, in all dimensions: together, and if each account had a bill of its own. */
  Together: string;
  Separate: string;
  Saving: string;
  Shown: { Together: string; Separate: string; Saving: string };
  /** By saving, page by page. */
  Dimensions: SavingsDimensionAnswer[];
  DimensionCount: number;
  NextToken?: string;
};

/** What accounts pay together against what they would pay alone, dimension by dimension and tier by tier. Of whoever pays. */
export const GetBillSavings = billingOperation({
  service: 'gatehouse',
  name: 'GetBillSavings',
  access: 'Read',
  input: GetBillSavingsInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async ({ MaxResults, NextToken, ...which }, scope): Promise<SavingsAnswer> => {
    const view = await viewOwnBill(scope, which);
    const { bill, month } = view;
    const list = listName('GetBillSavings', view);
    const from = offsetOf(list, NextToken);
    const dimensions = bill.head.dimensions
      .map((dimension, at) => ({ dimension, at, saving: dimension.separate - dimension.unblended }))
      .sort((a, b) => compare(b.saving, a.saving) || compare(b.dimension.unblended, a.dimension.unblended) || a.at - b.at);
    const together = dimensions.reduce((sum, { dimension }) => sum + dimension.unblended, 0n);
    const separate = dimensions.reduce((sum, { dimension }) => sum + dimension.separate, 0n);
    const answers: SavingsDimensionAnswer[] = [];
    for (const { dimension, at, saving } of dimensions.slice(from, from + MaxResults)) {
      const members = [...(await bill.members(at))].sort((a, b) => compare(b.quantity, a.quantity)).slice(0, ACCOUNTS_TOLD);
      const names = await accountNames(
        scope.db,
        members.map(({ accountId }) => accountId),
      );
      const { price } = dimension;
      answers.push({
        Service: price.service,
        UsageType: price.usageType,
        Region: price.region,
        ...(price.operation !== undefined && { Operation: price.operation }),
        Description: price.description,
        Unit: price.unit,
        Quantity: units(dimension.quantity),
        Free: units(dimension.free),
        Tiers: tierAnswers(price.tiers, dimension.tiers, dimension.unblended),
        Together: usd(dimension.unblended),
        Separate: usd(dimension.separate),
        Saving: usd(saving),
        ...(dimension.blendedRate !== null && { BlendedRate: rate(dimension.blendedRate) }),
        AccountCount: dimension.accounts,
        Accounts: members.map((member) => memberAnswer(member, price.tiers, names.get(member.accountId))),
      });
      await giveWay();
    }
    const cents = shown([together, separate - together]);
    return {
      Month: month,
      Status: bill.issued ? 'ISSUED' : 'PENDING',
      PayerId: bill.payerId,
      Together: usd(together),
      Separate: usd(separate),
      Saving: usd(separate - together),
      Shown: { Together: cents[0] ?? '', Separate: shown([separate])[0] ?? '', Saving: cents[1] ?? '' },
      Dimensions: answers,
      DimensionCount: dimensions.length,
      NextToken: from + MaxResults < dimensions.length ? encodeToken(list, String(from + MaxResults)) : undefined,
    };
  },
});

function memberAnswer(
  member: DimensionMember,
  tiers: Parameters<typeof tierAnswers>[0],
  name: string | undefined,
): SavingsMemberAnswer {
  const { alone } = member;
  return {
    AccountId: member.accountId,
    Name: name,
    Quantity: units(member.quantity),
    Free: units(member.free),
    Tiers: member.tiers.map(units),
    Unblended: usd(member.unblended),
    Blended: usd(member.blended),
    Alone: { Free: units(alone.free), Tiers: tierAnswers(tiers, alone.tiers, alone.cost), Amount: usd(alone.cost) },
  };
}
