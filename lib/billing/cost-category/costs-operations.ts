import type { NanoUsd } from '@gatehouse/bill';
import { shown, usd } from '@gatehouse/bill/money';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { isOneOf, keysOf, zip } from '../../core/text/lists';
import { billingOperation } from '../billing-operation';
import { type CategoryDefinition, definitionIn, type Sorting, toSorting } from '../cost-explorer/categories';
import { findMetric } from '../cost-explorer/metrics';
import { addMonth, type Costs, costsOf } from '../cost-explorer/read-costs';
import type { Tally } from '../cost-explorer/tally';
import { type MonthName, monthOf } from '../months';
import { requirePayer } from '../payers';
import { mentionedIn, problemOf } from './check-definition';
import { findCategories, findCategory, noSuchResource } from './rows';
import { GetCostCategoryCostsInput, ListCostUnitsInput, PreviewCostCategoryInput } from './schema';
import { splitCharges } from './split-charges';

const LAST_DAY = 31;

/** The costs that a rule matches first. */
type RuleCosts = {
  Amount: string;
  Accounts: number;
  /** The costs that it matches too, but an earlier rule took. */
  TakenBefore: string;
};

type ValueCosts = {
  /** Empty for costs without a value. */
  Value: string;
  Amount: string;
  /** The amount after split charges. */
  After: string;
  /** In whole cents that add up to the shown total. */
  Shown: string;
  ShownAfter: string;
  Received: { Source: string; Amount: string }[];
};

export type CategoryCosts = {
  Month: MonthName;
  /** Unblended, like all amounts here. */
  Total: string;
  Estimated: boolean;
  Rules: RuleCosts[];
  /** The values, largest first. */
  Values: ValueCosts[];
};

/** Assigns the costs of a month to values, and applies split charges. */
async function sortMonth(
  scope: Scope,
  costs: Costs,
  month: MonthName,
  definition: CategoryDefinition | undefined,
  name: string,
): Promise<CategoryCosts> {
  const sortings: Sorting[] = [];
  for (const rule of definition?.Rules ?? []) sortings.push(await toSorting(rule, costs.known, [name]));
  const { DefaultValue: otherwise = '' } = definition ?? {};
  const metrics = [findMetric('UnblendedCost')].filter((metric) => metric !== undefined);
  const tally: Tally = new Map();
  const Estimated = await addMonth(
    scope,
    costs,
    { month, first: 1, last: LAST_DAY, times: [] },
    undefined,
    {
      timeOf: () => 0,
      metrics,
      groupsOf: (...line) => {
        const groups: string[][] = [];
        let value: string | undefined;
        for (const [at, { matches, valueFor }] of sortings.entries()) {
          if (!matches(...line)) continue;
          if (value === undefined) {
            value = valueFor(...line);
            groups.push(['rule', String(at)], ['account', String(at), line[1]]);
          } else groups.push(['taken', String(at)]);
        }
        groups.push(['value', value ?? otherwise]);
        return groups;
      },
    },
    tally,
  );
  const byKind = { rule: new Map<string, NanoUsd>(), taken: new Map<string, NanoUsd>(), value: new Map<string, NanoUsd>() };
  const accounts = new Map<string, number>();
  for (const { keys, sums } of tally.get(0)?.values() ?? []) {
    const [kind = '', key = ''] = keys;
    if (kind === 'account') accounts.set(key, (accounts.get(key) ?? 0) + 1);
    else if (isOneOf(keysOf(byKind), kind)) byKind[kind].set(key, sums[0] ?? 0n);
  }
  const values = splitCharges(byKind.value, definition?.SplitChargeRules ?? []).sort((a, b) =>
    a.after === b.after ? (a.value < b.value ? -1 : 1) : a.after < b.after ? 1 : -1,
  );
  const [before, after] = [shown(values.map((value) => value.before)), shown(values.map((value) => value.after))];
  return {
    Month: month,
    Total: usd(values.reduce((sum, value) => sum + value.before, 0n)),
    Estimated,
    Rules: sortings.map((_, at) => ({
      Amount: usd(byKind.rule.get(String(at)) ?? 0n),
      Accounts: accounts.get(String(at)) ?? 0,
      TakenBefore: usd(byKind.taken.get(String(at)) ?? 0n),
    })),
    Values: zip(zip(values, before), after).map(([[{ value, received, ...amounts }, shownBefore], shownAfter]) => ({
      Value: value,
      Amount: usd(amounts.before),
      After: usd(amounts.after),
      Shown: shownBefore,
      ShownAfter: shownAfter,
      Received: received.map(({ source, amount }) => ({ Source: source, Amount: usd(amount) })),
    })),
  };
}

const costsCheck = ({ partition, accountId }: Scope) => ({
  action: 'ce:GetCostAndUsage',
  resource: `arn:${partition}:billing::${accountId}:billingview/primary`,
});

/**
 * Returns a month's costs by value of a cost category, before and after split charges. As in AWS, only the category's page shows
 * it.
 */
export const GetCostCategoryCosts = billingOperation({
  service: 'gatehouse',
  name: 'GetCostCategoryCosts',
  access: 'Read',
  input: GetCostCategoryCostsInput,
  target: ({ CostCategoryArn }, scope) => findCategory(scope, CostCategoryArn),
  checks: ({ CostCategoryArn }, scope, found) => [
    { action: 'ce:DescribeCostCategoryDefinition', resource: CostCategoryArn, ...(found && { resourceTags: found.tags }) },
    costsCheck(scope),
  ],
  run: async ({ CostCategoryArn, Month }, scope, found) => {
    await requirePayer(scope);
    if (!found) throw noSuchResource(CostCategoryArn);
    const { name, definitions } = found.category;
    const costs = await costsOf(scope);
    const month = Month ?? monthOf(costs.now);
    return sortMonth(scope, costs, month, definitionIn(definitions, month), name);
  },
});

/** Returns the same for a definition that is not stored. */
export const PreviewCostCategory = billingOperation({
  service: 'gatehouse',
  name: 'PreviewCostCategory',
  access: 'Read',
  input: PreviewCostCategoryInput,
  checks: (_input, scope) => [costsCheck(scope)],
  run: async ({ Month, ...given }, scope) => {
    await requirePayer(scope);
    const costs = await costsOf(scope);
    const others = await findCategories(scope.db, scope.accountId);
    const mentions = new Map(others.map(({ name, definitions }) => [name, definitions.flatMap(mentionedIn)]));
    const problem = await problemOf(given, { name: undefined, mentions, known: costs.known });
    if (problem) throw new AwsError('ValidationException', problem, {}, { member: 'Rules' });
    const month = Month ?? monthOf(costs.now);
    return sortMonth(scope, costs, month, { From: month, ...given }, '');
  },
});

/** Lists the OUs for rules by their path of names below the root; empty without an organization. */
export const ListCostUnits = billingOperation({
  service: 'gatehouse',
  name: 'ListCostUnits',
  access: 'List',
  input: ListCostUnitsInput,
  checks: (_input, scope) => [costsCheck(scope)],
  run: async (_input, scope) => {
    const { known } = await costsOf(scope);
    if (!known.managesOrganization) return { Units: [] };
    const { units, nameOf } = await known.places();
    const named = units.map((Id) => ({ Id, Name: nameOf(Id) ?? Id }));
    return { Units: named.sort((a, b) => (a.Name < b.Name ? -1 : 1)) };
  },
});
