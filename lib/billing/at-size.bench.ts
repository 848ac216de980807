import { gzipSync } from 'node:zlib';
import { createAccount } from '../account/create-account';
import type { AnyOperation, InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../core/test-world';
import { measureWork } from '../core/testing/measure-work';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { CreateOrganization } from '../organizations/organization/operations';
import { createCrowdOfAccounts } from '../organizations/test-crowd';
import { GetBillingHome } from './bill/home-operations';
import { IssueBill } from './bill/issue/operations';
import { GetBill, ListBillAccounts, ListBillLines } from './bill/operations';
import { PreviewBill } from './bill/preview/operations';
import { GetBillSavings } from './bill/savings/operations';
import { GetCostAndUsage } from './cost-explorer/operations';
import { GetCostsToDate } from './cost-explorer/to-date-operations';
import { monthAfter, monthsFrom } from './months';
import { presetPriceList } from './price-list/presets';
import { AppendUsageImport, BeginUsageImport, FinishUsageImport } from './usage/import-operations';

const ACCOUNTS = 1_000;
const TYPES = 50;
const MONTHS = 12;
const FIRST_MONTH = monthsFrom('2026-03', -MONTHS);
const PART_BYTES = 500_000;
/** An account of the organization. */
const MEMBER = '900000000007';

type Figure = { name: string; value: number; unit: string; target?: string };

/**
 * Measures one year of an organization of 1,000 accounts with 50 usage types each, in 600,000 rows of one month. It covers the
 * import, the bill of a month with 1.5 million lines, its issue, reading it, and Cost Explorer once all months are issued. Times
 * are processor time of all threads, including compression and garbage collection, whatever else runs on the machine.
 */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const { id } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now: TEST_NOW }),
    );
    const as =
      (accountId: string) =>
      <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
        runOperation(operation, input, testCall(rootCaller(accountId)), database);
    const payer = as(id);
    const { Organization } = await payer(CreateOrganization, { FeatureSet: 'ALL' });
    await createCrowdOfAccounts(database, Organization.Id, { accounts: ACCOUNTS, units: 10 });
    const figures: Figure[] = [];
    const measure = async <T>(name: string, work: () => Promise<T>, target?: string): Promise<T> => {
      const { answer, processor, own, longestMs } = await measureWork(work);
      figures.push({ name: `billing at size: ${name}`, value: processor, unit: 's', target });
      if (processor > 1) figures.push({ name: '  of it on the thread that answers calls', value: own, unit: 's' });
      figures.push({ name: '  longest time that it held this thread', value: longestMs, unit: 'ms', target: 'under 50' });
      return answer;
    };

    const bytes = gzipSync(report());
    const { BatchId } = await payer(BeginUsageImport, { Name: 'a year' });
    const Parts = Math.ceil(bytes.length / PART_BYTES);
    for (let Part = 0; Part < Parts; Part++) {
      const Data = bytes.subarray(Part * PART_BYTES, (Part + 1) * PART_BYTES).toString('base64');
      await payer(AppendUsageImport, { BatchId, Part, Data });
    }
    const { Rows } = await measure('import of 600,000 rows', () => payer(FinishUsageImport, { BatchId, Parts }), 'under 30');
    if (Rows !== ACCOUNTS * TYPES * MONTHS) throw new Error(`${Rows} rows were imported`);

    const Month = FIRST_MONTH;
    await measure('Billing home, for the first time', () => payer(GetBillingHome, {}), 'under 1');
    await measure('the same again', () => payer(GetBillingHome, {}), 'under 1');
    await measure('how the month goes, for the first time', () => payer(GetCostsToDate, {}));
    await measure('the bill of a month, worked out anew', () => payer(GetBill, { Month }), 'under 10');
    await measure('the same again', () => payer(GetBill, { Month }));
    await measure('what its accounts save', () => payer(GetBillSavings, { Month }));
    await measure('what it would be with twice the usage', () =>
      payer(PreviewBill, { Month, Changes: [{ Type: 'USAGE', Factor: '2' }] }),
    );
    await measure('its issue', () => payer(IssueBill, { Month }), 'under 10');
    await measure('another month, worked out and issued', () => payer(IssueBill, { Month: monthAfter(Month) }), 'under 10');
    await measure('the issued bill', () => payer(GetBill, { Month }), 'under 1');
    await measure('the issued bill, of a member', () => as(MEMBER)(GetBill, { Month }), 'under 1');
    await measure('a page of its lines', () => payer(ListBillLines, { Month }), 'under 1');
    await measure('what accounts saved by it', () => payer(GetBillSavings, { Month }), 'under 1');
    await measure('a page of its accounts', () => payer(ListBillAccounts, { Month }), 'under 1');
    for (let at = 2, month = monthsFrom(Month, 2); at < MONTHS; at++, month = monthAfter(month))
      await payer(IssueBill, { Month: month });

    const Metrics = ['UnblendedCost', 'UsageQuantity'];
    const by = (...keys: string[]) => ({ GroupBy: keys.map((Key) => ({ Type: 'DIMENSION' as const, Key })) });
    const ask = (Granularity: 'DAILY' | 'MONTHLY', TimePeriod: { Start: string; End: string }, more: object) => () =>
      payer(GetCostAndUsage, { TimePeriod, Granularity, Metrics, ...more });
    const year = { Start: `${FIRST_MONTH}-01`, End: `${monthsFrom(FIRST_MONTH, MONTHS)}-01` };
    const month = { Start: `${FIRST_MONTH}-01`, End: `${monthAfter(FIRST_MONTH)}-01` };
    const small = { Filter: { Dimensions: { Key: 'REGION', Values: ['us-east-1'] } } };
    const member = { Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [MEMBER] } } };
    for (const time of ['first', 'again']) {
      await measure(`a year by month and account, ${time}`, ask('MONTHLY', year, by('LINKED_ACCOUNT')), 'under 1');
      await measure(`a year by month and service, ${time}`, ask('MONTHLY', year, by('SERVICE')), 'under 1');
      await measure(`a year by day and usage type, ${time}`, ask('DAILY', year, by('USAGE_TYPE')), 'under 1');
      await measure(`a year by day of one account, ${time}`, ask('DAILY', year, { ...by('SERVICE'), ...member }), 'under 1');
    }
    await measure('a year by month, account and usage type', ask('MONTHLY', year, by('LINKED_ACCOUNT', 'USAGE_TYPE')), 'under 1');
    await measure('a month by day and account', ask('DAILY', month, { ...by('LINKED_ACCOUNT'), ...small }), 'under 1');
    figures.push({ name: 'billing at size: most memory in use', value: process.resourceUsage().maxRSS / 1024, unit: 'MiB' });
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
  if (prices.length < TYPES) throw new Error(`only ${prices.length} prices`);
  const lines = [
    'line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_usage_type,line_item_operation,' +
      'line_item_usage_start_date,line_item_usage_end_date,line_item_usage_amount,product_region_code',
  ];
  for (let at = 0, month = FIRST_MONTH; at < MONTHS; at++, month = monthAfter(month)) {
    for (let account = 0; account < ACCOUNTS; account++) {
      for (const [number, { service, usageType, region, operation }] of prices.entries()) {
        const amount = `${1 + ((account * 7 + number * 13 + at) % 997)}.${String((account * 31 + number) % 1_000).padStart(3, '0')}`;
        lines.push(
          `${900_000_000_000 + account},Usage,${service},${usageType},${operation ?? ''},${month}-01T00:00:00Z,${monthAfter(month)}-01T00:00:00Z,${amount},${region ?? 'us-east-1'}`,
        );
      }
    }
  }
  return lines.join('\n');
}
