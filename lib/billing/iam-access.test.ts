import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../core/operation';
import { type Actor, TEST_NOW } from '../core/test-world';
import { UpdateIAMAccessPreference } from '../iam/root-user/operations';
import { type OrganizationWorld, userWith } from '../organizations/test-organization';
import { billingOperations, budgetsOperations, costExplorerOperations } from './index';
import { createBillingWorld } from './test-billing';

// AWS Billing User Guide, "Overview of managing access permissions": the setting controls access to pages of the console. It does
// not control the APIs of Cost Explorer, Budgets and Cost and Usage Reports. It does not control the pages of Cost Anomaly
// Detection, nor the overview, inventory and purchase of Savings Plans.

let world: OrganizationWorld;
let root: Actor;
let user: Actor;
beforeAll(async () => {
  ({ world, bob: root } = await createBillingWorld(TEST_NOW));
  user = await userWith(world, root, 'reader', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
});
afterAll(() => world.close());

/** Returns whether the setting refuses a call. Inputs must be valid: a call that is never run would prove nothing. */
async function isGoverned(actor: Actor, operation: AnyOperation, input: object): Promise<boolean> {
  const refused = await actor.run(operation, input as never).then(
    () => null,
    (error: { members?: { Reason?: string } }) => error,
  );
  expect(operation.input.safeParse(input).success).toBe(true);
  return refused?.members?.Reason === 'IAM_ACCESS_NOT_ACTIVATED';
}

const AccountId = '000000000000';
const period = { Start: '2026-02-01', End: '2026-03-01' };
const plan = 'plan-0123456789abcdef0';
/** A call for each page of the console, and how AWS names the page. */
const PAGES: readonly [page: string, operation: keyof typeof billingOperations, input: object, governed: boolean][] = [
  ['Billing home', 'GetBillingHome', {}, true],
  ['Bills', 'ListBills', {}, true],
  ['Bills', 'GetBill', { Month: '2026-03' }, true],
  ['Savings', 'GetBillSavings', { Month: '2026-03' }, true],
  ['Credits', 'ListCredits', {}, true],
  ['Billing preferences', 'GetBillingPreferences', {}, true],
  ['Cost Explorer', 'ExploreCosts', { View: {} }, true],
  ['Cost allocation tags', 'GetCostAllocationCoverage', {}, true],
  ['Budgets', 'PreviewBudget', { BudgetType: 'COST', TimeUnit: 'MONTHLY' }, true],
  ['Reservations', 'ListReservations', {}, true],
  ['Reservations', 'GetAdvanceUse', { Kind: 'reservations' }, true],
  ['Cost Anomaly Detection', 'ListCostAnomalies', {}, false],
  ['Savings Plans inventory', 'ListSavingsPlans', {}, false],
  ['Savings Plans overview', 'GetAdvanceUse', { Kind: 'savingsPlans' }, false],
  ['Savings Plans overview', 'GetAdvanceShares', { Id: plan }, false],
  ['Purchase Savings Plans', 'PutSavingsPlan', { Kind: 'Compute', Payment: 'No Upfront', Commitment: '1' }, false],
  ['Savings Plans inventory', 'DeleteBenefit', { Id: plan }, false],
  ['Credits', 'DeleteBenefit', { Id: 'credit-0123456789abcdef0' }, true],
];
/** APIs that programs call, and whether the page that makes the same call is governed. */
const APIS: readonly [operation: AnyOperation, input: object, page: boolean][] = [
  [costExplorerOperations.GetCostAndUsage, { TimePeriod: period, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] }, true],
  [costExplorerOperations.GetDimensionValues, { TimePeriod: period, Dimension: 'SERVICE' }, true],
  [costExplorerOperations.GetSavingsPlansUtilization, { TimePeriod: period }, true],
  [costExplorerOperations.ListCostCategoryDefinitions, {}, true],
  [costExplorerOperations.GetAnomalies, { DateInterval: { StartDate: '2026-02-01' } }, false],
  [costExplorerOperations.GetAnomalyMonitors, {}, false],
  [budgetsOperations.DescribeBudgets, { AccountId }, true],
  [budgetsOperations.DescribeBudgetNotificationsForAccount, { AccountId }, true],
];

describe.each(['DENY', 'ALLOW'] as const)('IAM access to billing set to %s', (setting) => {
  beforeAll(async () => {
    await root.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: setting });
  });
  const own = (input: object) => ('AccountId' in input ? { ...input, AccountId: root.accountId } : input);

  it.each(PAGES)('has the documented effect on the page %s: %s %o', async (_page, name, input, governed) => {
    const page = user.with({ via: 'console' });
    expect(await isGoverned(page, billingOperations[name], input)).toBe(governed && setting === 'DENY');
    expect(await isGoverned(root.with({ via: 'console' }), billingOperations[name], input)).toBe(false);
  });

  it.each(APIS)(
    'does not govern $name as an API call, and has the documented effect in the console',
    async (operation, input, governed) => {
      expect(await isGoverned(user.with({ via: 'api' }), operation, own(input))).toBe(false);
      expect(await isGoverned(user.with({ via: 'console' }), operation, own(input))).toBe(governed && setting === 'DENY');
    },
  );
});
