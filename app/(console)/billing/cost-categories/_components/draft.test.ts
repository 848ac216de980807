import { expect, it } from 'vitest';
import type { Definition } from '../queries';
import { definitionOf, draftOf, newRule, valuesIn } from './draft';

const definition: Definition = {
  Rules: [
    {
      Type: 'REGULAR',
      Value: 'Shops',
      Rule: {
        And: [
          { Dimensions: { Key: 'ORGANIZATIONAL_UNIT', Values: ['ou-1'] } },
          { Not: { Tags: { Key: 'team', Values: ['blue'] } } },
          { CostCategories: { Key: 'Team', MatchOptions: ['ABSENT'] } },
        ],
      },
    },
    { Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'TAG', DimensionKey: 'team' } },
    { Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'LINKED_ACCOUNT_NAME' } },
    {
      Type: 'REGULAR',
      Value: 'Either',
      Rule: {
        Or: [
          { Tags: { Key: 'a', Values: ['b'] } },
          { Dimensions: { Key: 'REGION', Values: ['x'], MatchOptions: ['STARTS_WITH'] } },
        ],
      },
    },
  ],
  DefaultValue: 'Central',
  SplitChargeRules: [
    { Source: 'Central', Targets: ['Shops'], Method: 'FIXED', Parameters: [{ Type: 'ALLOCATION_PERCENTAGES', Values: ['100'] }] },
  ],
};

it('keeps an unchanged definition and shows a rule that conditions cannot express as JSON', () => {
  const draft = draftOf(definition);
  expect(draft.rules.map(({ kind }) => kind)).toEqual(['conditions', 'tag', 'account', 'json']);
  expect(definitionOf(draft)).toEqual({ definition });
  expect(valuesIn(draft)).toEqual(['Shops', 'Either', 'Central']);
});

it('reports missing rules, values and conditions', () => {
  const problem = (rules: ReturnType<typeof newRule>[]) => definitionOf({ rules, otherwise: '', splits: [] });
  expect(problem([])).toEqual({ problem: 'A cost category needs at least one rule' });
  expect(problem([newRule()])).toEqual({ problem: 'Rule 1 needs a value' });
  expect(problem([{ ...newRule(), value: 'x' } as ReturnType<typeof newRule>])).toEqual({
    problem: 'Rule 1 has a condition without values',
  });
});
