import { type CostLine, calculateBill, NANO, parseDecimal, type Usage } from '@gatehouse/bill';
import { arbitraryBill, runs } from '@gatehouse/bill/testing/arbitrary-bill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../core/text/csv';
import { importReport } from '../../usage/import';
import { billCsv } from './export';

const LINE: CostLine = {
  accountId: '111122223333',
  day: 30,
  recordType: 'Usage',
  service: 'AmazonS3',
  usageType: 'TimedStorage-ByteHrs',
  region: 'us-east-1',
  operation: 'StandardStorage',
  resourceId: 'lake',
  tags: { team: 'analytics', 'aws:createdBy': 'root' },
  quantity: 1_500_000_000n,
  unblended: 34_500_000n,
  blended: 34_000_001n,
  amortized: 34_500_000n,
};

const csvOf = (...lines: Parameters<typeof billCsv>[1][]) =>
  [
    ...billCsv(
      '2026-11',
      lines.flatMap((some) => [...some]),
    ),
  ].join('');

describe('the CSV export of a bill', () => {
  it('has the columns of a Cost and Usage Report', () => {
    expect(parseCsv(csvOf([LINE]))).toEqual([
      {
        bill_billing_period_start_date: '2026-11-01T00:00:00Z',
        line_item_usage_account_id: '111122223333',
        line_item_line_item_type: 'Usage',
        line_item_usage_start_date: '2026-11-30T00:00:00Z',
        line_item_usage_end_date: '2026-12-01T00:00:00Z',
        line_item_product_code: 'AmazonS3',
        line_item_usage_type: 'TimedStorage-ByteHrs',
        line_item_operation: 'StandardStorage',
        product_region_code: 'us-east-1',
        line_item_availability_zone: '',
        line_item_resource_id: 'lake',
        line_item_line_item_description: '',
        line_item_usage_amount: '1.5',
        line_item_currency_code: 'USD',
        line_item_unblended_cost: '0.0345',
        line_item_blended_cost: '0.034000001',
        amortized_cost: '0.0345',
        resource_tags: '{"user_team":"analytics","aws_createdBy":"root"}',
      },
    ]);
  });

  it('has cost columns that add up to the bill, including credits', () => {
    const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount, amount)), (amounts) => {
        const lines = amounts.map(([unblended, blended, amortized]) => ({ ...LINE, unblended, blended, amortized }));
        const rows = parseCsv(csvOf(lines));
        for (const [column, of] of [
          ['line_item_unblended_cost', 'unblended'],
          ['line_item_blended_cost', 'blended'],
          ['amortized_cost', 'amortized'],
        ] as const) {
          const sum = rows.reduce((total, row) => total + (parseDecimal(row[column] ?? '', NANO) ?? 0n), 0n);
          expect(sum).toBe(lines.reduce((total, line) => total + line[of], 0n));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has no cell that a spreadsheet would evaluate, except negative costs', () => {
    const text = '=HYPERLINK("http://x","y")';
    const line = {
      ...LINE,
      service: text,
      usageType: '+1',
      operation: '-1',
      resourceId: '@x',
      source: '\t=1',
      zone: '=1',
      tags: { [text]: text },
    };
    const [row = {}] = parseCsv(csvOf([{ ...line, unblended: -1n }]));
    expect(Object.entries(row).filter(([, cell]) => /^[=+\-@\t\r]/.test(cell))).toEqual([
      ['line_item_unblended_cost', '-0.000000001'],
    ]);
  });

  it('is split into parts of 500 lines', () => {
    const parts = [
      ...billCsv(
        '2026-11',
        Array.from({ length: 1200 }, () => LINE),
      ),
    ];
    expect(parts.map((part) => part.trimEnd().split('\n').length)).toEqual([1, 500, 500, 200]);
  });

  async function importedFrom(lines: readonly CostLine[]) {
    async function* bytes() {
      for (const part of billCsv('2026-11', lines)) yield new TextEncoder().encode(part);
    }
    const rows: Usage[] = [];
    for await (const event of importReport(bytes())) {
      if (event.type === 'rows') rows.push(...event.rows);
      if (event.type === 'done') return { rows, summary: event.summary };
    }
    throw new Error('the report was refused');
  }

  // Daily lines lose changes within a day, as in AWS's daily reports.
  it('reproduces the same bill when it is imported, including refunds', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryBill({ reservations: false, plans: false }), async (given) => {
        const input = {
          ...given,
          memberships: given.memberships.map(({ accountId }) => ({ accountId, from: 0, until: null })),
          prices: given.prices.map((price) => ({ ...price, blend: 'month' as const })),
        };
        const { lines, total } = calculateBill(input);
        const { rows, summary } = await importedFrom(lines);
        expect(summary.problemCount).toBe(0);
        const again = calculateBill({ ...input, usage: rows });
        expect(again.total).toBe(total);
        expect(again.lines).toEqual(lines);
      }),
      runs(100),
    );
  });

  it('can be imported as usage', async () => {
    const { rows, summary } = await importedFrom([LINE, { ...LINE, recordType: 'Tax' }]);
    expect(summary).toMatchObject({ rows: 1, skipped: { Tax: 1 }, problemCount: 0 });
    const { accountId, service, usageType, region, operation, resourceId, tags, quantity } = LINE;
    const hour = Date.UTC(2026, 10, 30) / 3_600_000;
    expect(rows).toEqual([{ accountId, service, usageType, region, operation, resourceId, tags, quantity, hour, hours: 24 }]);
  });
});
