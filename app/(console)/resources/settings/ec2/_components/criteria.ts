import { plural } from '@/lib/core/text/plural';
import type { ImageCriterion } from '@/lib/resources/ec2/settings';

/** A criterion as a form has it. Lists are separated by commas. */
export type CriterionForm = { providers: string; names: string; codes: string; created: string; deprecated: string };

export const NEW_CRITERION: CriterionForm = { providers: '', names: '', codes: '', created: '', deprecated: '' };

export function toCriterionForm(criterion: ImageCriterion): CriterionForm {
  const { ImageProviders, ImageNames, MarketplaceProductCodes, CreationDateCondition, DeprecationTimeCondition } = criterion;
  const list = (values: readonly string[] = []) => values.join(', ');
  const days = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    providers: list(ImageProviders),
    names: list(ImageNames),
    codes: list(MarketplaceProductCodes),
    created: days(CreationDateCondition?.MaximumDaysSinceCreated),
    deprecated: days(DeprecationTimeCondition?.MaximumDaysSinceDeprecated),
  };
}

/** Returns the criterion. Its empty parts are left out. */
export function toCriterion({ providers, names, codes, created, deprecated }: CriterionForm): ImageCriterion {
  const list = (text: string) => text.split(/[,\n]/).flatMap((part) => part.trim() || []);
  const some = (text: string) => (list(text).length > 0 ? list(text) : undefined);
  const [ImageProviders, ImageNames, MarketplaceProductCodes] = [some(providers), some(names), some(codes)];
  return {
    ...(ImageProviders && { ImageProviders }),
    ...(ImageNames && { ImageNames }),
    ...(MarketplaceProductCodes && { MarketplaceProductCodes }),
    ...(created !== '' && { CreationDateCondition: { MaximumDaysSinceCreated: Number(created) } }),
    ...(deprecated !== '' && { DeprecationTimeCondition: { MaximumDaysSinceDeprecated: Number(deprecated) } }),
  };
}

/** Returns the problem of a criterion that is shown below it. */
export function criterionProblem({ created, deprecated }: CriterionForm): string | undefined {
  return [created, deprecated].every((text) => /^\d{0,9}$/.test(text)) ? undefined : 'Enter whole numbers of days.';
}

/** Returns why criteria cannot be sent. AWS documents no meaning of a criterion without conditions. */
export function unfitCriteria(criteria: readonly CriterionForm[]): string | undefined {
  if (criteria.some(criterionProblem)) return 'Correct the criteria first';
  const isEmpty = (criterion: CriterionForm) => Object.keys(toCriterion(criterion)).length === 0;
  return criteria.some(isEmpty) ? 'Enter a condition in each criterion' : undefined;
}

const either = (values: readonly string[]) => values.join(' or ');

/** Returns a criterion in words. An image matches it by all of its parts. */
export function criterionText(criterion: ImageCriterion): string {
  const { ImageProviders, ImageNames, MarketplaceProductCodes, CreationDateCondition, DeprecationTimeCondition } = criterion;
  const created = CreationDateCondition?.MaximumDaysSinceCreated;
  const deprecated = DeprecationTimeCondition?.MaximumDaysSinceDeprecated;
  const parts = [
    ImageProviders && `provided by ${either(ImageProviders)}`,
    ImageNames && `named ${either(ImageNames)}`,
    MarketplaceProductCodes && `with product code ${either(MarketplaceProductCodes)}`,
    created !== undefined && `created at most ${plural(created, 'day')} ago`,
    deprecated !== undefined && `deprecated at most ${plural(deprecated, 'day')} ago`,
  ].flatMap((part) => part || []);
  return parts.length === 0 ? 'Any image' : `Images ${parts.join('; ')}`;
}
