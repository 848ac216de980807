import type { CostLine } from '@gatehouse/bill';
import { units, usd } from '@gatehouse/bill/money';
import { toCsv } from '../../../core/text/csv';
import { harmlessCell } from '../../../core/text/harmless-cell';

// The column names of CUR 2.0, which has no column for amortized costs; there they are combined from several.
const COLUMNS = [
  'bill_billing_period_start_date',
  'line_item_usage_account_id',
  'line_item_line_item_type',
  'line_item_usage_start_date',
  'line_item_usage_end_date',
  'line_item_product_code',
  'line_item_usage_type',
  'line_item_operation',
  'product_region_code',
  'line_item_availability_zone',
  'line_item_resource_id',
  'line_item_line_item_description',
  'line_item_usage_amount',
  'line_item_currency_code',
  'line_item_unblended_cost',
  'line_item_blended_cost',
  'amortized_cost',
  'resource_tags',
];
const LINES_AT_ONCE = 500;

/**
 * Yields the lines of a month's bill as CSV parts with the columns of a Cost and Usage Report. Each cost column adds up to the
 * bill, because costs have all nine decimals. User text never becomes a formula. `importReport` reads the usage and the refunds again.
 * @param month for example `2026-11`
 */
export function* billCsv(month: string, lines: Iterable<CostLine>): Generator<string> {
  yield `${toCsv([COLUMNS])}\n`;
  const [year = 0, number = 0] = month.split('-').map(Number);
  const timeOf = (day: number) => `${new Date(Date.UTC(year, number - 1, day)).toISOString().slice(0, 10)}T00:00:00Z`;
  let rows: string[][] = [];
  for (const line of lines) {
    rows.push(cellsOf(line, timeOf));
    if (rows.length < LINES_AT_ONCE) continue;
    yield `${toCsv(rows)}\n`;
    rows = [];
  }
  if (rows.length > 0) yield `${toCsv(rows)}\n`;
}

function cellsOf(line: CostLine, timeOf: (day: number) => string): string[] {
  return [
    timeOf(1),
    line.accountId,
    line.recordType,
    timeOf(line.day),
    timeOf(line.day + 1),
    harmlessCell(line.service),
    harmlessCell(line.usageType),
    harmlessCell(line.operation),
    harmlessCell(line.region),
    harmlessCell(line.zone),
    harmlessCell(line.resourceId),
    harmlessCell(line.source),
    units(line.quantity),
    'USD',
    usd(line.unblended),
    usd(line.blended),
    usd(line.amortized),
    line.tags
      ? JSON.stringify(Object.fromEntries(Object.entries(line.tags).map(([key, value]) => [reportedKey(key), value])))
      : '',
  ];
}

/** Returns a tag key as in CUR 2.0: `team` is `user_team`, `aws:createdBy` is `aws_createdBy`. */
function reportedKey(key: string): string {
  return key.startsWith('aws:') ? `aws_${key.slice('aws:'.length)}` : `user_${key}`;
}
