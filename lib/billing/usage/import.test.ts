import { gzipSync } from 'node:zlib';
import type { Usage } from '@gatehouse/bill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importReport } from './import';

const NOVEMBER = Date.UTC(2026, 10) / 3_600_000;

async function* bytesOf(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(...[source, limits]: Parameters<typeof importReport>) {
  const rows: Usage[] = [];
  for await (const event of importReport(source, limits)) {
    if (event.type === 'rows') rows.push(...event.rows);
    if (event.type === 'refused') return { rows, refused: event, summary: undefined };
    if (event.type === 'done') return { rows, refused: undefined, summary: event.summary };
  }
  throw new Error('The import came to no end.');
}

const CUR_HEAD =
  'lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,' +
  'lineItem/Operation,lineItem/AvailabilityZone,lineItem/ResourceId,lineItem/UsageAmount,product/region,resourceTags/user:team,resourceTags/aws:createdBy';
const CUR_ROW =
  '111122223333,Usage,2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,AmazonEC2,EUC1-BoxUsage:t3.micro,RunInstances,eu-central-1a,i-1,1.0000000000,eu-central-1,web,';
/** Returns a row of a legacy report, with some cells replaced. */
const curRow = (cells: Record<string, string>) => {
  const names = CUR_HEAD.split(',');
  return CUR_ROW.split(',')
    .map((cell, at) => cells[names[at] ?? ''] ?? cell)
    .join(',');
};
const cur = (...rows: string[]) => bytesOf([CUR_HEAD, ...rows, ''].join('\n'));

const INSTANCE: Usage = {
  accountId: '111122223333',
  service: 'AmazonEC2',
  usageType: 'EUC1-BoxUsage:t3.micro',
  region: 'eu-central-1',
  zone: 'eu-central-1a',
  operation: 'RunInstances',
  resourceId: 'i-1',
  hour: NOVEMBER,
  hours: 1,
  quantity: 1_000_000_000n,
  tags: { team: 'web' },
};

describe('the report formats', () => {
  it('include the legacy Cost and Usage Report', async () => {
    const { rows, summary } = await read(cur(CUR_ROW));
    expect(rows).toEqual([INSTANCE]);
    expect(summary).toEqual({
      format: 'CUR',
      bytes: CUR_HEAD.length + CUR_ROW.length + 2,
      rows: 1,
      skipped: {},
      rounded: 0,
      problems: [],
      problemCount: 0,
      period: { from: NOVEMBER, until: NOVEMBER + 1 },
    });
  });

  it('include CUR 2.0, which has tags as a map', async () => {
    const report = [
      'line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_usage_type,line_item_operation,line_item_availability_zone,line_item_resource_id,line_item_usage_amount,product_region_code,resource_tags',
      `111122223333,DiscountedUsage,2026-11-01 00:00:00.000,2026-11-01 01:00:00.000,AmazonEC2,EUC1-BoxUsage:t3.micro,RunInstances,eu-central-1a,i-1,1,eu-central-1,"{""user_team"":""web"",""aws_created_by"":""""}"`,
    ].join('\r\n');
    const { rows, summary } = await read(bytesOf(`\uFEFF${report}`));
    expect(rows).toEqual([INSTANCE]);
    expect(summary?.format).toBe('CUR 2.0');
  });

  it('include a legacy report from Athena with a column for each tag', async () => {
    const report = [
      'line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_usage_type,line_item_operation,line_item_availability_zone,line_item_resource_id,line_item_usage_amount,product_region,resource_tags_user_team,resource_tags_aws_created_by',
      '111122223333,Usage,2026-11-01 00:00:00.000,2026-11-01 01:00:00.000 UTC,AmazonEC2,EUC1-BoxUsage:t3.micro,RunInstances,eu-central-1a,i-1,1.0,eu-central-1,web,me',
    ].join('\n');
    const { rows } = await read(bytesOf(report));
    expect(rows).toEqual([{ ...INSTANCE, tags: { team: 'web', 'aws:created_by': 'me' } }]);
  });

  it('include FOCUS with the columns of AWS', async () => {
    const report = [
      'SubAccountId,ChargeCategory,ChargeClass,CommitmentDiscountStatus,ChargePeriodStart,ChargePeriodEnd,x_ServiceCode,x_UsageType,x_Operation,AvailabilityZone,ResourceId,ConsumedQuantity,RegionId,Tags',
      '111122223333,Usage,,,2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,AmazonEC2,EUC1-BoxUsage:t3.micro,RunInstances,eu-central-1a,i-1,1.0,eu-central-1,"{""team"":""web""}"',
      '111122223333,Usage,,Unused,2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,AmazonEC2,HeavyUsage:t3.micro,RunInstances,,,,us-east-1,',
      '111122223333,Usage,Correction,,2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,AmazonEC2,BoxUsage:t3.micro,RunInstances,,,-1,us-east-1,',
      '111122223333,Tax,,,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,AmazonEC2,,,,,,,',
    ].join('\n');
    const { rows, summary } = await read(bytesOf(report));
    expect(rows).toEqual([INSTANCE]);
    const [head = '', ...lines] = report.split('\n');
    expect((await read(bytesOf([head.toLowerCase(), ...lines].join('\n')))).rows).toEqual([INSTANCE]);
    expect(summary).toMatchObject({ format: 'FOCUS', rows: 1, skipped: { Unused: 1, Correction: 1, Tax: 1 }, problemCount: 0 });
  });

  it('can be compressed with gzip', async () => {
    const { rows } = await read(bytesOf(gzipSync(`${CUR_HEAD}\n${CUR_ROW}`)));
    expect(rows).toEqual([INSTANCE]);
  });
});

describe('a line item', () => {
  it('that is not usage is counted by its type', async () => {
    const { rows, summary } = await read(
      cur(
        ...['Tax', 'Credit', 'RIFee', 'Tax', 'SavingsPlanCoveredUsage'].map((kind) => curRow({ 'lineItem/LineItemType': kind })),
      ),
    );
    expect(rows).toHaveLength(1);
    expect(summary?.skipped).toEqual({ Tax: 2, Credit: 1, RIFee: 1 });
  });

  it.each([
    ['of S3 to the internet', 'AmazonS3', 'EUC1-DataTransfer-Out-Bytes', 'AWSDataTransfer'],
    ['of EC2 to another Region', 'AmazonEC2', 'USE1-EUC1-AWS-Out-Bytes', 'AWSDataTransfer'],
    ['of CloudFront', 'AmazonCloudFront', 'US-DataTransfer-Out-Bytes', 'AmazonCloudFront'],
  ])('about data transfer %s is attributed to the service with its price', async (_, code, usageType, service) => {
    const { rows } = await read(cur(curRow({ 'lineItem/ProductCode': code, 'lineItem/UsageType': usageType })));
    expect(rows[0]?.service).toBe(service);
  });

  it.each([
    ['its zone', { 'lineItem/AvailabilityZone': 'ap-south-1b', 'lineItem/UsageType': 'Unknown' }, 'ap-south-1'],
    ['its usage type', { 'lineItem/AvailabilityZone': '', 'lineItem/UsageType': 'APN1-Requests-Tier1' }, 'ap-northeast-1'],
    [
      'a usage type without a code',
      { 'lineItem/AvailabilityZone': '', 'lineItem/UsageType': 'TimedStorage-ByteHrs' },
      'us-east-1',
    ],
  ])('without a Region gets the Region from %s', async (_, cells, region) => {
    const { rows } = await read(cur(curRow({ 'product/region': '', ...cells })));
    expect(rows[0]?.region).toBe(region);
  });

  it.each([
    ['0.0000000005', 0n],
    ['0.0000000015', 2n],
    ['0.0000000025', 2n],
    ['0.00000000250000001', 3n],
    ['1.18E-10', 0n],
  ])('with the quantity %s is rounded half to even and counted', async (amount, quantity) => {
    const { rows, summary } = await read(cur(curRow({ 'lineItem/UsageAmount': amount })));
    expect(rows[0]?.quantity).toBe(quantity);
    expect(summary?.rounded).toBe(1);
  });

  it.each([
    ['24', 24_000_000_000n],
    ['0.0000000000', 0n],
    ['1.180E-7', 118n],
    ['2e3', 2_000_000_000_000n],
  ])('with the quantity %s is exact', async (amount, quantity) => {
    const { rows, summary } = await read(cur(curRow({ 'lineItem/UsageAmount': amount })));
    expect(rows[0]?.quantity).toBe(quantity);
    expect(summary?.rounded).toBe(0);
  });

  it('of a day or a month has the number of hours, even if the report ends at the last second', async () => {
    const { rows } = await read(
      cur(
        curRow({ 'lineItem/UsageEndDate': '2026-11-02T00:00:00Z' }),
        curRow({ 'lineItem/UsageEndDate': '2026-12-01T00:00:00Z' }),
        curRow({ 'lineItem/UsageEndDate': '2026-11-30T23:59:59Z' }),
      ),
    );
    expect(rows.map(({ hours }) => hours)).toEqual([24, 720, 720]);
  });
});

describe('an invalid line', () => {
  it.each([
    ['lineItem/LineItemType', 'Gift', '“Gift” is not a known line item type.'],
    [
      'lineItem/UsageAccountId',
      '11122223333',
      '“11122223333” is not a 12-digit account ID. A spreadsheet may have removed its leading zeros.',
    ],
    ['lineItem/UsageAccountId', '', 'An empty cell is not a 12-digit account ID.'],
    ['lineItem/UsageType', '', 'The cell is empty.'],
    ['lineItem/UsageType', 'x'.repeat(257), 'The text is longer than 256 characters.'],
    ['lineItem/ResourceId', 'a\u0000b', 'The text has control characters.'],
    ['lineItem/UsageStartDate', '11/01/26 0:00', '“11/01/26 0:00” is not a time such as 2026-11-01T00:00:00Z.'],
    ['lineItem/UsageStartDate', '2026-02-30T00:00:00Z', '“2026-02-30T00:00:00Z” is not a time such as 2026-11-01T00:00:00Z.'],
    ['lineItem/UsageStartDate', '2026-11-01T00:30:00Z', '“2026-11-01T00:30:00Z” is not on the hour.'],
    ['lineItem/UsageEndDate', '2026-11-01T00:00:00Z', 'The usage ends before it begins.'],
    ['lineItem/UsageEndDate', '2026-12-01T01:00:00Z', 'The usage continues into the next month, but a bill covers one month.'],
    ['lineItem/UsageAmount', '-1', '“-1” is not a quantity such as 1.5: it is below zero.'],
    ['lineItem/UsageAmount', 'NaN', '“NaN” is not a quantity such as 1.5.'],
    ['lineItem/UsageAmount', '1e18', '“1e18” is not a quantity such as 1.5.'],
    ['lineItem/UsageAmount', '1e999', '“1e999” is not a quantity such as 1.5.'],
    ['lineItem/UsageAmount', '9'.repeat(5000), `“${'9'.repeat(39)}…” is not a quantity such as 1.5.`],
  ])('has a problem with %s %j', async (column, cell, sentence) => {
    const { rows, summary } = await read(cur(CUR_ROW, curRow({ [column]: cell }), CUR_ROW));
    expect(rows).toHaveLength(2);
    expect(summary?.problems).toEqual([{ line: 3, column, sentence }]);
  });

  it('is reported by its first line number, for the first hundred lines', async () => {
    const bad = '"1\n2",x';
    const { summary } = await read(cur(...Array.from({ length: 150 }, () => bad)));
    expect(summary?.problemCount).toBe(150);
    expect(summary?.problems).toHaveLength(100);
    expect(summary?.problems.slice(0, 2)).toEqual([
      { line: 2, column: '', sentence: 'The line has 2 cells, but the first line names 13 columns.' },
      { line: 4, column: '', sentence: 'The line has 2 cells, but the first line names 13 columns.' },
    ]);
  });

  it.each(['[1]', '{"a":1}', '{', '"text"', '{"":"x"}', `{"k":"${'v'.repeat(257)}"}`])(
    'has a problem with an invalid map of tags: %s',
    async (map) => {
      const head =
        'line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_usage_type,line_item_usage_amount,resource_tags';
      const row = `111122223333,Usage,2026-11-01,2026-11-02,AmazonS3,Requests-Tier1,5,"${map.replaceAll('"', '""')}"`;
      const { summary } = await read(bytesOf(`${head}\n${row}\n`));
      expect(summary?.problems).toMatchObject([{ line: 2, column: 'resource_tags' }]);
    },
  );

  it('does not include one with a tag named __proto__ or constructor', async () => {
    const head =
      'line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_usage_type,line_item_usage_amount,resource_tags';
    const row =
      '111122223333,Usage,2026-11-01,2026-11-02,AmazonS3,Requests-Tier1,5,"{""__proto__"":""x"",""constructor"":""y""}"';
    const { rows } = await read(bytesOf(`${head}\n${row}\n`));
    expect(Object.entries(rows[0]?.tags ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('a refused file', () => {
  it.each([
    ['is empty', '', 1, 'The file is empty.'],
    ['is something else', 'name,cost\nweb,1\n', 1, /^The first line has no columns/],
    [
      'lacks columns',
      'lineItem/LineItemType,lineItem/UsageAccountId,lineItem/UsageType\n',
      1,
      /^The report has no column lineItem\/ProductCode, lineItem\/UsageStartDate/,
    ],
    ['has a column twice', `${CUR_HEAD},lineItem/UsageAmount\n`, 1, 'The report has the column lineItem/UsageAmount twice.'],
    [
      'leaves a quotation mark open',
      `${CUR_HEAD}\n${CUR_ROW}\n"open\n${CUR_ROW}\n`,
      4,
      'The file ends within a quotation. A quotation mark is not closed.',
    ],
    ['is a broken archive', gzipSync(`${CUR_HEAD}\n${CUR_ROW}`).subarray(0, 60), 1, 'The gzip file is incomplete or damaged.'],
  ])('%s', async (_, text, line, reason) => {
    const { refused } = await read(bytesOf(text));
    expect(refused).toEqual({
      type: 'refused',
      line,
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
  });

  const small = { bytes: 100_000, rows: 50, columns: 20, lineCharacters: 1000 };
  it.each([
    ['a line', `${CUR_HEAD}\n"${'x'.repeat(1100)}"\n`, /^A line item has more than 1000 characters/],
    ['an unclosed quotation', `${CUR_HEAD}\n"${`${CUR_ROW}\n`.repeat(100)}`, /^A line item has more than 1000 characters/],
    ['the number of columns', `${'a,'.repeat(20)}lineItem/LineItemType\n`, 'The report has more than 20 columns.'],
    [
      'the number of lines',
      `${CUR_HEAD}\n${`${curRow({ 'lineItem/LineItemType': 'Tax' })}\n`.repeat(51)}`,
      'The report has more than 50 line items.',
    ],
    ['the size', gzipSync(`${CUR_HEAD}\n${'\n'.repeat(1_000_000)}`), 'The report is larger than 100000 bytes.'],
  ])('exceeds a limit: %s', async (_, text, reason) => {
    const { refused } = await read(bytesOf(text, 4096), small);
    expect(refused?.reason).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  });

  it('does not include a failing source, which throws an error', async () => {
    async function* failing() {
      yield new TextEncoder().encode(`${CUR_HEAD}\n${CUR_ROW}\n`);
      throw new Error('The connection is gone.');
    }
    await expect(read(failing())).rejects.toThrow('The connection is gone.');
  });
});

describe('arbitrary input', () => {
  it('is either imported or refused, for any bytes in any chunks', async () => {
    const noise = fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r', '\\', '=', '\u0000', '\uFEFF', 'é', '1', CUR_ROW, `${CUR_ROW}\n`),
    });
    const start = fc.constantFrom('', CUR_HEAD, `${CUR_HEAD}\n`, '\u001f\u008b', `\uFEFF${CUR_HEAD}\r\n`);
    await fc.assert(
      fc.asyncProperty(start, noise, fc.integer({ min: 1, max: 400 }), async (head, rest, size) => {
        const { rows, refused, summary } = await read(bytesOf(Buffer.from(`${head}${rest}`, 'latin1'), size));
        expect(refused === undefined).toBe(summary !== undefined);
        if (summary) expect(summary.rows).toBe(rows.length);
      }),
    );
  });
});

describe('a large report', () => {
  it('is read only as fast as events are consumed, so that 200,000 rows need little memory', async () => {
    const NARROW = 7;
    const narrow = (line: string) => [...line.split(',').slice(0, NARROW - 1), line.split(',')[9]].join(',');
    const chunk = new TextEncoder().encode(`${narrow(CUR_ROW)}\n`.repeat(500));
    let [given, ahead, rows] = [0, 0, 0];
    async function* report() {
      yield new TextEncoder().encode(`${narrow(CUR_HEAD)}\n`);
      for (let n = 0; n < 400; n++) {
        given += 500;
        ahead = Math.max(ahead, given - rows);
        yield chunk;
      }
    }
    const events = [];
    for await (const event of importReport(report())) {
      if (event.type === 'rows') rows += event.rows.length;
      else if (event.type === 'done') events.push(event);
    }
    expect(rows).toBe(200_000);
    expect(ahead).toBeLessThan(30_000);
    expect(events).toMatchObject([{ summary: { rows: 200_000 } }]);
  });

  it('reports progress in bytes of the file, even if it is compressed', async () => {
    const packed = gzipSync(`${CUR_HEAD}\n${`${CUR_ROW}\n`.repeat(2500)}`);
    const progress = [];
    for await (const event of importReport(bytesOf(packed, 4096))) if (event.type === 'progress') progress.push(event);
    expect(progress).toEqual([
      { type: 'progress', bytes: packed.length, rows: 1000 },
      { type: 'progress', bytes: packed.length, rows: 2000 },
    ]);
  });

  it('closes its source when the consumer stops', async () => {
    let open = true;
    async function* endless() {
      try {
        yield new TextEncoder().encode(`${CUR_HEAD}\n`);
        for (;;) yield new TextEncoder().encode(`${CUR_ROW}\n`.repeat(100));
      } finally {
        open = false;
      }
    }
    for await (const event of importReport(endless())) if (event.type === 'rows') break;
    await expect.poll(() => open).toBe(false);
  });
});
