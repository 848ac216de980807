import { importReport } from './import';

const HOURS = 720;
const TIMES = 834;
const HEAD =
  'identity/LineItemId,identity/TimeInterval,bill/InvoiceId,bill/BillType,bill/PayerAccountId,bill/BillingPeriodStartDate,lineItem/UsageAccountId,' +
  'lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,lineItem/Operation,' +
  'lineItem/AvailabilityZone,lineItem/ResourceId,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedRate,lineItem/UnblendedCost,' +
  'product/region,resourceTags/user:team,resourceTags/user:environment\n';

/** Returns 600,480 line items: a month's hours of 834 instances, with the few columns of a narrow report. */
async function* report(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(HEAD);
  const timeOf = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour)).toISOString().replace('.000', '');
  const lines = Array.from({ length: HOURS }, (_, hour) => {
    const [start, end] = [timeOf(hour), timeOf(hour + 1)];
    return (
      `abcdefghijklmnopqrstuvwxyz,${start}/${end},,Anniversary,111122223333,2026-11-01T00:00:00Z,444455556666,Usage,${start},${end},` +
      'AmazonEC2,EUC1-BoxUsage:t3.micro,RunInstances,eu-central-1a,i-0123456789abcdef0,1.0000000000,USD,0.0120000000,0.0120000000,' +
      'eu-central-1,"platform, ""core""",production\n'
    );
  });
  const month = encoder.encode(lines.join(''));
  for (let time = 0; time < TIMES; time++) yield month;
}

/**
 * Measures an import that stores nothing: its processor time, so that a busy machine gives the same result, its memory, and how
 * long it blocks the process.
 */
export async function run() {
  const start = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  let [rows, bytes, heap, longest, turned] = [0, 0, 0, 0, spent()];
  const timer = setInterval(() => {
    longest = Math.max(longest, spent() - turned);
    turned = spent();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }, 1);
  for await (const event of importReport(report())) {
    if (event.type === 'rows') rows += event.rows.length;
    else if (event.type === 'done') bytes = event.summary.bytes;
  }
  clearInterval(timer);
  const seconds = spent() / 1000;
  return [
    { name: `billing: import ${rows} line items (${Math.round(bytes / 1e6)} MB)`, value: seconds, unit: 's', target: 'under 15' },
    { name: 'billing: line items imported', value: rows / seconds, unit: '1/s' },
    { name: 'billing: most memory in use during an import', value: heap / 2 ** 20, unit: 'MiB' },
    { name: 'billing: longest time that an import held the process', value: longest, unit: 'ms', target: 'under 50' },
  ];
}
