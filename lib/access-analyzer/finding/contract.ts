import type { Actor } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { CreateRole } from '../../iam/role/operations';
import { userWith } from '../../iam/test-accounts';
import { resourcePolicy } from '../../resources/test-tables';
import { CreateArchiveRule } from '../analyzer/archive-rule-operations';
import { CreateAnalyzer } from '../analyzer/operations';
import * as operations from './operations';

const ALL = Object.keys(operations);
const filter = { resourceType: { eq: ['AWS::IAM::Role'] } };
const AT = { analyzerArn: '<scene.analyzer>' };

/** Creates a role that another account can assume, and an analyzer that finds it. */
async function share(root: Actor, name: string, secret = ''): Promise<{ analyzer: string; role: string }> {
  const trust = resourcePolicy({ Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' });
  const { Role } = await root.run(CreateRole, { RoleName: name, Description: secret, AssumeRolePolicyDocument: trust });
  const { arn } = await root.run(CreateAnalyzer, { analyzerName: name, type: 'ACCOUNT', tags: { owner: secret } });
  await root.run(CreateArchiveRule, { analyzerName: name, ruleName: 'roles', filter });
  return { analyzer: arn, role: Role.Arn };
}

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { analyzer, role } = await share(root, name, secret);
    await root.run(operations.UpdateFindings, { analyzerArn: analyzer, resourceArn: role, status: 'ARCHIVED' });
    const { findings } = await root.run(operations.ListFindingsV2, { analyzerArn: analyzer });
    return { analyzerArn: analyzer, resourceArn: role, id: findings[0]?.id ?? '' };
  },
  furnish: async ({ root }) => share(root, 'partner'),
  calls: [
    [
      'ListFindingsV2',
      {
        ...AT,
        filter: { status: { neq: ['RESOLVED'] } },
        sort: { attributeName: 'resource', orderBy: 'ASC' },
        maxResults: 1,
      },
    ],
    ['GetFindingV2', { ...AT, id: '<ListFindingsV2.findings.0.id>' }],
    ['UpdateFindings', { ...AT, status: 'ARCHIVED', resourceArn: '<scene.role>' }],
    ['UpdateFindings', { ...AT, status: 'ACTIVE', resourceArn: '<scene.role>', clientToken: 'once' }],
    ['ApplyArchiveRule', { ...AT, ruleName: 'roles' }],
  ],
  errors: {
    usual: {
      analyzerArn: '<scene.analyzer>',
      id: 'none',
      status: 'ARCHIVED',
      ruleName: 'roles',
      resourceArn: 'arn:aws:iam::111122223333:role/none',
    },
    furnish: async ({ world, root, signs }) => {
      await signs('nobody', await userWith(world, root, 'nobody'));
      return share(root, 'usual');
    },
    failures: {
      AccessDeniedException: [[ALL, {}, /is not authorized to perform: access-analyzer:/, { by: 'nobody' }]],
      ValidationException: [
        [taking(operations, 'analyzerArn'), { analyzerArn: 'nothing' }, /regular expression pattern/],
        ['ListFindingsV2', { filter: { color: { exists: true } } }, 'color is not a filter key.'],
        ['ListFindingsV2', { nextToken: 'x' }, 'The token is invalid.'],
        ['UpdateFindings', {}, 'Specify either ids or resourceArn.'],
      ],
      ResourceNotFoundException: [
        [
          ALL,
          { analyzerArn: 'arn:aws:access-analyzer:us-east-1:<scene.account>:analyzer/none' },
          /analyzer\/none cannot be found\.$/,
        ],
        ['GetFindingV2', {}, 'The finding none cannot be found.'],
        ['UpdateFindings', { ids: ['none'] }, 'The finding none cannot be found.'],
        ['ApplyArchiveRule', { ruleName: 'none' }, 'The archive rule none cannot be found.'],
      ],
    },
    unreachable: {},
  },
};
