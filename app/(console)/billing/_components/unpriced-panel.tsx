import { TablePanel } from '@/components/console/table/table-panel';
import { ButtonLink } from '@/components/ui/button';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import type { Bill } from '../queries';
import { quantity } from './amounts';

type Row = NonNullable<Bill['Unpriced']>[number];

/** Lists usage without a price, which is not on the bill. */
export function UnpricedPanel({ rows }: { rows: readonly Row[] }) {
  return (
    <TablePanel
      title="Usage without a price"
      description="The price list has no price for this usage, so it is not charged. Choose another price list that has one, or edit the prices."
      actions={<ButtonLink href={paths.priceList()}>Price list</ButtonLink>}
      rows={rows}
      rowKey={(row) => `${row.Service} ${row.UsageType} ${row.Region} ${row.Operation}`}
      columns={[
        { header: 'Service', cell: (row) => serviceName(row.Service) },
        { header: 'Usage type', breaks: true, mono: true, cell: (row) => row.UsageType },
        { header: 'Operation', cell: (row) => row.Operation || '–' },
        { header: 'Region', cell: (row) => row.Region },
        { header: 'Quantity', align: 'end', cell: (row) => quantity(row.Quantity) },
      ]}
      empty={{ title: 'All usage has a price', description: 'All usage of the month is on the bill.' }}
    />
  );
}
