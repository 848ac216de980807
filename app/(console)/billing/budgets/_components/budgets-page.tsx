'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { useRead } from '@/components/console/kit/use-read';
import type { AnswerOf } from '@/components/console/kit/use-reads';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import type { BillingReader } from '../../_components/billing-reader';
import { NotActivated } from '../../_components/not-activated';
import { type Budget, budgetNotificationsQuery, budgetsQuery, type Notification } from '../queries';
import { deleteBudgetAct } from './acts';
import { BudgetBar } from './budget-bar';
import { PERIOD_WORDS, scopeWords, shareOf, spendWords, standing } from './budget-words';
import { useUnitNames } from './use-unit-names';

type Row = Budget & { notifications: readonly Notification[] | undefined; scope: string };

type BudgetsProps = {
  accountId: string;
  /** True if the account has more budgets than are read. */
  isCut: boolean;
  notifications: AnswerOf<ReturnType<typeof budgetNotificationsQuery>> | undefined;
  unitNames: ReadonlyMap<string, string>;
};

const column = columnsOf<Row>();
const nameOf = ({ BudgetName }: Budget) => BudgetName;

const COLUMNS = [
  column.name('name', 'Budget', nameOf, ({ BudgetName }) => paths.budget(BudgetName), { fills: true }),
  column.text('status', 'Status', (row) => standing(row, row.notifications).text, {
    filter: true,
    shown: (text, row) => <Status kind={standing(row, row.notifications).kind}>{text}</Status>,
  }),
  column.count(
    'spent',
    'Spent',
    ({ CalculatedSpend, BudgetLimit }) => shareOf(CalculatedSpend.ActualSpend.Amount, BudgetLimit) ?? 0,
    { shown: (_, row) => <BudgetBar of={row} />, width: 260 },
  ),
  column.count(
    'forecast',
    'Expected',
    ({ CalculatedSpend: { ForecastedSpend }, BudgetLimit }) =>
      ForecastedSpend ? (shareOf(ForecastedSpend.Amount, BudgetLimit) ?? 0) : -1,
    {
      align: 'end',
      shown: (_, { CalculatedSpend: { ForecastedSpend } }) =>
        ForecastedSpend ? spendWords(ForecastedSpend) : 'Not available yet',
    },
  ),
  column.text('period', 'Period', ({ TimeUnit }) => PERIOD_WORDS[TimeUnit], { filter: true }),
  column.text('scope', 'Counts', ({ scope }) => scope, { fills: true }),
  column.count('alerts', 'Alerts', ({ notifications }) => notifications?.length ?? 0, { align: 'end' }),
];

const Budgets = listPage(({ accountId, isCut, notifications, unitNames }: BudgetsProps) => ({
  id: 'budgets',
  title: 'Budgets',
  one: 'budget',
  many: 'budgets',
  description: isCut
    ? 'The first thousand budgets by name.'
    : 'Set the amount that can be spent in a day, month, quarter or year, and send alerts before it is exceeded.',
  query: () => budgetsQuery(accountId),
  rowsOf: (answer) => {
    const of = new Map(
      notifications?.BudgetNotificationsForAccount.map(({ BudgetName, Notifications }) => [BudgetName, Notifications]),
    );
    return answer.Budgets.map((budget) => ({
      ...budget,
      notifications: of.get(budget.BudgetName),
      scope: scopeWords(budget, unitNames).join(' · ') || 'Everything',
    }));
  },
  rowId: nameOf,
  columns: COLUMNS,
  sort: { column: 'spent', descending: true },
  acts: [actOn(({ BudgetName }: Row) => ({ AccountId: accountId, BudgetName }), deleteBudgetAct)],
  create: { label: 'Create budget', takes: 'budgets:ModifyBudget', href: () => paths.createBudget() },
  empty: {
    description:
      'A budget sets a spending amount for all costs or a part of them, such as an organizational unit, a service or a tag. It can send alerts and run actions as the amount is used up.',
  },
  Help: BudgetsHelp,
}));

/** Lists budgets with actual and forecasted costs. */
export function BudgetsPage({ reader: { accountId, isShutOut } }: { reader: BillingReader }) {
  const enabled = !isShutOut;
  const { data } = useRead({ ...budgetsQuery(accountId), enabled });
  const notifications = useRead({ ...budgetNotificationsQuery(accountId), enabled });
  const unitNames = useUnitNames(data?.Budgets ?? []);
  if (isShutOut)
    return (
      <>
        <PageHeader title="Budgets" info={<HelpLink />} />
        <NotActivated />
        <BudgetsHelp />
      </>
    );
  return (
    <Budgets
      accountId={accountId}
      isCut={data?.NextToken !== undefined}
      notifications={notifications.data}
      unitNames={unitNames}
    />
  );
}

function BudgetsHelp() {
  return (
    <HelpPanel title="Budgets">
      <p>
        A budget counts the charges on the bills of its period. For the paying account, it counts all accounts; for a member, only
        its own charges. The mark on a bar is the forecasted amount.
      </p>
      <h3>Alerts</h3>
      <p>
        When a threshold is crossed, the budget sends an alert, once in each period. Gatehouse sends no email. You can read the
        alerts in the outbox.
      </p>
      <h3>Actions</h3>
      <p>
        A budget can attach an IAM policy or an SCP when a threshold is crossed. It detaches the policy at the start of the next
        period.
      </p>
    </HelpPanel>
  );
}
