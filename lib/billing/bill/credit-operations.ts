import { type BenefitAnswer, benefitAnswer, benefitsOf } from '../benefit/operations';
import { ListBenefitsInput } from '../benefit/schema';
import { billingOperation } from '../billing-operation';
import type { Credit } from '../calculate';
import { usd } from '../money';
import { monthAfter, monthOf } from '../months';
import { fromJson } from '../packed-rows';
import { billingTime, payerOf } from '../payers';
import { creditsLeft } from './work-out';

/** A credit: what it was given with, and what the bills of all months so far leave of it, in dollars as decimal numbers in text. */
export type CreditAnswer = BenefitAnswer & { Amount: string; Remaining: string; Services?: readonly string[] };

/** Credits of the caller's account and of those that it pays for, newest first. */
export const ListCredits = billingOperation({
  service: 'gatehouse',
  name: 'ListCredits',
  access: 'List',
  input: ListBenefitsInput,
  checks: () => [{ action: 'billing:GetCredits', resource: '*' }],
  run: async (input, scope) => {
    const { db, now } = scope;
    const { rows, ...more } = await benefitsOf(scope, 'credit', input);
    const credits = rows.map(({ document }) => fromJson<Credit>(document));
    const month = monthAfter(monthOf(await billingTime(db, payerOf(scope), now)));
    const left = new Map((await creditsLeft(db, month, now, credits)).map(({ id, remaining }) => [id, remaining]));
    return {
      Credits: rows.map((row, at): CreditAnswer => {
        const { remaining = 0n, issued = 0, expires = 0, services } = credits[at] ?? {};
        return {
          ...benefitAnswer(row, issued, expires),
          Amount: usd(remaining),
          Remaining: usd(left.get(row.id) ?? remaining),
          Services: services ?? undefined,
        };
      }),
      ...more,
    };
  },
});
