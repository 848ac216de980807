import type { Contract } from '../../core/testing/contract';
import { CreateQueue } from '../../resources/sqs/operations';
import { tokenList, tokenOf } from '../page';
import * as reads from './operations';
import * as writes from './tag-operations';

const operations = { ...reads, ...writes };
const ARN = 'arn:aws:sqs:us-east-1:111122223333:none';
const LISTS = Object.keys(reads);
const WRITES = Object.keys(writes);

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    await root.run(CreateQueue, { QueueName: name, tags: { Owner: secret } });
    return {};
  },
  furnish: async ({ root }) => {
    await root.run(CreateQueue, { QueueName: 'tagged', tags: { Team: 'Red' } });
    return { arn: `arn:aws:sqs:us-east-1:${root.accountId}:tagged` };
  },
  calls: [
    ['TagResources', (seen) => ({ ResourceARNList: [(seen.scene as { arn: string }).arn], Tags: { Stage: 'test' } })],
    [
      'GetResources',
      {
        TagFilters: [{ Key: 'Stage', Values: ['test'] }],
        ResourceTypeFilters: ['sqs:queue'],
        ResourcesPerPage: 1,
        TagsPerPage: 100,
        IncludeComplianceDetails: true,
      },
    ],
    ['GetTagKeys', {}],
    ['GetTagValues', { Key: 'Team' }],
    ['UntagResources', (seen) => ({ ResourceARNList: [(seen.scene as { arn: string }).arn], TagKeys: ['Stage'] })],
  ],
  errors: {
    usual: { Key: 'Team', ResourceARNList: [ARN], Tags: { Team: 'Red' }, TagKeys: ['Team'] },
    furnish: async ({ root }) => {
      const asked = { accountId: root.accountId, now: new Date(0), call: { region: 'us-east-1' } };
      const [resources = '', keys = '', values = ''] = LISTS.map((name) =>
        tokenOf(tokenList(name, asked, { GetResources: {}, GetTagKeys: null, GetTagValues: 'Team' }[name]), 'a'),
      );
      return { resources, keys, values };
    },
    failures: {
      InvalidParameterException: [
        [LISTS, { PaginationToken: 'none' }, 'The pagination token is not valid.'],
        ['GetTagValues', { Key: '' }, /Key.* length greater than or equal to 1/i],
        ['GetResources', { ResourcesPerPage: 101 }, /less than or equal to 100/],
        ['GetResources', { TagsPerPage: 99 }, /greater than or equal to 100/],
        [
          'GetResources',
          { ExcludeCompliantResources: true },
          'ExcludeCompliantResources can be true only if IncludeComplianceDetails is true.',
        ],
        [
          'GetResources',
          { ResourceARNList: [ARN], ResourcesPerPage: 10 },
          'ResourceARNList and ResourcesPerPage cannot be specified in the same request.',
        ],
        ['GetResources', { ResourceARNList: [ARN.replace('aws', 'aws-cn')] }, /^The ARN arn:aws-cn:.* is not valid\.$/],
        [WRITES, { ResourceARNList: ['queue'] }, 'The ARN queue is not valid.'],
        [WRITES, { ResourceARNList: Array.from({ length: 21 }, (_, at) => `${ARN}${at}`) }, /less than or equal to 20/],
        ['TagResources', { Tags: {} }, /Tags/],
      ],
      PaginationTokenExpiredException: [
        ['GetResources', { PaginationToken: '<scene.resources>' }, 'The pagination token has expired.'],
        ['GetTagKeys', { PaginationToken: '<scene.keys>' }, 'The pagination token has expired.'],
        ['GetTagValues', { PaginationToken: '<scene.values>' }, 'The pagination token has expired.'],
      ],
    },
    unreachable: {},
  },
};
