'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { SmallTable } from '@/components/console/table/small-table';
import { Dialog } from '@/components/ui/dialog';
import { TextLink } from '@/components/ui/text-link';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { type Report, reportsQuery } from '../queries';
import { addressOf, FIRST_VIEW } from './view-address';
import { keyWords, METRIC_WORDS, RANGE_WORDS } from './view-words';

const by = (Key: string) => [{ Type: 'DIMENSION' as const, Key }];

/** Default reports: common views first, after AWS's own. */
const READY: readonly { name: string; view: CostView }[] = [
  { name: 'Monthly costs by service', view: FIRST_VIEW },
  { name: 'Monthly costs by linked account', view: { ...FIRST_VIEW, GroupBy: by('LINKED_ACCOUNT') } },
  { name: 'Daily costs', view: { ...FIRST_VIEW, Range: 'LAST_3_MONTHS', Granularity: 'DAILY', GroupBy: [], Chart: 'LINES' } },
  { name: 'Costs by charge type', view: { ...FIRST_VIEW, GroupBy: by('RECORD_TYPE') } },
  {
    name: 'Instances by purchase option',
    view: {
      ...FIRST_VIEW,
      GroupBy: by('PURCHASE_TYPE'),
      Filters: [{ Type: 'DIMENSION', Key: 'INSTANCE_TYPE', Values: ['NoInstanceType'], Exclude: true }],
    },
  },
  { name: 'Year to date', view: { ...FIRST_VIEW, Range: 'LAST_12_MONTHS', Ahead: '12_MONTHS', GroupBy: [] } },
];

/** Lists the account's saved reports and default reports. */
export function ReportsDialog({ onClose }: { onClose: () => void }) {
  const read = useRead(reportsQuery());
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Open report" size="lg">
      <div className="space-y-5">
        <section>
          <h3 className="mb-1 font-semibold">Saved in this account</h3>
          <ReadBox read={read} what="the reports">
            {({ Reports }) =>
              Reports.length === 0 ? (
                <p className="text-ink-2">No saved reports. Set up a view and save it as a report.</p>
              ) : (
                <SmallTable
                  label="Saved reports"
                  rows={Reports}
                  rowKey={({ ReportId }) => ReportId}
                  columns={[
                    { header: 'Name', wide: true, cell: (report: Report) => <Open of={report} onOpen={onClose} /> },
                    {
                      header: 'Shows',
                      wide: true,
                      cell: ({ View }: Report) => <span className="text-ink-2">{viewWords(View)}</span>,
                    },
                    { header: 'Saved', cell: ({ UpdatedAt }: Report) => <Time value={UpdatedAt} /> },
                    {
                      header: 'By',
                      cell: ({ CreatedBy }: Report) => <span title={CreatedBy}>{CreatedBy.split(/[:/]/).at(-1)}</span>,
                    },
                  ]}
                />
              )
            }
          </ReadBox>
        </section>
        <section>
          <h3 className="mb-1 font-semibold">Default reports</h3>
          <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
            {READY.map(({ name, view }) => (
              <li key={name}>
                <TextLink href={paths.costExplorer(addressOf(view))} onClick={onClose}>
                  {name}
                </TextLink>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}

function Open({ of: { ReportId, Name, View }, onOpen }: { of: Report; onOpen: () => void }) {
  return (
    <TextLink href={paths.costExplorer({ ...addressOf(View), report: ReportId })} onClick={onOpen}>
      {Name}
    </TextLink>
  );
}

function viewWords({ Range, Granularity, Metric, GroupBy, Filters }: CostView): string {
  const groups = GroupBy.length === 0 ? '' : ` by ${GroupBy.map(keyWords).join(' and ')}`;
  const filters = Filters.length === 0 ? '' : `, ${plural(Filters.length, 'filter')}`;
  return `${METRIC_WORDS[Metric]}${groups}, ${RANGE_WORDS[Range].toLowerCase()}, ${Granularity.toLowerCase()}${filters}`;
}
