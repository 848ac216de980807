import { randomUUID } from 'node:crypto';
import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { deleteTagsOf, putTags, readTags, removeTags, type TagPair } from '../../core/tags';
import { billingOperation } from '../billing-operation';
import { type CategoryDefinition, definitionIn } from '../cost-explorer/categories';
import { readKnown } from '../cost-explorer/read-known';
import { type MonthName, monthOf, monthsFrom, startOf } from '../months';
import { requirePayer } from '../payers';
import { mentionedIn, problemOf, valuesOf } from './check-definition';
import { MOST_CATEGORIES } from './limits';
import {
  type CostCategoryRow,
  categoryArn,
  findAllCategories,
  findCategories,
  findCategory,
  isDeleted,
  noSuchResource,
} from './rows';
import {
  CreateCostCategoryDefinitionInput,
  DeleteCostCategoryDefinitionInput,
  DescribeCostCategoryDefinitionInput,
  ListCostCategoryDefinitionsInput,
  ListTagsForResourceInput,
  TagResourceInput,
  UntagResourceInput,
  UpdateCostCategoryDefinitionInput,
} from './schema';

const MONTHS_BACK = 12;
const MOST_TAGS = 50;
const RULE_VERSION = 'CostCategoryExpression.v1';

type Found = Awaited<ReturnType<typeof findCategory>>;

/** Returns the check of a category by its ARN. */
function categoryCheck(action: string, arn: string, found: Found) {
  return { action, resource: arn, ...(found && { resourceTags: found.tags }) };
}

async function requireCategory(scope: Scope, arn: string, found: Found): Promise<CostCategoryRow> {
  await requirePayer(scope);
  if (!found) throw noSuchResource(arn);
  return found.category;
}

const zoned = (month: MonthName) => `${month}-01T00:00:00Z`;

type Given = Omit<CategoryDefinition, 'From'> & { EffectiveStart?: string | undefined };

/**
 * Returns a valid definition as stored.
 * @throws AwsError ValidationException, in AWS's words if known
 */
async function checkedDefinition(
  scope: Scope,
  { EffectiveStart, Rules, DefaultValue, SplitChargeRules }: Given,
  { name, others, verb }: { name: string; others: readonly CostCategoryRow[]; verb: 'create' | 'update' },
): Promise<CategoryDefinition> {
  const { accountId, now } = scope;
  const refuse = (problem: string, member: string) =>
    new AwsError('ValidationException', `Failed to ${verb} Cost Category: ${problem}`, {}, { member });
  const current = monthOf(now);
  const start = EffectiveStart === undefined ? startOf(current) : Date.parse(EffectiveStart);
  const From = Number.isNaN(start) ? '' : monthOf(start);
  if (From === '' || startOf(From) !== start)
    throw refuse('Effective start date must be the first day of a month', 'EffectiveStart');
  if (From > current || From < monthsFrom(current, -MONTHS_BACK))
    throw refuse('Effective start date cannot be before the previous twelve months, or in the future', 'EffectiveStart');
  const definition = {
    From,
    Rules,
    ...(DefaultValue !== undefined && { DefaultValue }),
    ...(SplitChargeRules && { SplitChargeRules }),
  };
  const problem = await problemOf(definition, { name, mentions: mentionsOf(others), known: readKnown(scope, accountId) });
  if (problem) throw refuse(problem, 'Rules');
  return definition;
}

/** Returns the categories that each category uses in any month. */
function mentionsOf(categories: readonly CostCategoryRow[]): Map<string, string[]> {
  return new Map(categories.map(({ name, definitions }) => [name, definitions.flatMap(mentionedIn)]));
}

/** Creates a cost category from a month on. As in AWS, only the payer may, and the default is the current month. */
export const CreateCostCategoryDefinition = billingOperation({
  service: 'ce',
  name: 'CreateCostCategoryDefinition',
  access: 'Write',
  input: CreateCostCategoryDefinitionInput,
  checks: ({ ResourceTags }) => [
    { action: 'ce:CreateCostCategoryDefinition', resource: '*', context: requestTagContext(ResourceTags) },
  ],
  run: async ({ Name, ResourceTags = [], ...given }, scope) => {
    await requirePayer(scope);
    const { db, accountId, partition, now } = scope;
    const all = await findAllCategories(db, accountId);
    const others = all.filter((row) => !isDeleted(row));
    if (others.some(({ name }) => name === Name))
      throw new AwsError(
        'ValidationException',
        `Failed to create Cost Category: Cost category name ${Name} already exists`,
        {},
        { member: 'Name' },
      );
    if (others.length >= MOST_CATEGORIES)
      throw new AwsError(
        'ServiceQuotaExceededException',
        `Failed to create Cost Category: an account can have at most ${MOST_CATEGORIES} cost categories.`,
      );
    const definition = await checkedDefinition(scope, given, { name: Name, others, verb: 'create' });
    const id = randomUUID();
    // Months covered by a deleted category of that name stay unchanged.
    const former = all.find((row) => row.name === Name);
    const before = (former?.definitions ?? []).filter(({ From }) => From < definition.From);
    if (former) await db.costCategory.delete({ where: { id: former.id } });
    await db.costCategory.create({
      data: { id, accountId, name: Name, document: JSON.stringify([...before, definition]), createdAt: now },
    });
    await tagCategory(scope, id, ResourceTags);
    return { CostCategoryArn: categoryArn(partition, accountId, id), EffectiveStart: zoned(definition.From) };
  },
});

/** Changes the rules of a cost category from a month on. Earlier months stay unchanged. */
export const UpdateCostCategoryDefinition = billingOperation({
  service: 'ce',
  name: 'UpdateCostCategoryDefinition',
  access: 'Write',
  input: UpdateCostCategoryDefinitionInput,
  target: ({ CostCategoryArn }, scope) => findCategory(scope, CostCategoryArn),
  checks: ({ CostCategoryArn }, _scope, found) => [categoryCheck('ce:UpdateCostCategoryDefinition', CostCategoryArn, found)],
  run: async ({ CostCategoryArn, ...given }, scope, found) => {
    const { id, name, definitions } = await requireCategory(scope, CostCategoryArn, found);
    const { db, accountId } = scope;
    const others = (await findCategories(db, accountId)).filter((other) => other.id !== id);
    const definition = await checkedDefinition(scope, given, { name, others, verb: 'update' });
    const before = definitions.filter(({ From }) => From < definition.From);
    await db.costCategory.update({ where: { id }, data: { document: JSON.stringify([...before, definition]) } });
    return { CostCategoryArn, EffectiveStart: zoned(definition.From) };
  },
});

/** Deletes a cost category from this month on. As in AWS, earlier months stay unchanged. */
export const DeleteCostCategoryDefinition = billingOperation({
  service: 'ce',
  name: 'DeleteCostCategoryDefinition',
  access: 'Write',
  input: DeleteCostCategoryDefinitionInput,
  target: ({ CostCategoryArn }, scope) => findCategory(scope, CostCategoryArn),
  checks: ({ CostCategoryArn }, _scope, found) => [categoryCheck('ce:DeleteCostCategoryDefinition', CostCategoryArn, found)],
  run: async ({ CostCategoryArn }, scope, found) => {
    const { id, definitions } = await requireCategory(scope, CostCategoryArn, found);
    const { db, now } = scope;
    const From = monthOf(now);
    const before = definitions.filter((definition) => definition.From < From);
    const document = JSON.stringify([...before, { From, Rules: [] } satisfies CategoryDefinition]);
    if (before.length > 0) await db.costCategory.update({ where: { id }, data: { document } });
    else await db.costCategory.delete({ where: { id } });
    await deleteTagsOf(db, [id]);
    return { CostCategoryArn, EffectiveEnd: zoned(From) };
  },
});

/** Returns the definition in effect at a time and its period. The default is the latest. */
function effective(
  { definitions }: CostCategoryRow,
  EffectiveOn: string | undefined,
): { definition: CategoryDefinition; EffectiveStart: string; EffectiveEnd?: string } | undefined {
  const time = EffectiveOn === undefined ? undefined : Date.parse(EffectiveOn);
  const definition =
    time === undefined ? definitions.at(-1) : Number.isNaN(time) ? undefined : definitionIn(definitions, monthOf(time));
  const next = definition && definitions[definitions.indexOf(definition) + 1];
  // If it was deleted, the last definition gives the end.
  if (!definition || definition.Rules.length === 0) return undefined;
  return { definition, EffectiveStart: zoned(definition.From), ...(next && { EffectiveEnd: zoned(next.From) }) };
}

/** In AWS, the status is PROCESSING for up to a day. Here categories are applied when costs are read. */
const APPLIED = [{ Component: 'COST_EXPLORER' as const, Status: 'APPLIED' as const }];

export const DescribeCostCategoryDefinition = billingOperation({
  service: 'ce',
  name: 'DescribeCostCategoryDefinition',
  access: 'Read',
  input: DescribeCostCategoryDefinitionInput,
  target: ({ CostCategoryArn }, scope) => findCategory(scope, CostCategoryArn),
  checks: ({ CostCategoryArn }, _scope, found) => [categoryCheck('ce:DescribeCostCategoryDefinition', CostCategoryArn, found)],
  run: async ({ CostCategoryArn, EffectiveOn }, scope, found) => {
    const category = await requireCategory(scope, CostCategoryArn, found);
    const there = effective(category, EffectiveOn);
    if (!there) throw noSuchResource(CostCategoryArn);
    const { definition, ...when } = there;
    const { Rules, DefaultValue, SplitChargeRules } = definition;
    return {
      CostCategory: {
        CostCategoryArn,
        Name: category.name,
        ...when,
        RuleVersion: RULE_VERSION,
        Rules,
        SplitChargeRules,
        DefaultValue,
        ProcessingStatus: APPLIED,
      },
    };
  },
});

/** Lists the cost categories of the account by name. */
export const ListCostCategoryDefinitions = billingOperation({
  service: 'ce',
  name: 'ListCostCategoryDefinitions',
  access: 'List',
  input: ListCostCategoryDefinitionsInput,
  checks: () => [{ action: 'ce:ListCostCategoryDefinitions', resource: '*' }],
  run: async ({ EffectiveOn, NextToken, MaxResults, SupportedResourceTypes = [] }, scope) => {
    await requirePayer(scope);
    const { db, accountId, partition } = scope;
    const list = `ListCostCategoryDefinitions:${accountId}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null)
      throw new AwsError('ValidationException', 'The pagination token is invalid.', {}, { member: 'NextToken' });
    // Categories here have no other resource types, such as billing views.
    const all = SupportedResourceTypes.length > 0 ? [] : await findAllCategories(db, accountId);
    const rows = EffectiveOn === undefined ? all.filter((row) => !isDeleted(row)) : all;
    const { items, next } = pageOf(rows, MaxResults, list, after, ({ name }) => name);
    return {
      CostCategoryReferences: items.flatMap((row) => {
        const there = effective(row, EffectiveOn);
        if (!there) return [];
        const { definition, ...when } = there;
        return [
          {
            CostCategoryArn: categoryArn(partition, accountId, row.id),
            Name: row.name,
            ...when,
            NumberOfRules: definition.Rules.length,
            ProcessingStatus: APPLIED,
            Values: valuesOf(definition).values,
            DefaultValue: definition.DefaultValue,
          },
        ];
      }),
      NextToken: next,
    };
  },
});

/**
 * Tags a category.
 * @throws AwsError ValidationException for a duplicate or reserved key, TooManyTagsException
 */
async function tagCategory({ db, accountId }: Scope, id: string, tags: readonly TagPair[]): Promise<void> {
  const keys = new Set(tags.map(({ Key }) => Key));
  if (keys.size < tags.length) throw invalidTags('Tag keys must be unique for a resource.');
  if (tags.some(({ Key }) => /^aws:/i.test(Key)))
    throw invalidTags('Tag keys cannot begin with aws:, which is reserved for AWS.');
  const present = new Set((await readTags(db, id)).map(({ Key }) => Key));
  if (new Set([...present, ...keys]).size > MOST_TAGS)
    throw new AwsError('TooManyTagsException', `A resource can have at most ${MOST_TAGS} tags.`);
  await putTags(db, { id, accountId }, tags, (a, b) => a === b);
}

function invalidTags(message: string): AwsError {
  return new AwsError('ValidationException', message, {}, { member: 'ResourceTags' });
}

export const TagResource = billingOperation({
  service: 'ce',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ ResourceArn }, scope) => findCategory(scope, ResourceArn),
  checks: ({ ResourceArn, ResourceTags }, _scope, found) => [
    { ...categoryCheck('ce:TagResource', ResourceArn, found), context: requestTagContext(ResourceTags) },
  ],
  run: async ({ ResourceArn, ResourceTags }, scope, found) => {
    const { id } = await requireCategory(scope, ResourceArn, found);
    await tagCategory(scope, id, ResourceTags);
    return {};
  },
});

export const UntagResource = billingOperation({
  service: 'ce',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ ResourceArn }, scope) => findCategory(scope, ResourceArn),
  checks: ({ ResourceArn, ResourceTagKeys }, _scope, found) => [
    { ...categoryCheck('ce:UntagResource', ResourceArn, found), context: tagKeysContext(ResourceTagKeys) },
  ],
  run: async ({ ResourceArn, ResourceTagKeys }, scope, found) => {
    const { id } = await requireCategory(scope, ResourceArn, found);
    await removeTags(scope.db, id, ResourceTagKeys, (a, b) => a === b);
    return {};
  },
});

export const ListTagsForResource = billingOperation({
  service: 'ce',
  name: 'ListTagsForResource',
  access: 'Read',
  input: ListTagsForResourceInput,
  target: ({ ResourceArn }, scope) => findCategory(scope, ResourceArn),
  checks: ({ ResourceArn }, _scope, found) => [categoryCheck('ce:ListTagsForResource', ResourceArn, found)],
  run: async ({ ResourceArn }, scope, found) => {
    await requireCategory(scope, ResourceArn, found);
    return { ResourceTags: found?.tags ?? [] };
  },
});
