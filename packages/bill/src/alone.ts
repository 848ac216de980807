import type { DimensionUsage, MemberUsage } from './collect-usage';
import { coverUsage, type Situation } from './cover-usage';
import { within } from './find-price';
import { chargeApart, type TierCharge } from './tiers';
import type { BillSteps } from './types';

/** The separate costs of a dimension's accounts, in the order of its members. */
export type Apart = TierCharge['members'];

/** The number of accounts computed before yielding. */
const ACCOUNTS_AT_ONCE = 16;

/** The usage of an account in its own tiers, and its free part. */
type Part = { readonly quantity: bigint; readonly free: bigint };

/** Computes the cost of each account on a separate bill, with its own free amounts, tiers, reservations and plans. */
export function* chargeAlone(dimensions: readonly DimensionUsage[], situation: Situation): BillSteps<Map<DimensionUsage, Apart>> {
  // For other dimensions, the cost depends only on their own quantity.
  const entangled = dimensions.filter(({ hourly, price }) => hourly || price.freeScope !== undefined);
  const parts = yield* partsOfAccounts(entangled, situation);
  const apart = new Map<DimensionUsage, Apart>();
  for (const usage of dimensions) {
    const { tiers, free } = usage.price;
    const found = parts.get(usage);
    const charged = usage.members.map((by) => found?.get(by) ?? { quantity: by.quantity, free });
    apart.set(
      usage,
      chargeApart(
        tiers,
        charged.map((part) => part.quantity),
        charged.map((part) => part.free),
      ),
    );
    yield [];
  }
  return apart;
}

function* partsOfAccounts(
  dimensions: readonly DimensionUsage[],
  situation: Situation,
): BillSteps<Map<DimensionUsage, Map<MemberUsage, Part>>> {
  const byAccount = new Map<string, { usage: DimensionUsage; by: MemberUsage }[]>();
  for (const usage of dimensions) {
    for (const by of usage.members) {
      within(byAccount, by.member.accountId, (): { usage: DimensionUsage; by: MemberUsage }[] => []).push({ usage, by });
    }
  }
  const found = new Map<DimensionUsage, Map<MemberUsage, Part>>();
  let done = 0;
  for (const [accountId, own] of byAccount) {
    const isOwn = (what: { accountId: string }) => what.accountId === accountId;
    const covered = yield* coverUsage(
      own.map(({ usage, by }) => ({ ...usage, members: [by] })),
      {
        ...situation,
        rounds: [],
        reservations: situation.reservations.filter(isOwn),
        savingsPlans: situation.savingsPlans.filter(isOwn),
      },
    );
    covered.forEach(({ quantities, free, freeOfMembers }, at) => {
      const part = own[at];
      if (part === undefined) return;
      const quantity = (quantities[0] ?? 0n) + (freeOfMembers?.[0] ?? 0n);
      within(found, part.usage, () => new Map<MemberUsage, Part>()).set(part.by, { quantity, free });
    });
    done += 1;
    if (done % ACCOUNTS_AT_ONCE === 0) yield [];
  }
  return found;
}
