'use client';

import type { Act } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { MOST_TAGS_AT_ONCE } from '@/lib/billing/cost-allocation-tag/limits';
import { paths } from '@/lib/console/paths';
import { percent, perMille } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { Money } from '../../_components/money';
import { MonthPicker } from '../../_components/month-picker';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { OnlyThePayer } from '../../_components/only-the-payer';
import { billsQuery } from '../../queries';
import { updateCostAllocationTags } from '../actions';
import { type Coverage, coverageQuery, type TagRow } from '../queries';

type Row = TagRow & { share: number | null };

const TYPES: Readonly<Record<TagRow['Type'], string>> = { UserDefined: 'User-defined', AWSGenerated: 'AWS-generated' };
const shareWords = (share: number | null) => (share === null ? '–' : percent(share));

const column = columnsOf<Row>();
const END = { align: 'end' } as const;

function put(Status: Row['Status'], label: string): Act<readonly Row[]> {
  return {
    label,
    takes: 'ce:UpdateCostAllocationTagsStatus',
    why: (rows) => {
      if (rows.every((row) => row.Status === Status)) return `The tags are already ${Status.toLowerCase()}`;
      return rows.length > MOST_TAGS_AT_ONCE ? `At most ${MOST_TAGS_AT_ONCE} tags can be changed at once` : undefined;
    },
    runs: (rows) => ({
      action: updateCostAllocationTags,
      input: { CostAllocationTagsStatus: rows.map(({ TagKey }) => ({ TagKey, Status })) },
      success: () => ({ text: 'The tags were changed. Costs now reflect them.' }),
    }),
  };
}

const Tags = listPage(({ month }: { month: string | undefined }) => ({
  id: 'cost-allocation-tags',
  panel: '',
  title: 'Tags',
  one: 'tag',
  many: 'tags',
  query: () => coverageQuery(month),
  rowsOf: ({ Tags: tags, Total }): Row[] => tags.map((tag) => ({ ...tag, share: perMille(tag.Amount, Total) })),
  rowId: ({ TagKey }) => TagKey,
  columns: [
    column.text('key', 'Tag key', ({ TagKey }) => TagKey, { rowHeader: true, filter: true, fills: true }),
    column.text('status', 'Status', ({ Status: status }) => status, {
      filter: true,
      shown: (status) =>
        status === 'Active' ? <Status kind="success">Active</Status> : <span className="text-ink-2">Inactive</span>,
    }),
    column.count('amount', 'Covers', ({ Amount }) => Number(Amount), {
      ...END,
      shown: (_, { Amount }) => <Money amount={Amount} />,
    }),
    column.count('share', 'Share of the month', ({ share }) => share ?? 0, {
      ...END,
      shown: (_, { share }) => <span className="tabular-nums">{shareWords(share)}</span>,
    }),
    column.count('values', 'Values', ({ Values }) => Values, END),
    column.text('type', 'Type', ({ Type }) => TYPES[Type], { filter: true }),
    column.text('used', 'Last used', ({ LastUsedDate }) => LastUsedDate, { shown: (date) => monthWords(date.slice(0, 7)) }),
    column.time('changed', 'Last changed', ({ LastUpdatedDate }) => LastUpdatedDate, { none: '–' }),
  ],
  sort: { column: 'amount', descending: true },
  bulk: [put('Active', 'Activate'), put('Inactive', 'Deactivate')],
  empty: {
    description: 'No usage on the bills of the last year is tagged. Generated usage and imported AWS reports have tags.',
    act: { label: 'Add usage', href: () => paths.usage },
  },
}));

/** Lists tags for grouping and filtering costs, with the share of a month that each covers. */
export function TagsPage({ month, reader }: { month: string | undefined; reader: BillingReader }) {
  const coverage = useRead({ ...coverageQuery(month), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const isMember = bills.data?.Bills[0]?.View === 'member';
  return (
    <>
      <PageHeader
        title="Cost allocation tags"
        info={<HelpLink />}
        description="Activate the tags by which you want to group and filter costs."
        actions={
          coverage.data && bills.data ? (
            <MonthPicker
              month={coverage.data.Month}
              current={bills.data.CurrentMonth}
              months={bills.data.Bills.map(({ Month }) => Month)}
              hrefOf={(next) => paths.costAllocationTags({ month: next })}
            />
          ) : null
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : isMember ? (
        <OnlyThePayer>Only that account can choose cost allocation tags. Your costs use them.</OnlyThePayer>
      ) : (
        <div className="space-y-4">
          {coverage.data ? <Covered of={coverage.data} /> : null}
          <Tags month={month} />
        </div>
      )}
      <HelpPanel title="Cost allocation tags">
        <p>
          Tags show which team or project a resource belongs to. After you activate a tag here, you can use it in Cost Explorer,
          budgets and cost categories. In AWS, activation takes up to a day and applies from then on. In Gatehouse, it applies at
          once and to all months.
        </p>
        <h3>Coverage</h3>
        <p>
          For example, if $25 of $100 have no active tag, 25% are not allocated. The shares of individual tags can add up to more
          than 100%, because a resource can have several tags.
        </p>
      </HelpPanel>
    </>
  );
}

/** Shows the allocated share of the month. */
function Covered({ of: { Month, Total, Tagged, CostCategories, Estimated } }: { of: Coverage }) {
  const tagged = perMille(Tagged, Total);
  return (
    <Panel
      title={`Coverage of ${monthWords(Month)}`}
      description={Estimated ? 'The estimate so far, in unblended costs.' : 'Unblended.'}
    >
      <KeyValue
        columns={4}
        items={[
          { label: 'Costs', value: <Money amount={Total} /> },
          { label: 'With an active tag', value: <Share amount={Tagged} share={tagged} /> },
          { label: 'Not allocated by tags', value: tagged === null ? '–' : percent(1000 - tagged) },
          {
            label: 'In a cost category',
            value:
              CostCategories.length === 0
                ? 'No cost categories'
                : CostCategories.map(({ Name, Amount }) => (
                    <span key={Name} className="block">
                      {Name}: {shareWords(perMille(Amount, Total))}
                    </span>
                  )),
          },
        ]}
      />
    </Panel>
  );
}

function Share({ amount, share }: { amount: string; share: number | null }) {
  return (
    <>
      {shareWords(share)} (<Money amount={amount} />)
    </>
  );
}
