import fc from 'fast-check';
import { expect, it } from 'vitest';
import { criterionProblem, criterionText, NEW_CRITERION, toCriterion, toCriterionForm, unfitCriteria } from './criteria';

const some = (values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const days = fc.nat({ max: 999_999_999 });

const criterion = fc.record(
  {
    ImageProviders: some(['amazon', 'aws-marketplace', '111122223333']),
    ImageNames: some(['al2023-*', 'a b (c)[1]', "it's/?@_."]),
    MarketplaceProductCodes: some(['abc', 'DEF1']),
    CreationDateCondition: fc.record({ MaximumDaysSinceCreated: days }),
    DeprecationTimeCondition: fc.record({ MaximumDaysSinceDeprecated: days }),
  },
  { requiredKeys: [] },
);

it('gives back the criterion that a form was filled with, in any spacing', () => {
  fc.assert(
    fc.property(criterion, fc.constantFrom(',', ' , ', ',\n', '\n'), (one, separator) => {
      const form = toCriterionForm(one);
      expect(toCriterion({ ...form, providers: form.providers.replaceAll(', ', separator) })).toEqual(one);
      expect(unfitCriteria([form]) === undefined).toBe(Object.keys(one).length > 0);
    }),
  );
});

it('refuses a criterion without conditions, and days that are no number', () => {
  expect(criterionProblem(NEW_CRITERION)).toBeUndefined();
  expect(unfitCriteria([NEW_CRITERION])).toBe('Enter a condition in each criterion');
  expect(unfitCriteria([{ ...NEW_CRITERION, names: ' , ' }])).toBe('Enter a condition in each criterion');
  const negative = { ...NEW_CRITERION, created: '-1' };
  expect(criterionProblem(negative)).toContain('whole numbers');
  expect(unfitCriteria([negative])).toBe('Correct the criteria first');
});

it('says in words which images a criterion allows', () => {
  const one = { ImageProviders: ['amazon', '111122223333'], CreationDateCondition: { MaximumDaysSinceCreated: 1 } };
  expect(criterionText(one)).toBe('Images provided by amazon or 111122223333; created at most 1 day ago');
  expect(criterionText({})).toBe('Any image');
});
