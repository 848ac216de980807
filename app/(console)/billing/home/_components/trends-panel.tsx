import { useRead } from '@/components/console/kit/use-read';
import { TablePanel } from '@/components/console/table/table-panel';
import { TextLink } from '@/components/ui/text-link';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { dollars } from '../../_components/amounts';
import { Money } from '../../_components/money';
import { costsToDateQuery } from '../../queries';
import type { ToDate } from '../queries';

const SHOWN = 6;
type Trend = ToDate['Services'][number] & { isAccount: boolean };

/** Shows the largest changes from the same days of last month. */
export function TrendsPanel() {
  const read = useRead(costsToDateQuery());
  const { data } = read;
  const rows = data && trendsOf(data);
  return (
    <TablePanel
      title="Top trends"
      description="Compared with the same days of last month"
      rows={rows}
      read={read}
      what="the top trends"
      rowKey={({ Key }) => Key}
      columns={[
        {
          header: 'What',
          cell: ({ Key, Name, isAccount }: Trend) =>
            isAccount ? (
              <TextLink href={paths.bills({ month: data?.Month, account: Key })}>{Name ?? Key}</TextLink>
            ) : (
              serviceName(Key)
            ),
        },
        {
          header: 'Change',
          align: 'end',
          cell: ({ Change }) => (Change.startsWith('-') ? dollars(Change) : `+${dollars(Change)}`),
        },
        { header: 'Now', align: 'end', cell: ({ Amount }) => <Money amount={Amount} /> },
        { header: 'Then', align: 'end', cell: ({ Before }) => <Money amount={Before} /> },
      ]}
      empty={{
        title: 'No trends yet',
        description: 'Trends compare this month with last month, which has no bill or cost the same.',
      }}
    />
  );
}

/** Returns services and accounts, largest changes first. A member only sees itself. */
function trendsOf({ Services, Accounts }: ToDate): Trend[] {
  const accounts = Accounts.length > 1 ? Accounts.map((trend) => ({ ...trend, isAccount: true })) : [];
  const size = ({ Change }: Trend) => Math.abs(Number(Change));
  return [...Services.map((trend) => ({ ...trend, isAccount: false })), ...accounts]
    .sort((a, b) => size(b) - size(a))
    .slice(0, SHOWN);
}
