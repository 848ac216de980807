import { TEST_NOW } from '../../core/test-world';
import type { Contract, Stage } from '../../core/testing/contract';
import { organizationOf } from '../../organizations/test-organization';
import { insertRows, notFound } from '../test-tables';
import { CreateUser } from '../user/operations';
import { MOST_REPORTS } from './jobs';
import * as services from './operations';
import * as organizations from './organization-operations';

const operations = { ...services, ...organizations };
const EVERY = Object.keys(operations);
const READERS = EVERY.filter((name) => name.startsWith('Get'));
const NOT_THERE = '00000000-0000-0000-0000-000000000000';

/** Fills an account with the maximum number of organization reports. */
async function fill(stage: Stage, accountId: string): Promise<void> {
  const rows = Array.from({ length: MOST_REPORTS }, (_, index) => ({
    id: `${accountId}-${index}`,
    accountId,
    principalId: accountId,
    kind: 'organization',
    createdAt: new Date(Math.max(Date.now(), TEST_NOW.getTime())),
    data: '{}',
  }));
  await insertRows(stage, 'AccessReport', rows);
}

export const contract: Contract = {
  operations,
  make: async (root, { name }) => {
    const { User } = await root.run(CreateUser, { UserName: name });
    const Arn = User.Arn;
    const { JobId } = await root.run(services.GenerateServiceLastAccessedDetails, { Arn });
    return { Arn, JobId };
  },
  furnish: async ({ world, root }) => {
    const { organizationId, rootId } = await organizationOf(world, root);
    const { User } = await root.run(CreateUser, { UserName: 'used' });
    return { user: User.Arn, path: `${organizationId}/${rootId}` };
  },
  calls: [
    ['GenerateServiceLastAccessedDetails', { Arn: '<scene.user>', Granularity: 'ACTION_LEVEL' }],
    ['GetServiceLastAccessedDetails', { JobId: '<GenerateServiceLastAccessedDetails.JobId>' }],
    [
      'GetServiceLastAccessedDetailsWithEntities',
      { JobId: '<GenerateServiceLastAccessedDetails.JobId>', ServiceNamespace: 'iam' },
    ],
    ['ListPoliciesGrantingServiceAccess', { Arn: '<scene.user>', ServiceNamespaces: ['iam', 's3'] }],
    ['GenerateOrganizationsAccessReport', { EntityPath: '<scene.path>' }],
    ['GetOrganizationsAccessReport', { JobId: '<GenerateOrganizationsAccessReport.JobId>' }],
  ],
  errors: {
    furnish: async (stage) => {
      const { world, root, account } = stage;
      const full = await account('full');
      await organizationOf(world, full);
      await fill(stage, full.accountId);
      return { account: root.accountId };
    },
    usual: {
      Arn: 'arn:aws:iam::<scene.account>:user/none',
      JobId: NOT_THERE,
      ServiceNamespace: 'iam',
      ServiceNamespaces: ['iam'],
      EntityPath: 'o-aaaaaaaaaa/r-aaaa',
    },
    failures: {
      NoSuchEntityException: [
        [['GenerateServiceLastAccessedDetails', 'ListPoliciesGrantingServiceAccess'], {}, notFound('user')],
        [READERS, {}, `The job with id ${NOT_THERE} cannot be found.`],
      ],
      InvalidInputException: [
        [
          ['GenerateServiceLastAccessedDetails', 'ListPoliciesGrantingServiceAccess'],
          { Arn: 'arn:aws:iam::<scene.account>:mfa/none' },
          /^ARN arn:aws:iam::\d{12}:mfa\/none is not valid\.$/,
        ],
        [
          'GetServiceLastAccessedDetailsWithEntities',
          { ServiceNamespace: 'nothing' },
          'The service namespace nothing is not valid.',
        ],
      ],
      ReportGenerationLimitExceededException: [
        [
          'GenerateOrganizationsAccessReport',
          {},
          'The request failed because the maximum number of concurrent requests for this account are already running.',
          { by: 'full' },
        ],
      ],
    },
    unreachable: {
      InvalidInputException: [['GetServiceLastAccessedDetails', 'an id that is none names no job']],
    },
  },
};
