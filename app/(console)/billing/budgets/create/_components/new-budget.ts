import type { CostFilters } from '../../../_components/budget-filters';
import type { Budget } from '../../queries';

/** The template of a new budget. */
export type Template = 'view' | 'monthly' | 'zero' | 'unit' | 'service' | 'tag';

export type Alert = { type: 'ACTUAL' | 'FORECASTED'; percent: string };

export type BudgetForm = {
  template: Template;
  name: string;
  timeUnit: Budget['TimeUnit'];
  amount: string;
  /** The filters that the form was opened with. */
  filters: CostFilters | null;
  unit: string | null;
  service: string | null;
  tagKey: string | null;
  tagValue: string | null;
  alerts: Alert[];
  emails: string;
};

export const NAMES: Readonly<Record<Template, string>> = {
  view: 'Budget from Cost Explorer',
  monthly: 'My monthly cost budget',
  zero: 'My zero-spend budget',
  unit: 'Budget of an organizational unit',
  service: 'Budget of a service',
  tag: 'Budget of a tag',
};

/** AWS: the alerts of its monthly cost template. */
const ALERTS: Alert[] = [
  { type: 'ACTUAL', percent: '85' },
  { type: 'ACTUAL', percent: '100' },
  { type: 'FORECASTED', percent: '100' },
];

export function newForm(unit: string | null, filters: CostFilters | null = null): BudgetForm {
  const template = filters !== null ? 'view' : unit === null ? 'monthly' : 'unit';
  const chosen = { filters, unit, service: null, tagKey: null, tagValue: null };
  return { template, name: NAMES[template], timeUnit: 'MONTHLY', amount: '', ...chosen, alerts: ALERTS, emails: '' };
}

/** Returns the filters, or undefined if the selection is incomplete. */
export function filtersOf({ template, filters, unit, service, tagKey, tagValue }: BudgetForm): CostFilters | undefined {
  if (template === 'view') return filters ?? undefined;
  if (template === 'unit') return unit === null ? undefined : { OrganizationalUnit: [unit] };
  if (template === 'service') return service === null ? undefined : { Service: [service] };
  if (template === 'tag') return tagKey === null ? undefined : { TagKeyValue: [[`user:${tagKey}`, tagValue].join('$')] };
  return {};
}

const AMOUNT = /^(0|[1-9]\d{0,12})(\.\d{1,9})?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function emailsOf({ emails }: Pick<BudgetForm, 'emails'>): string[] {
  return emails.split(/[\s,;]+/).filter((each) => each !== '');
}

export function isAmount(text: string): boolean {
  return AMOUNT.test(text) && /[1-9]/.test(text);
}

/** Returns the first problem of the form, or undefined. */
export function problemOf(form: BudgetForm): string | undefined {
  if (filtersOf(form) === undefined) return 'Choose what the budget counts';
  if (form.template !== 'zero' && !isAmount(form.amount)) return 'Enter an amount';
  if (form.name.trim() === '' || /[:\\]|\/action\//.test(form.name)) return 'Enter a name without : and \\';
  if (emailsOf(form).length === 0) return form.alerts.length === 0 && form.template !== 'zero' ? undefined : 'Enter recipients';
  const wrong = emailsOf(form).find((each) => !EMAIL.test(each));
  if (wrong !== undefined) return `${wrong} is not an email address`;
  if (emailsOf(form).length > 10) return 'Enter at most ten addresses';
  if (form.alerts.some(({ percent }) => !/^\d{1,6}(\.\d{1,9})?$/.test(percent))) return 'Enter a percentage for each alert';
  return undefined;
}

/** Returns the input of the call. AWS's zero spend template has a limit of one dollar, and an alert from one cent. */
export function toInput(form: BudgetForm, AccountId: string) {
  const zero = form.template === 'zero';
  const Subscribers = emailsOf(form).map((Address) => ({ SubscriptionType: 'EMAIL' as const, Address }));
  const above = { ComparisonOperator: 'GREATER_THAN' as const };
  const notifications = zero
    ? [{ ...above, NotificationType: 'ACTUAL' as const, Threshold: 0.01, ThresholdType: 'ABSOLUTE_VALUE' as const }]
    : form.alerts.map(({ type, percent }) => ({
        ...above,
        NotificationType: type,
        Threshold: Number(percent),
        ThresholdType: 'PERCENTAGE' as const,
      }));
  return {
    AccountId,
    Budget: {
      BudgetName: form.name.trim(),
      BudgetType: 'COST' as const,
      TimeUnit: zero ? ('MONTHLY' as const) : form.timeUnit,
      BudgetLimit: { Amount: zero ? '1' : form.amount, Unit: 'USD' },
      CostFilters: filtersOf(form) ?? {},
    },
    NotificationsWithSubscribers:
      Subscribers.length === 0 ? [] : notifications.map((Notification) => ({ Notification, Subscribers })),
  };
}
