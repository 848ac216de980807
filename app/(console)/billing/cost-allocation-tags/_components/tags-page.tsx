'use client';

import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
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

const COLUMNS: ColumnDefinition<Row>[] = [
  { id: 'key', header: 'Tag key', value: ({ TagKey }) => TagKey, rowHeader: true, fills: true, cell: ({ TagKey }) => TagKey },
  {
    id: 'status',
    header: 'Status',
    value: ({ Status: status }) => status,
    cell: ({ Status: status }) =>
      status === 'Active' ? <Status kind="success">Active</Status> : <span className="text-ink-2">Inactive</span>,
  },
  {
    id: 'amount',
    header: 'Covers',
    align: 'end',
    value: ({ Amount }) => Number(Amount),
    cell: ({ Amount }) => <Money amount={Amount} />,
  },
  {
    id: 'share',
    header: 'Share of the month',
    align: 'end',
    value: ({ share }) => share ?? 0,
    cell: ({ share }) => <span className="tabular-nums">{shareWords(share)}</span>,
  },
  {
    id: 'values',
    header: 'Values',
    align: 'end',
    value: ({ Values }) => Values,
    cell: ({ Values }) => Values.toLocaleString('en'),
  },
  { id: 'type', header: 'Type', value: ({ Type }) => TYPES[Type], cell: ({ Type }) => TYPES[Type] },
  {
    id: 'used',
    header: 'Last used',
    value: ({ LastUsedDate }) => LastUsedDate,
    cell: ({ LastUsedDate }) => (LastUsedDate ? monthWords(LastUsedDate.slice(0, 7)) : '–'),
  },
  {
    id: 'changed',
    header: 'Last changed',
    value: ({ LastUpdatedDate }) => LastUpdatedDate,
    cell: ({ LastUpdatedDate }) => (LastUpdatedDate ? <Time value={LastUpdatedDate} /> : '–'),
  },
];
const FILTERS: TableFilterProperty<Row>[] = [
  { key: 'key', label: 'Tag key', value: ({ TagKey }) => TagKey },
  { key: 'status', label: 'Status', value: ({ Status: status }) => status },
  { key: 'type', label: 'Type', value: ({ Type }) => TYPES[Type] },
];

/** Lists tags for grouping and filtering costs, with the share of a month that each covers. */
export function TagsPage({ month, reader }: { month: string | undefined; reader: BillingReader }) {
  const coverage = useRead({ ...coverageQuery(month), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const [selected, setSelected] = useState<readonly string[]>([]);
  const missing = useMissing();
  const operation = useOperation(updateCostAllocationTags, {
    success: () => ({ text: 'The tags were changed. Costs now reflect them.' }),
    onSuccess: () => setSelected([]),
  });
  const isMember = bills.data?.Bills[0]?.View === 'member';
  const put = (rows: readonly Row[], Status: Row['Status']) =>
    void operation.run({ CostAllocationTagsStatus: rows.map(({ TagKey }) => ({ TagKey, Status })) });
  const reason = (rows: readonly Row[], status: Row['Status']) => {
    if (rows.length === 0) return 'Select at least one tag';
    if (rows.every((row) => row.Status === status)) return `The tags are already ${status === 'Active' ? 'active' : 'inactive'}`;
    if (rows.length > MOST_TAGS_AT_ONCE) return `At most ${MOST_TAGS_AT_ONCE} tags can be changed at once`;
    return missing('ce:UpdateCostAllocationTagsStatus');
  };
  const rows = coverage.data?.Tags.map((tag) => ({ ...tag, share: perMille(tag.Amount, coverage.data?.Total ?? '0') }));
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
          <ResourceTable
            id="cost-allocation-tags"
            layout="panel"
            title="Tags"
            noun="tags"
            columns={COLUMNS}
            filterProperties={FILTERS}
            defaultSort={{ column: 'amount', descending: true }}
            rows={rows}
            read={coverage}
            rowId={({ TagKey }) => TagKey}
            rowName={({ TagKey }) => TagKey}
            selection="multi"
            selectedIds={selected}
            onSelectionChange={setSelected}
            actions={(chosen) => [
              { label: 'Activate', onSelect: () => put(chosen, 'Active'), disabledReason: reason(chosen, 'Active') },
              { label: 'Deactivate', onSelect: () => put(chosen, 'Inactive'), disabledReason: reason(chosen, 'Inactive') },
            ]}
            empty={{
              description:
                'No usage on the bills of the last year is tagged. Generated usage and imported AWS reports have tags.',
              action: <ButtonLink href={paths.usage}>Add usage</ButtonLink>,
            }}
          />
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
