import { type Contract, taking } from '../../core/testing/contract';
import { transaction } from '../../db/transaction';
import { MOST_CATEGORIES } from './limits';
import {
  CreateCostCategoryDefinition,
  DeleteCostCategoryDefinition,
  DescribeCostCategoryDefinition,
  ListCostCategoryDefinitions,
  ListTagsForResource,
  TagResource,
  UntagResource,
  UpdateCostCategoryDefinition,
} from './operations';

const operations = {
  CreateCostCategoryDefinition,
  DescribeCostCategoryDefinition,
  ListCostCategoryDefinitions,
  UpdateCostCategoryDefinition,
  DeleteCostCategoryDefinition,
  TagResource,
  UntagResource,
  ListTagsForResource,
};

const RuleVersion = 'CostCategoryExpression.v1';
const rulesOf = (Value: string) => [{ Value, Rule: { Dimensions: { Key: 'SERVICE_CODE', Values: ['AmazonS3'] } } }];
const MADE = '<CreateCostCategoryDefinition.CostCategoryArn>';
const NONE = 'arn:aws:ce::<scene.account>:costcategory/00000000-0000-0000-0000-000000000000';

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { CostCategoryArn } = await root.run(CreateCostCategoryDefinition, {
      Name: name,
      RuleVersion,
      Rules: rulesOf(secret),
      ResourceTags: [{ Key: 'owner', Value: secret }],
    });
    return { CostCategoryArn, ResourceArn: CostCategoryArn };
  },
  calls: [
    [
      'CreateCostCategoryDefinition',
      { Name: 'Departments', RuleVersion, Rules: rulesOf('Data'), ResourceTags: [{ Key: 'team', Value: 'blue' }] },
    ],
    ['DescribeCostCategoryDefinition', { CostCategoryArn: MADE }],
    ['ListCostCategoryDefinitions', { MaxResults: 1 }],
    [
      'UpdateCostCategoryDefinition',
      { CostCategoryArn: MADE, RuleVersion, Rules: rulesOf('Storage'), DefaultValue: 'Everybody' },
    ],
    ['TagResource', { ResourceArn: MADE, ResourceTags: [{ Key: 'new', Value: '1' }] }],
    ['ListTagsForResource', { ResourceArn: MADE }],
    ['UntagResource', { ResourceArn: MADE, ResourceTagKeys: ['new'] }],
    ['DeleteCostCategoryDefinition', { CostCategoryArn: MADE }],
    [
      'CreateCostCategoryDefinition',
      { Name: 'Teams', RuleVersion, Rules: rulesOf('A'), ResourceTags: [{ Key: 'a', Value: '' }] },
    ],
  ],
  errors: {
    furnish: async ({ world, root, account }) => {
      const { CostCategoryArn } = await root.run(CreateCostCategoryDefinition, {
        Name: 'usual',
        RuleVersion,
        Rules: rulesOf('Data'),
      });
      const { accountId } = await account('crowded');
      const rows = Array.from({ length: MOST_CATEGORIES }, (_, at) => ({
        id: `held-${at}`,
        accountId,
        name: `held-${at}`,
        document: '[]',
        createdAt: new Date(0),
      }));
      await transaction(world.database, (tx) => tx.costCategory.createMany({ data: rows }));
      return { category: CostCategoryArn };
    },
    usual: {
      Name: 'new',
      RuleVersion,
      Rules: rulesOf('Data'),
      CostCategoryArn: '<scene.category>',
      ResourceArn: '<scene.category>',
      ResourceTags: [{ Key: 'new', Value: '1' }],
      ResourceTagKeys: ['new'],
    },
    failures: {
      ResourceNotFoundException: [
        [
          [...taking(operations, 'CostCategoryArn'), ...taking(operations, 'ResourceArn')],
          { CostCategoryArn: NONE, ResourceArn: NONE },
          "The specified ARN in the request doesn't exist.",
        ],
      ],
      ServiceQuotaExceededException: [
        [
          'CreateCostCategoryDefinition',
          {},
          `Failed to create Cost Category: an account can have at most ${MOST_CATEGORIES} cost categories.`,
          { by: 'crowded' },
        ],
      ],
      TooManyTagsException: [
        [
          'TagResource',
          { ResourceTags: Array.from({ length: 51 }, (_, at) => ({ Key: `key-${at}`, Value: '' })) },
          'A resource can have at most 50 tags.',
        ],
      ],
    },
    unreachable: {
      ServiceQuotaExceededException: [
        ['UpdateCostCategoryDefinition', 'too many rules of one cost category are a ValidationException, in AWS’s words'],
      ],
    },
  },
};
