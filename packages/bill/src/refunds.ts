import { DAY, HOUR, type Month } from './month';
import { compareText, type Member } from './periods';
import type { CostLine, Usage } from './types';

/** A record that gives money back. */
export type Refund = Usage & { readonly refund: bigint };

/** Returns whether a record is a refund, which no price, reservation, plan, credit or tax applies to. */
export function isRefund(record: Usage): record is Refund {
  return record.refund !== undefined;
}

/**
 * Returns a line for each refund to an account that is on the bill at that time, in an order that follows from the refunds alone. The amount
 * is exactly what the record says: no other line of the bill depends on it.
 */
export function refundLines(refunds: readonly Refund[], members: ReadonlyMap<string, Member>, month: Month): CostLine[] {
  return refunds
    .filter(({ accountId, hour }) => {
      const instant = hour * HOUR;
      return members.get(accountId)?.owns.some(({ from, until }) => from <= instant && instant < until) ?? false;
    })
    .map((refund) => ({ line: lineOf(refund, month), key: keyOf(refund) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ line }) => line);
}

function lineOf({ refund, hour, ...record }: Refund, month: Month): CostLine {
  const { accountId, service, usageType, region, operation, zone, resourceId, tags } = record;
  return {
    accountId,
    day: Math.floor((hour * HOUR - month.start) / DAY) + 1,
    recordType: 'Refund',
    service,
    usageType,
    region: region === '' ? null : region,
    operation,
    ...(zone !== undefined && { zone }),
    ...(resourceId !== undefined && { resourceId }),
    ...(tags && { tags }),
    quantity: 0n,
    unblended: -refund,
    blended: -refund,
    amortized: -refund,
  };
}

function keyOf({ accountId, service, usageType, region, operation, zone, resourceId, tags, hour, refund }: Refund): string {
  const sorted = Object.entries(tags ?? {}).sort(([a], [b]) => compareText(a, b));
  return JSON.stringify([accountId, service, usageType, region, operation, resourceId, zone, hour, sorted, String(refund)]);
}
