'use client';

import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink } from '@/components/console/shell/help-panel';
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

const column = columnsOf<Row>();

const Categories = listPage({
  id: 'cost-categories',
  title: 'Cost categories',
  one: 'cost category',
  many: 'cost categories',
  description: 'Group costs by department, cost center or team, based on accounts, organizational units, services and tags.',
  query: costCategoriesQuery,
  rowsOf: ({ CostCategoryReferences }) => CostCategoryReferences,
  rowId: ({ CostCategoryArn }) => CostCategoryArn,
  rowName: ({ Name }) => Name,
  columns: [
    column.name(
      'name',
      'Name',
      ({ Name }) => Name,
      ({ Name }) => paths.costCategory({ name: Name }),
    ),
    column.count('rules', 'Rules', ({ NumberOfRules }) => NumberOfRules, { align: 'end' }),
    column.text('values', 'Values', ({ Values }) => Values.join(', '), { filter: true, fills: true }),
    column.text('default', 'Everything else', ({ DefaultValue }) => DefaultValue),
    column.text('from', 'Rules count from', ({ EffectiveStart }) => EffectiveStart, {
      shown: (start) => monthWords(start.slice(0, 7)),
    }),
  ],
  sort: { column: 'name', descending: false },
  create: {
    label: 'Create cost category',
    takes: 'ce:CreateCostCategoryDefinition',
    href: () => paths.editCostCategory(),
  },
  most: { count: MOST_CATEGORIES, reason: `An account can have ${MOST_CATEGORIES} cost categories` },
  empty: { description: 'A cost category assigns each cost to a department, cost center or team.' },
  Help: CategoriesHelp,
});

/** Lists the account's cost categories, if it pays for its own costs. */
export function CategoriesPage({ reader }: { reader: BillingReader }) {
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  if (!reader.isShutOut && bills.data?.Bills[0]?.View !== 'member') return <Categories />;
  return (
    <>
      <PageHeader title="Cost categories" info={<HelpLink />} description="Group costs by department, cost center or team." />
      {reader.isShutOut ? <NotActivated /> : <OnlyThePayer>Only that account can group the costs of all accounts.</OnlyThePayer>}
      <CategoriesHelp />
    </>
  );
}
