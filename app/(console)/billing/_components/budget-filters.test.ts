import { expect, it } from 'vitest';
import { budgetFilters, readBudgetFilters } from './budget-filters';

const of = (Type: 'DIMENSION' | 'TAG' | 'COST_CATEGORY', Key: string, Values: string[], Exclude = false) => ({
  Type,
  Key,
  Values,
  Exclude,
});

it('converts the filters of a view into budget filters only if a budget supports all of them', () => {
  const filters = [
    of('DIMENSION', 'SERVICE', ['AmazonS3']),
    of('TAG', 'team', ['blue', '']),
    of('COST_CATEGORY', 'Department', ['Shops']),
  ];
  expect(budgetFilters(filters)).toEqual({
    Service: ['AmazonS3'],
    TagKeyValue: ['user:team$blue', 'user:team$'],
    CostCategory: ['Department$Shops'],
  });
  expect(budgetFilters([of('DIMENSION', 'SERVICE', ['AmazonS3'], true)])).toBeUndefined();
  expect(budgetFilters([of('TAG', 'team', ['a']), of('TAG', 'stage', ['b'])])).toBeUndefined();
  expect(budgetFilters([of('DIMENSION', 'CHARGE', ['a'])])).toBeUndefined();
});

it('reads only known filters with lists of texts from an address', () => {
  expect(readBudgetFilters('{"Region":["eu-west-1"],"Strange":["a"],"Service":"x"}')).toEqual({ Region: ['eu-west-1'] });
  for (const text of [undefined, '', '[]', '{"Region":[1]}', 'null', '{']) expect(readBudgetFilters(text)).toBeUndefined();
});
