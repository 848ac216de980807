'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink } from '@/components/console/shell/help-panel';
import { SmallTable } from '@/components/console/table/small-table';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { BillingReader } from '../../_components/billing-reader';
import { Money } from '../../_components/money';
import { MonthPicker } from '../../_components/month-picker';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { billsQuery } from '../../queries';
import { deleteCostCategory } from '../actions';
import { categoryCostsQuery, costCategoriesQuery, costCategoryQuery } from '../queries';
import { CategoriesHelp } from './categories-help';
import { methodWords, ruleWords, valueWords } from './rule-words';
import { useNames } from './use-names';
import { ValueCosts } from './value-costs';

type Subject = { name: string; arn: string };

const ACTS: readonly Act<Subject>[] = [
  {
    label: 'Delete',
    look: 'danger',
    takes: 'ce:DeleteCostCategoryDefinition',
    opens: confirmation(({ name, arn }: Subject) => ({
      title: `Delete ${name}?`,
      typeToConfirm: name,
      action: deleteCostCategory,
      input: { CostCategoryArn: arn },
      success: `Cost category ${name} was deleted.`,
      text: (
        <p>
          From this month on, costs are no longer assigned to its values. Earlier months don't change. Budgets that use it find no
          costs, and rules of other cost categories that use it match nothing.
        </p>
      ),
    })),
  },
  {
    label: 'Edit',
    takes: 'ce:UpdateCostCategoryDefinition',
    href: ({ name }) => paths.editCostCategory({ name }),
  },
];

type Props = { name: string; month: string | undefined; reader: BillingReader };

/** A cost category: its values in a month, its rules and its split charges. */
export function DetailsOfCategory({ name, month, reader }: Props) {
  const categories = useRead({ ...costCategoriesQuery(), enabled: !reader.isShutOut });
  const arn = categories.data?.CostCategoryReferences.find(({ Name }) => Name === name)?.CostCategoryArn;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumbs={[{ label: 'Cost categories', href: paths.costCategories }]}
        info={<HelpLink />}
        actions={arn === undefined ? null : <ActButtons acts={ACTS} subject={{ name, arn }} goTo={paths.costCategories} />}
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <ReadBox read={categories} what="the cost categories">
          {() =>
            arn === undefined ? (
              <Panel>
                <EmptyState
                  title={`There is no cost category ${name}`}
                  description="It may have been deleted."
                  action={<ButtonLink href={paths.costCategories}>All cost categories</ButtonLink>}
                />
              </Panel>
            ) : (
              <Category arn={arn} name={name} month={month} />
            )
          }
        </ReadBox>
      )}
      <CategoriesHelp />
    </>
  );
}

function Category({ arn, name, month }: { arn: string; name: string; month: string | undefined }) {
  const category = useRead(costCategoryQuery(arn));
  const costs = useRead({ ...categoryCostsQuery(arn, month), placeholderData: keepPreviousData });
  const bills = useRead(billsQuery());
  const names = useNames(false);
  const definition = category.data?.CostCategory;
  const splits = definition?.SplitChargeRules ?? [];
  return (
    <div className="space-y-4">
      <Panel title="Summary">
        <ReadBox read={category} what="the cost category">
          {({ CostCategory }) => (
            <KeyValue
              columns={4}
              items={[
                { label: 'Rules count from', value: monthWords(CostCategory.EffectiveStart.slice(0, 7)) },
                { label: 'Rules', value: CostCategory.Rules.length },
                { label: 'Everything else', value: CostCategory.DefaultValue ?? 'Not categorized' },
                { label: 'ARN', value: <CopyArn arn={arn} /> },
              ]}
            />
          )}
        </ReadBox>
      </Panel>
      <Panel
        title={costs.data ? `Costs of ${monthWords(costs.data.Month)}` : 'Costs'}
        description="Unblended costs, by the rules of that month. Choose a value to see its services in Cost Explorer."
        flush={costs.data !== undefined}
        actions={
          costs.data && bills.data ? (
            <MonthPicker
              month={costs.data.Month}
              current={bills.data.CurrentMonth}
              months={bills.data.Bills.map(({ Month }) => Month)}
              hrefOf={(next) => paths.costCategory({ name, month: next })}
            />
          ) : null
        }
      >
        <ReadBox read={costs} what="the costs">
          {(answer) =>
            answer.Values.length === 0 ? (
              <EmptyState title="No costs" description="Nothing was charged in this month." />
            ) : (
              <ValueCosts of={answer} name={name} isSplit={splits.length > 0} />
            )
          }
        </ReadBox>
      </Panel>
      {definition ? (
        <Panel
          title="Rules"
          count={definition.Rules.length}
          description="Rules are evaluated in order. The first match decides."
          flush
        >
          <SmallTable
            label="Rules"
            rows={definition.Rules.map((rule, at) => ({ rule, at }))}
            rowKey={({ at }) => at}
            columns={[
              { header: 'No.', align: 'end', cell: ({ at }) => at + 1 },
              { header: 'Condition', wide: true, cell: ({ rule }) => ruleWords(rule, names) },
              { header: 'Value', cell: ({ rule }) => rule.Value ?? 'the inherited value' },
              {
                header: 'Catches',
                align: 'end',
                cell: ({ at }) => {
                  const amount = costs.data?.Rules[at]?.Amount;
                  return amount === undefined ? '–' : <Money amount={amount} />;
                },
              },
            ]}
          />
        </Panel>
      ) : null}
      {splits.length > 0 ? (
        <Panel title="Split charges" count={splits.length} flush>
          <SmallTable
            label="Split charges"
            rows={splits}
            rowKey={({ Source }) => Source}
            columns={[
              { header: 'Source', cell: ({ Source }) => valueWords(Source) },
              { header: 'Targets', wide: true, cell: ({ Targets }) => Targets.map(valueWords).join(', ') },
              { header: 'How', wide: true, cell: methodWords },
            ]}
          />
        </Panel>
      ) : null}
    </div>
  );
}
