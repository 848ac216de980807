import { type BillInput, calculateBill } from '@gatehouse/bill';
import { describe, expect, it } from 'vitest';
import { supportPlanOf } from './support-plans';

const DOLLAR = 1_000_000_000n;
const [ONE, TWO] = ['111111111111', '222222222222'];

/** Returns the support fees of a plan's accounts, given each account's charges in dollars. */
function feesOf(plan: string, month: string, charges: readonly number[]): string[] {
  const accounts = [ONE, TWO].slice(0, charges.length);
  const [year = 0, number = 1] = month.split('-').map(Number);
  const from = Date.UTC(year, number - 1);
  const supportPlan = supportPlanOf(plan, month);
  const input: BillInput = {
    month,
    prices: [
      {
        service: 'S',
        usageType: 'U',
        region: null,
        unit: 'Hrs',
        description: 'U',
        free: 0n,
        tiers: [{ upTo: null, rate: 1_000_000_000_000n }],
      },
    ],
    usage: accounts.map((accountId, at) => ({
      accountId,
      service: 'S',
      usageType: 'U',
      region: 'us-east-1',
      operation: '',
      quantity: BigInt(charges[at] ?? 0) * DOLLAR,
      hour: from / 3_600_000,
      hours: 1,
    })),
    memberships: accounts.map((accountId) => ({ accountId, from, until: null, closed: null })),
    supportPlans: new Map(supportPlan ? accounts.map((accountId) => [accountId, supportPlan]) : []),
  };
  const { lines } = calculateBill(input);
  return lines
    .filter(({ usageType }) => usageType === 'Support')
    .map(({ service, unblended }) => `${service} ${Number(unblended) / 1e9}`);
}

describe('the fees of support plans around 1 January 2027', () => {
  it.each([
    // AWS: a fee is the greater of a minimum and a percentage that falls as charges rise.
    ['BASIC', '2027-01', [100_000], []],
    ['DEVELOPER', '2026-12', [100], ['AWSSupportDeveloper 29']],
    ['DEVELOPER', '2027-01', [100], ['AWSSupportBusinessPlus 29']],
    ['BUSINESS', '2026-12', [500], ['AWSSupportBusiness 100']],
    ['BUSINESS', '2026-12', [300_000], ['AWSSupportBusiness 15900']],
    ['BUSINESS', '2027-01', [300_000], ['AWSSupportBusinessPlus 15800']],
    ['BUSINESS_PLUS', '2026-12', [1_000], ['AWSSupportBusinessPlus 90']],
    ['BUSINESS_PLUS', '2027-01', [100_000], ['AWSSupportBusinessPlus 6800']],
    ['ENTERPRISE_ON_RAMP', '2026-12', [10_000], ['AWSSupportEnterpriseOnRamp 5500']],
    ['ENTERPRISE_ON_RAMP', '2027-01', [10_000], ['AWSSupportEnterprise 5000']],
    ['ENTERPRISE', '2026-12', [10_000], ['AWSSupportEnterprise 15000']],
    ['ENTERPRISE', '2027-01', [1_200_000], ['AWSSupportEnterprise 70500']],
    // Before 2027, AWS charges the fee per account. Since then, it charges for the sum of all accounts.
    ['ENTERPRISE', '2026-12', [10_000, 30_000], ['AWSSupportEnterprise 15000', 'AWSSupportEnterprise 15000']],
    ['ENTERPRISE', '2027-01', [10_000, 30_000], ['AWSSupportEnterprise 1250', 'AWSSupportEnterprise 3750']],
    ['ENTERPRISE', '2027-01', [300_000, 900_000], ['AWSSupportEnterprise 17625', 'AWSSupportEnterprise 52875']],
    ['ENTERPRISE', '2027-01', [0, 0], ['AWSSupportEnterprise 2500', 'AWSSupportEnterprise 2500']],
    ['BUSINESS_PLUS', '2027-01', [100, 100], ['AWSSupportBusinessPlus 29', 'AWSSupportBusinessPlus 29']],
    ['UNIFIED_OPERATIONS', '2027-01', [10_000], ['AWSSupportUnifiedOperations 50000']],
  ] as const)('are for %s in %s with charges of %j dollars: %j', (plan, month, charges, fees) => {
    expect(feesOf(plan, month, charges)).toEqual(fees);
  });
});
