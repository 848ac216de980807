import { billingOperation } from '../billing-operation';
import { billCsv } from './export';
import { ExportBillInput } from './schema';
import { listName, pageOfLines, viewBillLines } from './view';

/** Of the columns of costs some hundred bytes each: an answer of half a megabyte. */
const LINES_IN_A_PART = 2_000;

/**
 * The lines of a bill as CSV with the columns of a Cost and Usage Report, in parts that follow one another in a file. To a member, all three
 * columns of costs are what it is charged.
 */
export const ExportBill = billingOperation({
  service: 'gatehouse',
  name: 'ExportBill',
  access: 'Read',
  input: ExportBillInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async ({ NextToken, ...which }, scope) => {
    const view = await viewBillLines(scope, which);
    const list = listName('ExportBill', view);
    const { lines, next } = await pageOfLines(view, { list, token: NextToken, take: LINES_IN_A_PART });
    const rows = lines.map(({ accountId, line }) => {
      const { source, ...rest } = line;
      return view.kind === 'payer'
        ? { accountId, ...line }
        : { accountId, ...rest, blended: line.unblended, amortized: line.unblended };
    });
    const [head = '', ...parts] = billCsv(view.month, rows);
    return { Csv: (NextToken === undefined ? head : '') + parts.join(''), NextToken: next };
  },
});
