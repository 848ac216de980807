import { expect, it } from 'vitest';
import { filtersOf, newForm, problemOf, toInput } from './new-budget';

const form = { ...newForm(null), amount: '100', emails: 'a@example.com, b@example.com' };

it('reports missing and invalid values one at a time', () => {
  expect(problemOf(newForm(null))).toBe('Enter an amount');
  expect(problemOf({ ...form, template: 'unit' })).toBe('Choose what the budget counts');
  expect(problemOf({ ...form, name: 'a:b' })).toContain('without :');
  expect(problemOf({ ...form, emails: '' })).toBe('Enter recipients');
  expect(problemOf({ ...form, emails: 'nobody' })).toBe('nobody is not an email address');
  expect(problemOf({ ...form, alerts: [{ type: 'ACTUAL', percent: '' }] })).toBe('Enter a percentage for each alert');
  expect(problemOf({ ...form, alerts: [], emails: '' })).toBeUndefined();
  expect(problemOf(form)).toBeUndefined();
});

it('sets the cost filters from the template and starts with the organizational unit from the address', () => {
  expect(filtersOf(newForm('ou-1'))).toEqual({ OrganizationalUnit: ['ou-1'] });
  expect(filtersOf({ ...form, template: 'tag', tagKey: 'team', tagValue: 'blue' })).toEqual({ TagKeyValue: ['user:team$blue'] });
});

it('creates the same budgets and notifications as the templates of AWS', () => {
  const { Budget, NotificationsWithSubscribers } = toInput(form, '111122223333');
  expect(Budget).toMatchObject({ TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '100', Unit: 'USD' }, CostFilters: {} });
  expect(
    NotificationsWithSubscribers.map(({ Notification: { NotificationType, Threshold } }) => `${NotificationType} ${Threshold}`),
  ).toEqual(['ACTUAL 85', 'ACTUAL 100', 'FORECASTED 100']);
  const zero = toInput({ ...form, template: 'zero', amount: '' }, '111122223333');
  expect(zero.Budget.BudgetLimit.Amount).toBe('1');
  expect(zero.NotificationsWithSubscribers[0]?.Notification).toMatchObject({ Threshold: 0.01, ThresholdType: 'ABSOLUTE_VALUE' });
});
