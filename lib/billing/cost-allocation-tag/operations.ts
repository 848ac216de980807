import { usd } from '@gatehouse/bill/money';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { first } from '../../core/text/lists';
import type { Database, Transaction } from '../../db/client';
import { billingOperation } from '../billing-operation';
import { findMetric } from '../cost-explorer/metrics';
import { addMonth, type Costs, costsOf } from '../cost-explorer/read-costs';
import type { Tally } from '../cost-explorer/tally';
import { type MonthName, monthOf, monthsFrom, startOf } from '../months';
import { payerOf, requirePayer } from '../payers';
import { MOST_ACTIVE_TAGS } from './limits';
import { GetCostAllocationCoverageInput, ListCostAllocationTagsInput, UpdateCostAllocationTagsStatusInput } from './schema';

const LAST_DAY = 31;
/** The number of months that Cost Explorer covers. */
const MONTHS_BACK = 13;

/**
 * Refuses members, since these tags belong to the payer.
 * @throws AwsError AccessDenied in AWS's words
 */
function requirePayingAccount(scope: Scope, verb: 'list' | 'update'): void {
  if (payerOf(scope) === scope.accountId) return;
  const what = verb === 'list' ? 'Cost Allocation Tags' : 'Cost Allocation Tag';
  throw new AwsError('AccessDenied', `Failed to ${verb} ${what}: Linked account doesn't have access to cost allocation tags.`);
}

/** Returns the tag keys on the lines of all bills in Cost Explorer, each with its last month. */
async function usedKeys(scope: Scope): Promise<Map<string, MonthName>> {
  const costs = await costsOf(scope);
  const used = new Map<string, MonthName>();
  const earliest = monthsFrom(monthOf(costs.now), -MONTHS_BACK);
  for (const month of [...costs.months].filter((each) => each >= earliest).sort()) {
    const tally: Tally = new Map();
    await addMonth(
      scope,
      costs,
      wholeMonth(month),
      undefined,
      { ...ALL, byAccount: false, groupsOf: ({ tags }) => keysOf(tags), metrics: [] },
      tally,
    );
    for (const { keys } of tally.get(0)?.values() ?? []) used.set(first(keys), month);
  }
  return used;
}

const ALL = { timeOf: () => 0 };
const wholeMonth = (month: MonthName) => ({ month, first: 1, last: LAST_DAY, times: [] });
const keysOf = (tags: Readonly<Record<string, string>> | undefined) => Object.keys(tags ?? {}).map((key) => [key]);

type Chosen = { active: boolean; updatedAt: Date };

async function chosenTags(db: Transaction, accountId: string): Promise<Map<string, Chosen>> {
  const rows = await db.costAllocationTag.findMany({ where: { accountId } });
  return new Map(rows.map(({ key, ...chosen }) => [key, chosen]));
}

type CostAllocationTag = {
  TagKey: string;
  Type: 'AWSGenerated' | 'UserDefined';
  Status: 'Active' | 'Inactive';
  LastUpdatedDate?: string;
  LastUsedDate?: string;
};

/** Returns a time as AWS writes it, without fractions of a second. */
const zoned = (time: Date) => `${time.toISOString().slice(0, 19)}Z`;

function tagOf(TagKey: string, chosen: Chosen | undefined, lastUsed: MonthName | undefined): CostAllocationTag {
  return {
    TagKey,
    Type: TagKey.startsWith('aws:') ? 'AWSGenerated' : 'UserDefined',
    Status: chosen?.active ? 'Active' : 'Inactive',
    ...(chosen && { LastUpdatedDate: zoned(chosen.updatedAt) }),
    ...(lastUsed !== undefined && { LastUsedDate: zoned(new Date(startOf(lastUsed))) }),
  };
}

/** Lists the tag keys on bills and whether they are active in costs. */
export const ListCostAllocationTags = billingOperation({
  service: 'ce',
  name: 'ListCostAllocationTags',
  access: 'List',
  input: ListCostAllocationTagsInput,
  checks: () => [{ action: 'ce:ListCostAllocationTags', resource: '*' }],
  run: async ({ NextToken, MaxResults, ...asked }, scope) => {
    requirePayingAccount(scope, 'list');
    const list = `ListCostAllocationTags:${scope.accountId}:${JSON.stringify(asked)}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null)
      throw new AwsError('InvalidNextTokenException', 'The pagination token is invalid. Try again without a pagination token.');
    const [used, chosen] = [await usedKeys(scope), await chosenTags(scope.db, scope.accountId)];
    const wanted = asked.TagKeys && new Set(asked.TagKeys);
    const tags = [...new Set([...used.keys(), ...chosen.keys()])]
      .sort()
      .map((key) => tagOf(key, chosen.get(key), used.get(key)))
      .filter(({ TagKey }) => wanted?.has(TagKey) ?? true)
      .filter(({ Status }) => asked.Status === undefined || Status === asked.Status)
      .filter(({ Type }) => asked.Type === undefined || Type === asked.Type);
    const { items, next } = pageOf(tags, MaxResults, list, after, ({ TagKey }) => TagKey);
    return { CostAllocationTags: items, NextToken: next };
  },
});

/**
 * Activates or deactivates tags. In AWS, only activated tags are part of costs, a day later; here immediately and for all months.
 */
export const UpdateCostAllocationTagsStatus = billingOperation({
  service: 'ce',
  name: 'UpdateCostAllocationTagsStatus',
  access: 'Write',
  input: UpdateCostAllocationTagsStatusInput,
  checks: () => [{ action: 'ce:UpdateCostAllocationTagsStatus', resource: '*' }],
  prepare: async (_input, scope, _target, database: Database) => {
    requirePayingAccount(scope, 'update');
    return new Set((await usedKeys({ ...scope, db: database.reader })).keys());
  },
  run: async ({ CostAllocationTagsStatus }, scope, _target, used) => {
    requirePayingAccount(scope, 'update');
    const { db, accountId, now: updatedAt } = scope;
    const chosen = await chosenTags(db, accountId);
    const wanted = new Map(CostAllocationTagsStatus.map(({ TagKey, Status }) => [TagKey, Status === 'Active']));
    const unknown = [...wanted.keys()].filter((key) => !used.has(key) && !chosen.has(key));
    if (unknown.length > 0) throw refused(`Tag keys not found: ${unknown.join(',')}`);
    const active = new Set([...chosen].flatMap(([key, tag]) => (tag.active ? [key] : [])));
    for (const [key, on] of wanted) active[on ? 'add' : 'delete'](key);
    if (active.size > MOST_ACTIVE_TAGS) throw refused(`At most ${MOST_ACTIVE_TAGS} tag keys can be active.`);
    for (const [key, on] of wanted) {
      if (chosen.get(key)?.active === on) continue;
      await db.costAllocationTag.deleteMany({ where: { accountId, key } });
      await db.costAllocationTag.create({ data: { accountId, key, active: on, updatedAt } });
    }
    return { Errors: [] };
  },
});

/** Returns AWS's error. */
function refused(problem: string): AwsError {
  const message = `Failed to update Cost Allocation Tag: ${problem}`;
  return new AwsError('ValidationException', message, {}, { member: 'CostAllocationTagsStatus' });
}

/** The costs of a month that a tag or cost category covers. */
type Covered = { Amount: string; Values: number };
type TagCoverage = CostAllocationTag & Covered;

export type CostAllocationCoverageAnswer = {
  Month: MonthName;
  Estimated: boolean;
  Total: string;
  /** The costs with at least one active tag. */
  Tagged: string;
  Tags: TagCoverage[];
  CostCategories: ({ Name: string } & Covered)[];
};

/**
 * Returns the unblended costs of a month covered by each tag and cost category, with the number of values, and by at least one
 * active tag. Only for the payer.
 */
export const GetCostAllocationCoverage = billingOperation({
  service: 'gatehouse',
  name: 'GetCostAllocationCoverage',
  access: 'Read',
  input: GetCostAllocationCoverageInput,
  checks: (_input, { partition, accountId }) => [
    { action: 'ce:ListCostAllocationTags', resource: '*' },
    { action: 'ce:GetCostAndUsage', resource: `arn:${partition}:billing::${accountId}:billingview/primary` },
  ],
  run: async ({ Month }, scope): Promise<CostAllocationCoverageAnswer> => {
    await requirePayer(scope);
    const costs = await costsOf(scope);
    const month = Month ?? monthOf(costs.now);
    const chosen = await chosenTags(scope.db, scope.accountId);
    const used = await usedKeys(scope);
    const { groups, estimated } = await coverageOf(scope, costs, month);
    const sumOf = (kind: string, name = '') => groups.get(`${kind}/${name}`) ?? { amount: 0n, values: new Set<string>() };
    const covered = (kind: string, name: string): Covered => {
      const { amount, values } = sumOf(kind, name);
      return { Amount: usd(amount), Values: values.size };
    };
    return {
      Month: month,
      Estimated: estimated,
      Total: usd(sumOf('all').amount),
      Tagged: usd(sumOf('tagged').amount),
      Tags: [...new Set([...used.keys(), ...chosen.keys()])]
        .sort()
        .map((key): TagCoverage => ({ ...tagOf(key, chosen.get(key), used.get(key)), ...covered('tag', key) })),
      CostCategories: (await costs.known.categoryNames()).map((Name) => ({ Name, ...covered('category', Name) })),
    };
  },
});

type Sum = { amount: bigint; values: Set<string> };

async function coverageOf(
  scope: Scope,
  costs: Costs,
  month: MonthName,
): Promise<{ groups: Map<string, Sum>; estimated: boolean }> {
  const metrics = [findMetric('UnblendedCost')].filter((metric) => metric !== undefined);
  const active = await costs.known.activeTags();
  const categories: { name: string; valueFor: Awaited<ReturnType<Costs['known']['category']>>['valueFor'] }[] = [];
  for (const name of await costs.known.categoryNames())
    categories.push({ name, valueFor: (await costs.known.category(name)).valueFor });
  const tally: Tally = new Map();
  const estimated = await addMonth(
    scope,
    costs,
    wholeMonth(month),
    undefined,
    {
      ...ALL,
      byAccount: categories.length > 0,
      metrics,
      groupsOf: (...line) => {
        const tags = Object.entries(line[0].tags ?? {});
        const found = [['all', '', '']];
        if (tags.some(([key]) => active.has(key))) found.push(['tagged', '', '']);
        for (const [key, value] of tags) found.push(['tag', key, value]);
        for (const { name, valueFor } of categories) {
          const value = valueFor(...line);
          if (value !== '') found.push(['category', name, value]);
        }
        return found;
      },
    },
    tally,
  );
  const groups = new Map<string, Sum>();
  for (const { keys, sums } of tally.get(0)?.values() ?? []) {
    const [kind = '', name = '', value = ''] = keys;
    const sum = groups.get(`${kind}/${name}`) ?? { amount: 0n, values: new Set<string>() };
    groups.set(`${kind}/${name}`, sum);
    sum.amount += sums[0] ?? 0n;
    sum.values.add(value);
  }
  return { groups, estimated };
}
