import { useRead } from '@/components/console/kit/use-read';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { exactDollars } from '../../_components/amounts';
import { Money } from '../../_components/money';
import { monthWords } from '../../_components/months';
import { type Credit, creditUseQuery } from '../../queries';

/** Shows what a credit paid, by month, account and service. */
export function CreditUsePanel({ credit, onClose }: { credit: Credit; onClose: () => void }) {
  const read = useRead(creditUseQuery(credit.Id));
  const rows = read.data?.Months.flatMap(({ Month, Status, Parts }) => Parts.map((part) => ({ Month, Status, ...part })));
  return (
    <TablePanel
      title={`Use of the ${exactDollars(credit.Amount)} credit`}
      what="the use of the credit"
      description="It applies to the owner’s charges first, then to the account with the most left to pay. In that account, it applies to the service and charge with the most left, until it is used up."
      actions={<Button onClick={onClose}>Close</Button>}
      rows={rows}
      read={read}
      rowKey={(_, index) => index}
      columns={[
        {
          header: 'Month',
          cell: ({ Month, Status }) => (
            <>
              <TextLink href={paths.bills({ month: Month })}>{monthWords(Month)}</TextLink>
              {Status === 'PENDING' ? <span className="text-ink-3 text-sm"> estimated</span> : null}
            </>
          ),
        },
        {
          header: 'Account',
          cell: ({ AccountId, Name }) => (
            <span className="block max-w-56 truncate" title={Name}>
              {AccountId === undefined ? 'Other accounts' : (Name ?? AccountId)}
            </span>
          ),
        },
        { header: 'Service', cell: ({ Service }) => (Service === undefined ? '–' : serviceName(Service)) },
        { header: 'Paid', align: 'end', cell: ({ Amount }) => <Money amount={Amount} /> },
      ]}
      empty={{
        title: 'Not used yet',
        description: 'No month has had a charge that it applies to, or other credits were used first.',
      }}
    />
  );
}
