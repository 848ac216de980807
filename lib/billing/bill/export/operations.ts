import { billingOperation } from '../../billing-operation';
import { ExportBillInput } from '../schema';
import { listName, pageOfLines, viewBillLines } from '../view';
import { billCsv } from './export';

/** Lines have several hundred bytes, so an answer has half a megabyte. */
const LINES_IN_A_PART = 2_000;

/**
 * Exports the lines of a bill as CSV with the columns of a Cost and Usage Report, in parts that form one file. For a member, all
 * three cost columns have its own charges.
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
