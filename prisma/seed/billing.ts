import { PutCredit, PutReservation, PutSavingsPlan } from '../../lib/billing/benefit/operations';
import { CreateBudget } from '../../lib/billing/budget/operations';
import { UpdateCostAllocationTagsStatus } from '../../lib/billing/cost-allocation-tag/operations';
import { CreateCostCategoryDefinition } from '../../lib/billing/cost-category/operations';
import { endOf, monthOf, monthsFrom, startOf } from '../../lib/billing/months';
import { GenerateUsage } from '../../lib/billing/usage/generate-operations';
import { PutUsage } from '../../lib/billing/usage/operations';
import type { Database } from '../../lib/db/client';
import { UpdateIAMAccessPreference } from '../../lib/iam/root-user/operations';
import { rootActor } from './actor';

const MONTHS_BEFORE = 2;
const HOUR_MS = 3_600_000;

/** The usage profiles of the demo's accounts, by name. */
const PROFILES: ReadonlyMap<string, 'web-shop' | 'data-team' | 'idle-sandbox'> = new Map([
  ['production', 'web-shop'],
  ['payments', 'web-shop'],
  ['development', 'data-team'],
  ['sandbox', 'idle-sandbox'],
]);

/** Additional downloads from both shops, in GB per hour. Only together they reach the cheaper tier. */
const DOWNLOADS: ReadonlyMap<string, number> = new Map([
  ['production', 60],
  ['payments', 55],
]);

/**
 * Creates usage of this and the two previous months with purchases and credits, and lets users and roles of the management
 * account view bills if their policies allow it.
 */
export async function seedBilling(database: Database, managementId: string, now: Date): Promise<void> {
  const root = rootActor(database, managementId, () => now);
  await root(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
  const accounts = await database.reader.account.findMany({ where: { name: { in: [...PROFILES.keys()] } } });
  const last = monthOf(now);
  const months = Array.from({ length: MONTHS_BEFORE + 1 }, (_, before) => monthsFrom(last, -before)).reverse();
  await root(GenerateUsage, {
    Name: 'Demo',
    Seed: 'acme',
    From: months[0] ?? last,
    Until: last,
    Accounts: accounts.map(({ id, name }) => ({ AccountId: id, Profile: PROFILES.get(name) ?? 'idle-sandbox' })),
  });
  const shops = accounts.flatMap(({ id, name }) => {
    const perHour = DOWNLOADS.get(name);
    return perHour === undefined ? [] : [{ id, perHour }];
  });
  const rows = months.flatMap((month) => {
    const Hours = Math.floor((Math.min(endOf(month), now.getTime()) - startOf(month)) / HOUR_MS);
    if (Hours < 1) return [];
    return shops.map(({ id, perHour }) => ({
      AccountId: id,
      Service: 'AWSDataTransfer',
      UsageType: 'EUC1-DataTransfer-Out-Bytes',
      Region: 'eu-central-1',
      Start: new Date(startOf(month)),
      Hours,
      Quantity: String(perHour * Hours),
    }));
  });
  await root(PutUsage, { Name: 'Downloads of both shops', Rows: rows });
  await seedBudgets(database, managementId, root);
  const Start = new Date(startOf(months[0] ?? last));
  const production = accounts.find(({ name }) => name === 'production');
  if (production) {
    // At night, the account uses fewer instances than it reserved. The other shop gets some of these hours, and others stay unused.
    const web = { UsageType: 'EUC1-BoxUsage:m5.large', Region: 'eu-central-1', SizeFlexible: true };
    await root(PutReservation, { AccountId: production.id, ...web, Count: 3, Payment: 'No Upfront', Start });
  }
  await root(PutSavingsPlan, { Kind: 'Compute', Payment: 'No Upfront', Commitment: '0.05', Start });
  const Expires = new Date(endOf(monthsFrom(last, 11)));
  await root(PutCredit, { Amount: '150', Services: ['AmazonEC2', 'AmazonRDS'], Start: new Date(startOf(last)), Expires });
  await root(UpdateCostAllocationTagsStatus, {
    CostAllocationTagsStatus: ['environment', 'project', 'team'].map((TagKey) => ({ TagKey, Status: 'Active' as const })),
  });
  await seedDepartments(database, root, months[0] ?? last);
}

/** Allocates costs by OU to the shops and the engineers. Shared costs are split in proportion. */
async function seedDepartments(database: Database, root: ReturnType<typeof rootActor>, from: string): Promise<void> {
  const units = await database.reader.organizationalUnit.findMany({ where: { name: { in: ['Production', 'Development'] } } });
  const inUnit = (name: string, Value: string) => {
    const Values = units.filter((unit) => unit.name === name).map(({ id }) => id);
    return { Value, Rule: { Dimensions: { Key: 'ORGANIZATIONAL_UNIT', Values } } };
  };
  await root(CreateCostCategoryDefinition, {
    Name: 'Department',
    EffectiveStart: `${from}-01T00:00:00Z`,
    RuleVersion: 'CostCategoryExpression.v1',
    Rules: [inUnit('Production', 'Shops'), inUnit('Development', 'Engineering')],
    DefaultValue: 'Central',
    SplitChargeRules: [{ Source: 'Central', Targets: ['Shops', 'Engineering'], Method: 'PROPORTIONAL' }],
  });
}

/** Creates budgets for everything and for the OU of production, with AWS's alerts at 85 and 100 percent. */
async function seedBudgets(database: Database, managementId: string, root: ReturnType<typeof rootActor>): Promise<void> {
  const production = await database.reader.organizationalUnit.findFirstOrThrow({
    where: { name: 'Production', organization: { managementAccountId: managementId } },
  });
  const budget = (BudgetName: string, Amount: string, CostFilters: Record<string, string[]>) =>
    root(CreateBudget, {
      AccountId: managementId,
      Budget: { BudgetName, BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount, Unit: 'USD' }, CostFilters },
      NotificationsWithSubscribers: [85, 100].map((Threshold) => ({
        Notification: {
          NotificationType: 'ACTUAL' as const,
          ComparisonOperator: 'GREATER_THAN' as const,
          Threshold,
          ThresholdType: 'PERCENTAGE' as const,
        },
        Subscribers: [{ SubscriptionType: 'EMAIL' as const, Address: 'finance@example.com' }],
      })),
    });
  await budget('All of Acme', '20000', {});
  await budget('Production', '12000', { OrganizationalUnit: [production.id] });
}
