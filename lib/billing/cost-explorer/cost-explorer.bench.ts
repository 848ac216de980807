import { gzipSync } from 'node:zlib';
import { createAccount } from '../../account/create-account';
import type { AnyOperation, InputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../../core/test-world';
import { createBenchDatabase } from '../../db/test-bench-database';
import { transaction } from '../../db/transaction';
import { CreateOrganization } from '../../organizations/organization/operations';
import { createCrowdOfAccounts } from '../../organizations/test-crowd';
import { IssueBill } from '../bill/issue/operations';
import { monthAfter, monthsFrom } from '../months';
import { presetPriceList } from '../price-list/presets';
import { AppendUsageImport, BeginUsageImport, FinishUsageImport } from '../usage/import-operations';
import { GetCostAndUsage, GetDimensionValues } from './operations';

const ACCOUNTS = 50;
const TYPES = 33;
const MONTHS = 12;
const FIRST_MONTH = monthsFrom('2026-03', -MONTHS);
const END = '2026-03-01';

type Figure = { name: string; value: number; unit: string; target?: string };

/**
 * Measures Cost Explorer for a year of 50 accounts with 33 usage types on every day, 50,000 lines a month, with all months
 * issued.
 */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const { id } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now: TEST_NOW }),
    );
    const payer = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, testCall(rootCaller(id)), database);
    const { Organization } = await payer(CreateOrganization, { FeatureSet: 'ALL' });
    await createCrowdOfAccounts(database, Organization.Id, { accounts: ACCOUNTS, units: 2 });
    const { BatchId } = await payer(BeginUsageImport, { Name: 'a year' });
    await payer(AppendUsageImport, { BatchId, Part: 0, Data: gzipSync(report()).toString('base64') });
    await payer(FinishUsageImport, { BatchId, Parts: 1 });
    for (let at = 0, month = FIRST_MONTH; at < MONTHS; at++, month = monthAfter(month)) await payer(IssueBill, { Month: month });

    const figures: Figure[] = [];
    const measure = async (name: string, work: () => Promise<unknown>, target: string): Promise<void> => {
      let [longest, turned] = [0, performance.now()];
      const timer = setInterval(() => {
        longest = Math.max(longest, performance.now() - turned);
        turned = performance.now();
      }, 1);
      const start = performance.now();
      await work();
      const took = performance.now() - start;
      longest = Math.max(longest, performance.now() - turned);
      clearInterval(timer);
      figures.push({ name: `Cost Explorer: ${name}`, value: took / 1000, unit: 's', target });
      figures.push({ name: '  longest time that it held the process', value: longest, unit: 'ms', target: 'under 50' });
    };
    const month = { Start: '2026-02-01', End: END };
    const year = { Start: `${FIRST_MONTH}-01`, End: END };
    const Metrics = ['UnblendedCost', 'UsageQuantity'];
    const by = (...keys: string[]) => ({ GroupBy: keys.map((Key) => ({ Type: 'DIMENSION' as const, Key })) });
    const services = by('SERVICE');
    const both = by('LINKED_ACCOUNT', 'USAGE_TYPE');
    const one = { Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['900000000007'] } } };
    await measure(
      'a month by day and service',
      () => payer(GetCostAndUsage, { TimePeriod: month, Granularity: 'DAILY', Metrics, ...services }),
      'under 1',
    );
    await measure(
      'a year by month and service',
      () => payer(GetCostAndUsage, { TimePeriod: year, Granularity: 'MONTHLY', Metrics, ...services }),
      'under 2',
    );
    await measure(
      'a page of a year by day, account and usage type',
      () => payer(GetCostAndUsage, { TimePeriod: year, Granularity: 'DAILY', Metrics, ...both }),
      'under 2',
    );
    await measure(
      'a year of one account by day',
      () => payer(GetCostAndUsage, { TimePeriod: year, Granularity: 'DAILY', Metrics, ...one }),
      'under 1',
    );
    await measure(
      'usage types of a year',
      () => payer(GetDimensionValues, { TimePeriod: year, Dimension: 'USAGE_TYPE' }),
      'under 2',
    );
    return figures;
  } finally {
    await database.close();
  }
}

/** Returns a report with the usage of each account, usage type and month. */
function report(): string {
  const prices = presetPriceList('current')
    .prices.filter(({ unit }) => unit.startsWith('GB'))
    .slice(0, TYPES);
  const lines = [
    'line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_usage_type,line_item_operation,' +
      'line_item_usage_start_date,line_item_usage_end_date,line_item_usage_amount,product_region_code',
  ];
  for (let at = 0, month = FIRST_MONTH; at < MONTHS; at++, month = monthAfter(month)) {
    for (let account = 0; account < ACCOUNTS; account++) {
      for (const [number, { service, usageType, region, operation }] of prices.entries()) {
        lines.push(
          `${900_000_000_000 + account},Usage,${service},${usageType},${operation ?? ''},${month}-01T00:00:00Z,${monthAfter(month)}-01T00:00:00Z,${100 + account * 7 + number}.5,${region ?? 'us-east-1'}`,
        );
      }
    }
  }
  return lines.join('\n');
}
