'use client';

import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { MOST_CATEGORIES } from '@/lib/billing/cost-category/limits';
import type { ListCostCategoryDefinitions } from '@/lib/billing/cost-category/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { BillingReader } from '../../_components/billing-reader';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { OnlyThePayer } from '../../_components/only-the-payer';
import { billsQuery } from '../../queries';
import { costCategoriesQuery } from '../queries';
import { CategoriesHelp } from './categories-help';

type Row = Json<OutputOf<typeof ListCostCategoryDefinitions>>['CostCategoryReferences'][number];

const COLUMNS: ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    value: ({ Name }) => Name,
    rowHeader: true,
    cell: ({ Name }) => <TextLink href={paths.costCategory({ name: Name })}>{Name}</TextLink>,
  },
  { id: 'rules', header: 'Rules', align: 'end', value: ({ NumberOfRules }) => NumberOfRules },
  { id: 'values', header: 'Values', fills: true, value: ({ Values }) => Values.join(', ') },
  { id: 'default', header: 'Everything else', value: ({ DefaultValue }) => DefaultValue ?? '–' },
  {
    id: 'from',
    header: 'Rules count from',
    value: ({ EffectiveStart }) => EffectiveStart,
    cell: ({ EffectiveStart }) => monthWords(EffectiveStart.slice(0, 7)),
  },
];
const FILTERS: TableFilterProperty<Row>[] = [
  { key: 'name', label: 'Name', value: ({ Name }) => Name },
  { key: 'values', label: 'Value', value: ({ Values }) => Values.join(', ') },
];

/** Lists the account's cost categories. */
export function CategoriesPage({ reader }: { reader: BillingReader }) {
  const categories = useRead({ ...costCategoriesQuery(), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const missing = useMissing();
  const isMember = bills.data?.Bills[0]?.View === 'member';
  const rows = categories.data?.CostCategoryReferences;
  const reason =
    (rows?.length ?? 0) >= MOST_CATEGORIES
      ? `An account can have ${MOST_CATEGORIES} cost categories`
      : missing('ce:CreateCostCategoryDefinition');
  const create = { label: 'Create cost category', href: paths.editCostCategory(), disabledReason: reason };
  if (!reader.isShutOut && !isMember)
    return (
      <>
        <ResourceTable
          id="cost-categories"
          title="Cost categories"
          noun="cost categories"
          info={<HelpLink />}
          description="Group costs by department, cost center or team, based on accounts, organizational units, services and tags."
          columns={COLUMNS}
          filterProperties={FILTERS}
          defaultSort={{ column: 'name', descending: false }}
          rows={rows}
          read={categories}
          rowId={({ CostCategoryArn }) => CostCategoryArn}
          rowName={({ Name }) => Name}
          primary={create}
          empty={{
            description: 'A cost category assigns each cost to a department, cost center or team.',
            action: (
              <ButtonLink href={create.href} disabledReason={reason}>
                Create cost category
              </ButtonLink>
            ),
          }}
        />
        <CategoriesHelp />
      </>
    );
  return (
    <>
      <PageHeader title="Cost categories" info={<HelpLink />} description="Group costs by department, cost center or team." />
      {reader.isShutOut ? <NotActivated /> : <OnlyThePayer>Only that account can group the costs of all accounts.</OnlyThePayer>}
      <CategoriesHelp />
    </>
  );
}
