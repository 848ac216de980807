'use client';

import { type Act, ActButtons, actOn, opened } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { DetailsPage } from '@/components/console/page/details-page';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import type { BillingReader } from '../../../_components/billing-reader';
import { dayWords } from '../../../_components/months';
import { NotActivated } from '../../../_components/not-activated';
import { deleteBudgetAct, type NamedBudget } from '../../_components/acts';
import { BudgetBar } from '../../_components/budget-bar';
import { isMore, PERIOD_WORDS, periodWords, scopeWords, spendWords, standing } from '../../_components/budget-words';
import { PeriodChart } from '../../_components/period-chart';
import { useUnitNames } from '../../_components/use-unit-names';
import { type Budget, budgetActionsQuery, budgetHistoryQuery, budgetQuery, notificationsQuery } from '../../queries';
import { ActionsPanel } from './actions-panel';
import { AlertsPanel } from './alerts-panel';

const BREADCRUMBS = [{ label: 'Budgets', href: paths.budgets }];
/** AWS: the end of a budget without one. */
const NEVER = '2087';

type Subject = { budget: Budget; named: NamedBudget };

const ACTS: readonly Act<Subject>[] = [
  { label: 'Outbox', href: ({ named }) => paths.outbox({ budget: named.BudgetName }) },
  {
    label: 'Change amount',
    takes: 'budgets:ModifyBudget',
    why: ({ budget: { PlannedBudgetLimits, AutoAdjustData } }) =>
      PlannedBudgetLimits === undefined && AutoAdjustData === undefined
        ? undefined
        : 'Planned and auto-adjusting amounts can only be changed with the API',
    opens: opened(() => import('./amount-dialog').then((module) => module.AmountDialog)),
  },
  actOn(({ named }: Subject) => named, deleteBudgetAct),
];

/** One budget: its state, history, alerts and actions. */
export function BudgetPage({ reader, name }: { reader: BillingReader; name: string }) {
  const enabled = !reader.isShutOut;
  const named = { AccountId: reader.accountId, BudgetName: name };
  const read = useRead({ ...budgetQuery(named), enabled });
  const notifications = useRead({ ...notificationsQuery(named), enabled });
  const actions = useRead({ ...budgetActionsQuery(named), enabled });
  const budget = read.data?.Budget;
  const unitNames = useUnitNames(budget ? [budget] : []);
  const stands = budget && standing(budget, notifications.data?.Notifications);
  if (!budget || !stands)
    return (
      <>
        <PageHeader title={name} breadcrumbs={BREADCRUMBS} info={<HelpLink />} />
        {reader.isShutOut ? (
          <NotActivated />
        ) : (
          <ReadBox read={read} what="the budget">
            {() => null}
          </ReadBox>
        )}
        <BudgetHelp />
      </>
    );
  const subject = { budget, named };
  return (
    <>
      <DetailsPage
        title={name}
        breadcrumbs={BREADCRUMBS}
        info={<HelpLink />}
        badge={<Status kind={stands.kind}>{stands.text}</Status>}
        actions={<ActButtons acts={ACTS} subject={subject} goTo={paths.budgets} />}
        notices={
          budget.HealthStatus.Status === 'UNHEALTHY' ? (
            <Alert kind="warning">
              The costs of this budget cannot be calculated, because its filter includes something that this account can no longer
              view.
            </Alert>
          ) : null
        }
        summary={summaryOf(budget, unitNames)}
        tabs={[
          { id: 'history', label: 'History', content: <HistoryPanel budget={budget} named={named} enabled={enabled} /> },
          {
            id: 'alerts',
            label: 'Alerts',
            count: notifications.data?.Notifications.length,
            content: <AlertsPanel owner={subject} />,
          },
          {
            id: 'actions',
            label: 'Actions',
            count: actions.data?.Actions.length,
            content: <ActionsPanel named={named} budget={budget} read={actions} />,
          },
        ]}
      />
      <BudgetHelp />
    </>
  );
}

function summaryOf(budget: Budget, unitNames: ReadonlyMap<string, string>) {
  const { BudgetType, TimeUnit, TimePeriod, CalculatedSpend, LastUpdatedTime } = budget;
  const scope = scopeWords(budget, unitNames);
  return [
    { label: 'Spent', value: <BudgetBar of={budget} /> },
    {
      label: 'Forecasted at the end of the period',
      value: CalculatedSpend.ForecastedSpend ? spendWords(CalculatedSpend.ForecastedSpend) : 'Too few days for a forecast',
    },
    { label: 'Period', value: `${PERIOD_WORDS[TimeUnit]} ${BudgetType === 'COST' ? 'cost' : 'usage'}` },
    {
      label: 'Counts',
      value:
        scope.length === 0
          ? 'Everything'
          : scope.map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            )),
    },
    {
      label: 'Period',
      value: `${dayWords(TimePeriod.Start)}, ${TimePeriod.End.startsWith(NEVER) ? 'no end' : dayWords(TimePeriod.End)}`,
    },
    { label: 'Last changed', value: dayWords(LastUpdatedTime) },
  ];
}

type HistoryPanelProps = { budget: Budget; named: { AccountId: string; BudgetName: string }; enabled: boolean };

function HistoryPanel({ budget, named, enabled }: HistoryPanelProps) {
  const read = useRead({ ...budgetHistoryQuery(named), enabled });
  return (
    <Panel title="Budgeted and actual costs">
      <ReadBox read={read} what="the history of the budget">
        {({ BudgetPerformanceHistory: { BudgetedAndActualAmountsList: amounts } }) => {
          // Leaves out the time before the first costs.
          const first = amounts.findIndex(({ ActualAmount }) => /[1-9]/.test(ActualAmount.Amount));
          const rows = amounts.slice(first === -1 ? -1 : first).map(({ TimePeriod, ActualAmount, BudgetedAmount }) => ({
            start: TimePeriod.Start,
            amount: ActualAmount.Amount,
            limit: /[1-9]/.test(BudgetedAmount.Amount) ? BudgetedAmount.Amount : undefined,
          }));
          const unit = budget.CalculatedSpend.ActualSpend.Unit;
          const words = (Amount: string) => spendWords({ Amount, Unit: unit });
          return (
            <div className="space-y-4">
              <PeriodChart label="Budgeted and actual costs" unit={unit} timeUnit={budget.TimeUnit} rows={rows} />
              <SmallTable
                label="Budgeted and actual costs by period"
                rows={rows.toReversed()}
                rowKey={({ start }) => start}
                columns={[
                  { header: 'Period', cell: ({ start }) => periodWords(budget.TimeUnit, start) },
                  { header: 'Budgeted', align: 'end', cell: ({ limit }) => (limit === undefined ? '–' : words(limit)) },
                  { header: 'Spent', align: 'end', cell: ({ amount }) => words(amount) },
                  {
                    header: 'Result',
                    cell: ({ amount, limit }) =>
                      limit === undefined ? (
                        '–'
                      ) : isMore(amount, limit) ? (
                        <Status kind="error">Over</Status>
                      ) : (
                        <Status kind="success">Within</Status>
                      ),
                  },
                ]}
              />
            </div>
          );
        }}
      </ReadBox>
    </Panel>
  );
}

function BudgetHelp() {
  return (
    <HelpPanel title="A budget">
      <p>Costs count as soon as they are on the bill. The dashed line is the budget of each period.</p>
      <h3>Alerts</h3>
      <p>Alerts are checked shortly after costs change. An alert is sent once in a period, and again if you change the amount.</p>
      <h3>Actions</h3>
      <p>
        An action runs as a role that trusts budgets.amazonaws.com, so policies and guardrails apply to it. At the start of the
        next period, or when you undo the action, the policy is detached.
      </p>
    </HelpPanel>
  );
}
