import type { Contract } from '../../core/testing/contract';
import { organizationOf } from '../../organizations/test-organization';
import { CreateQueue } from '../../resources/sqs/operations';
import { tokenList, tokenOf } from '../page';
import { furnishReporters, prerequisitesOf, tagPolicyFor } from '../test-tag-policy';
import * as operations from './operations';

const LISTED = 'GetComplianceSummary';

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    // The contract of reports makes the organization of the same account.
    await root.run(CreateQueue, { QueueName: name, tags: { [secret]: 'Green' } });
    return {};
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    await tagPolicyFor(root);
    await root.run(CreateQueue, { QueueName: 'tagged', tags: { Team: 'Green' } });
    return {};
  },
  calls: [
    [
      'GetComplianceSummary',
      {
        GroupBy: ['TARGET_ID', 'REGION', 'RESOURCE_TYPE'],
        RegionFilters: ['us-east-1'],
        ResourceTypeFilters: ['sqs'],
        TagKeyFilters: ['Team'],
        MaxResults: 10,
      },
    ],
    ['ListRequiredTags', { MaxResults: 10 }],
  ],
  errors: {
    usual: {},
    furnish: async (stage) => {
      await furnishReporters(stage);
      const asked = { accountId: stage.root.accountId, now: new Date(0), call: { region: 'us-east-1' } };
      return { token: tokenOf(tokenList('ListRequiredTags', asked, null), 'a') };
    },
    failures: {
      ConstraintViolationException: prerequisitesOf(LISTED),
      InvalidParameterException: [
        [LISTED, { PaginationToken: 'none' }, 'The pagination token is not valid.'],
        ['ListRequiredTags', { NextToken: 'none' }, 'The pagination token is not valid.'],
        [LISTED, { TargetIdFilters: ['111122223333'] }, 'The target ID 111122223333 is not valid, or does not exist.'],
        [LISTED, { MaxResults: 0 }, /greater than or equal to 1/],
        ['ListRequiredTags', { MaxResults: 201 }, /less than or equal to 200/],
      ],
      PaginationTokenExpiredException: [
        ['ListRequiredTags', { NextToken: '<scene.token>' }, 'The pagination token has expired.'],
      ],
    },
    unreachable: {},
  },
};
