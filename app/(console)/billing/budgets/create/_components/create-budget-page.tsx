'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { organizationQuery } from '@/app/(console)/organizations/queries';
import { FormPage } from '@/components/console/form/form-page';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { keysOf } from '@/lib/core/text/lists';
import type { BillingReader } from '../../../_components/billing-reader';
import type { CostFilters } from '../../../_components/budget-filters';
import { NotActivated } from '../../../_components/not-activated';
import { isMore, PERIOD_WORDS, spendWords } from '../../_components/budget-words';
import { PeriodChart } from '../../_components/period-chart';
import { createBudget } from '../../actions';
import { type Budget, costTagsQuery, costValuesQuery, previewBudgetQuery } from '../../queries';
import {
  type Alert,
  type BudgetForm,
  filtersOf,
  isAmount,
  NAMES,
  newForm,
  problemOf,
  type Template,
  toInput,
} from './new-budget';

type Time = { Start: string; End: string };
type CreateBudgetPageProps = { reader: BillingReader; unit: string | null; filters: CostFilters | null; time: Time };

const NO_ORGANIZATION = 'AWSOrganizationsNotInUseException';
const BREADCRUMBS = [{ label: 'Budgets', href: paths.budgets }];

/** Creates a budget from a template, next to the amounts of previous periods. */
export function CreateBudgetPage({ reader, unit, filters, time }: CreateBudgetPageProps) {
  const organization = useRead(organizationQuery());
  const [form, setForm] = useState(() => newForm(unit, filters));
  const missing = useMissing();
  const operation = useOperation(createBudget, {
    success: ({ Budget: { BudgetName } }) => ({ text: `Budget ${BudgetName} was created.` }),
    goTo: ({ Budget: { BudgetName } }) => paths.budget(BudgetName),
    handlesError: () => true,
  });
  // Only the management account can count units. A reader without permission to read the organization can still be in it.
  const { data, error } = organization;
  const hasUnits = data ? data.Organization.MasterAccountId === reader.accountId : error?.code !== NO_ORGANIZATION;
  const change = (part: Partial<BudgetForm>) => setForm({ ...form, ...part });
  if (reader.isShutOut)
    return (
      <>
        <PageHeader title="Create budget" breadcrumbs={BREADCRUMBS} info={<HelpLink />} />
        <NotActivated />
        <CreateHelp />
      </>
    );
  return (
    <>
      <FormPage
        title="Create budget"
        breadcrumbs={BREADCRUMBS}
        info={<HelpLink />}
        submitLabel="Create budget"
        cancelHref={paths.budgets}
        pending={operation.running}
        dirty={form.amount !== '' || form.emails !== ''}
        error={operation.error}
        missing={missing('budgets:ModifyBudget')}
        disabledReason={problemOf(form)}
        onSubmit={() => void operation.run(toInput(form, reader.accountId))}
      >
        <SplitLayout aside={<PreviewPanel form={form} />}>
          <div className="space-y-4">
            <Panel title="Template">
              <RadioGroup
                label="Template"
                hideLabel
                tiles
                columns={2}
                value={form.template}
                onValueChange={(template) =>
                  change({ template, name: form.name === NAMES[form.template] ? NAMES[template] : form.name })
                }
                options={templates(hasUnits, filters)}
              />
            </Panel>
            <Panel title="Budget">
              <div className="space-y-4">
                <Scope form={form} time={time} given={unit} onChange={change} />
                {form.template === 'zero' ? null : (
                  <div className="flex flex-wrap gap-4">
                    <Field label="Period">
                      <Select
                        className="w-40"
                        options={PERIODS}
                        value={form.timeUnit}
                        onValueChange={(timeUnit) => change({ timeUnit, alerts: withoutForecasts(form.alerts, timeUnit) })}
                      />
                    </Field>
                    <Field
                      label="Amount in dollars"
                      error={form.amount !== '' && !isAmount(form.amount) ? 'Enter a number such as 250 or 99.50.' : undefined}
                    >
                      <Input
                        className="w-44"
                        inputMode="decimal"
                        autoComplete="off"
                        maxLength={24}
                        value={form.amount}
                        onChange={(event) => change({ amount: event.currentTarget.value })}
                      />
                    </Field>
                  </div>
                )}
                <Field label="Name" hint={'At most 100 characters, without : and \\.'}>
                  <Input
                    className="w-full max-w-md"
                    maxLength={100}
                    value={form.name}
                    onChange={(event) => change({ name: event.currentTarget.value })}
                  />
                </Field>
              </div>
            </Panel>
            <Panel
              title="Alerts"
              description={
                form.template === 'zero' ? 'Alerts you as soon as anything is charged.' : 'Each alert is sent once in a period.'
              }
            >
              <div className="space-y-4">
                {form.template === 'zero' ? null : <Alerts form={form} onChange={change} />}
                <Field
                  label="Recipients"
                  hint="Email addresses, at most ten. Nothing is sent from here: what they would read is put into the outbox."
                >
                  <Textarea
                    className="w-full max-w-md"
                    rows={2}
                    value={form.emails}
                    onChange={(event) => change({ emails: event.currentTarget.value })}
                  />
                </Field>
              </div>
            </Panel>
          </div>
        </SplitLayout>
      </FormPage>
      <CreateHelp />
    </>
  );
}

const PERIODS = keysOf(PERIOD_WORDS).map((value) => ({ value, label: PERIOD_WORDS[value] }));

function templates(hasUnits: boolean, filters: CostFilters | null) {
  const all: { value: Template; label: string; description: string }[] = [
    ...(filters === null
      ? []
      : [{ value: 'view' as const, label: 'View from Cost Explorer', description: filterWords(filters) }]),
    { value: 'monthly', label: 'Monthly cost', description: 'All costs that this account pays or is charged.' },
    { value: 'zero', label: 'Zero spend', description: 'Alerts you as soon as anything is charged.' },
    { value: 'unit', label: 'An organizational unit', description: 'Spending of a department: all accounts in an OU.' },
    { value: 'service', label: 'A service', description: 'One service in all accounts.' },
    { value: 'tag', label: 'A tag', description: 'Usage that is tagged with a team, project or stage.' },
  ];
  return all.filter(({ value }) => hasUnits || value !== 'unit');
}

function filterWords(filters: CostFilters): string {
  return Object.entries(filters)
    .map(([name, values]) => `${name}: ${values.join(', ')}`)
    .join('; ');
}

/** AWS: daily budgets have no forecasts. */
function withoutForecasts(alerts: Alert[], timeUnit: Budget['TimeUnit']): Alert[] {
  return timeUnit === 'DAILY' ? alerts.filter(({ type }) => type === 'ACTUAL') : alerts;
}

type PartProps = { form: BudgetForm; onChange: (part: Partial<BudgetForm>) => void };

function Scope({ form, time, given, onChange }: PartProps & { time: Time; given: string | null }) {
  const { template } = form;
  const services = useRead({ ...costValuesQuery('SERVICE', time), enabled: template === 'service' });
  const units = useRead({ ...costValuesQuery('ORGANIZATIONAL_UNIT', time), enabled: template === 'unit' });
  const keys = useRead({ ...costTagsQuery(time), enabled: template === 'tag' });
  const values = useRead({
    ...costTagsQuery(time, form.tagKey ?? undefined),
    enabled: template === 'tag' && form.tagKey !== null,
  });
  if (template === 'unit') {
    const known = (units.data?.DimensionValues ?? []).filter(({ Value }) => Value.startsWith('ou-') || Value.startsWith('r-'));
    const options = known.map(({ Value, Attributes }) => ({
      value: Value,
      label: Attributes.description ?? Value,
      description: Value,
    }));
    // The given unit can have no costs yet.
    if (given !== null && !known.some(({ Value }) => Value === given))
      options.push({ value: given, label: given, description: given });
    return (
      <>
        <ReadError read={units} what="the organizational units" />
        <Field
          label="Organizational unit"
          hint="Includes all OUs below it and the accounts that are currently in them. OUs with costs are listed."
        >
          <Combobox
            options={options}
            value={form.unit}
            onValueChange={(unit) => onChange({ unit })}
            placeholder="Enter part of a name"
          />
        </Field>
      </>
    );
  }
  if (template === 'service')
    return (
      <>
        <ReadError read={services} what="the services" />
        <Field label="Service" hint="Services with costs in the last year.">
          <Combobox
            options={(services.data?.DimensionValues ?? []).map(({ Value }) => ({ value: Value, label: Value }))}
            value={form.service}
            onValueChange={(service) => onChange({ service })}
            placeholder="Enter part of a name"
          />
        </Field>
      </>
    );
  if (template === 'tag')
    return (
      <div className="flex flex-wrap gap-4">
        <ReadError read={keys} what="the tags" />
        <Field label="Tag key">
          <Combobox
            options={(keys.data?.Tags ?? []).map((value) => ({ value, label: value }))}
            value={form.tagKey}
            onValueChange={(tagKey) => onChange({ tagKey, tagValue: null })}
            placeholder="Enter part of a value"
          />
        </Field>
        <Field label="Value">
          <Combobox
            options={(values.data?.Tags ?? []).filter((value) => value !== '').map((value) => ({ value, label: value }))}
            value={form.tagValue}
            onValueChange={(tagValue) => onChange({ tagValue })}
            placeholder="Untagged"
          />
        </Field>
      </div>
    );
  return null;
}

const TYPES = [
  { value: 'ACTUAL' as const, label: 'Spent' },
  { value: 'FORECASTED' as const, label: 'Expected' },
];
const MOST_ALERTS = 10;

function Alerts({ form: { alerts, timeUnit }, onChange }: PartProps) {
  const change = (at: number, part: Partial<Alert>) =>
    onChange({ alerts: alerts.map((alert, number) => (number === at ? { ...alert, ...part } : alert)) });
  return (
    <div className="space-y-2">
      {alerts.map(({ type, percent }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else that tells them apart.
        <div key={at} className="flex flex-wrap items-center gap-2">
          <span>When</span>
          <Select
            aria-label={`Amount for alert ${at + 1}`}
            className="w-32"
            options={timeUnit === 'DAILY' ? TYPES.slice(0, 1) : TYPES}
            value={type}
            onValueChange={(next) => change(at, { type: next })}
          />
          <span>is more than</span>
          <Input
            aria-label={`Percentage of alert ${at + 1}`}
            className="w-20"
            inputMode="decimal"
            maxLength={12}
            value={percent}
            onChange={(event) => change(at, { percent: event.currentTarget.value })}
          />
          <span>% of the budget</span>
          <Button variant="ghost" size="sm" onClick={() => onChange({ alerts: alerts.filter((_, number) => number !== at) })}>
            Remove<span className="sr-only"> alert {at + 1}</span>
          </Button>
        </div>
      ))}
      {alerts.length < MOST_ALERTS ? (
        <Button size="sm" onClick={() => onChange({ alerts: [...alerts, { type: 'ACTUAL', percent: '' }] })}>
          Add alert
        </Button>
      ) : null}
    </div>
  );
}

/** Shows previous periods against the amount that is being entered. */
function PreviewPanel({ form }: { form: BudgetForm }) {
  const filters = filtersOf(form);
  const timeUnit = form.template === 'zero' ? 'MONTHLY' : form.timeUnit;
  const read = useRead({
    ...previewBudgetQuery({ TimeUnit: timeUnit, ...(filters && { CostFilters: filters }) }),
    enabled: filters !== undefined,
    placeholderData: keepPreviousData,
  });
  const amount = form.template === 'zero' ? '1' : isAmount(form.amount) ? form.amount : undefined;
  return (
    <Panel title="Previous periods">
      {filters === undefined ? (
        <p className="text-ink-3">Choose what the budget counts to see the amounts of previous periods.</p>
      ) : (
        <>
          <ReadError read={read} what="the amounts of previous periods" />
          {read.data ? (
            <div className="space-y-3">
              <p aria-live="polite">{previewWords(read.data.Periods, amount)}</p>
              <PeriodChart
                label="Amounts of previous periods"
                unit={read.data.Unit}
                timeUnit={timeUnit}
                rows={read.data.Periods.map(({ Start, Amount }) => ({ start: Start, amount: Amount, limit: amount }))}
              />
              <p className="text-ink-3 text-sm">
                {read.data.Forecast === undefined
                  ? 'There are too few days of costs for a forecast of this period.'
                  : `The forecast for this period is ${spendWords({ Amount: read.data.Forecast, Unit: read.data.Unit })}.`}
              </p>
            </div>
          ) : null}
        </>
      )}
    </Panel>
  );
}

function previewWords(periods: readonly { Amount: string }[], amount: string | undefined): string {
  const past = periods.slice(0, -1);
  if (amount === undefined) return 'Enter an amount to see in which periods it would have been exceeded.';
  const over = past.filter(({ Amount }) => isMore(Amount, amount)).length;
  const budget = spendWords({ Amount: amount, Unit: 'USD' });
  return over === 0
    ? `The last ${past.length} periods were not over ${budget}.`
    : `${over} of the last ${past.length} periods ${over === 1 ? 'was' : 'were'} over ${budget}.`;
}

function CreateHelp() {
  return (
    <HelpPanel title="Create budget">
      <p>Templates are starting points. You can change the name, amount, period and alerts.</p>
      <h3>Costs that count</h3>
      <p>
        All charges on the bill: usage, fees, support and tax, less credits. The paying account counts all accounts. A member
        counts its own charges.
      </p>
      <h3>More with the API</h3>
      <p>
        To create budgets for usage, planned or auto-adjusting amounts and other filters, use
        <code> aws budgets create-budget</code>.
      </p>
    </HelpPanel>
  );
}
