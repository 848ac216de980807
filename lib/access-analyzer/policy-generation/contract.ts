import type { Contract, Names } from '../../core/testing/contract';
import { userWith } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import * as operations from './operations';

const ALL = Object.keys(operations);
const OF_A_JOB = ['GetGeneratedPolicy', 'CancelPolicyGeneration'];
const trail = (startTime: string, endTime?: string) => ({
  trails: [{ cloudTrailArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/all', allRegions: true }],
  accessRole: 'arn:aws:iam::111122223333:role/monitor',
  startTime: new Date(startTime),
  ...(endTime !== undefined && { endTime: new Date(endTime) }),
});

export const contract: Contract = {
  operations,
  make: async (root, { name }) => {
    const { User } = await root.run(CreateUser, { UserName: name });
    const { jobId } = await root.run(operations.StartPolicyGeneration, {
      policyGenerationDetails: { principalArn: User.Arn },
    });
    return { jobId, principalArn: User.Arn };
  },
  furnish: async ({ root }) => {
    const { User } = await root.run(CreateUser, { UserName: 'generated' });
    return { arn: User.Arn };
  },
  calls: [
    [
      'StartPolicyGeneration',
      ({ scene }) => ({ policyGenerationDetails: { principalArn: (scene as Names).arn }, clientToken: 'once' }),
    ],
    ['ListPolicyGenerations', { principalArn: '<scene.arn>', maxResults: 1 }],
    ['GetGeneratedPolicy', { jobId: '<StartPolicyGeneration.jobId>', includeResourcePlaceholders: true }],
    ['CancelPolicyGeneration', { jobId: '<StartPolicyGeneration.jobId>' }],
  ],
  errors: {
    usual: { policyGenerationDetails: { principalArn: 'arn:aws:iam::111122223333:user/nobody' }, jobId: 'none' },
    furnish: async ({ world, root, signs, account }) => {
      await signs('nobody', await userWith(world, root, 'nobody'));
      // Calls over the wire use the real time.
      const busy = (await account('busy')).with({ now: new Date() });
      const { User } = await busy.run(CreateUser, { UserName: 'often' });
      for (let time = 0; time < 50; time++)
        await busy.run(operations.StartPolicyGeneration, { policyGenerationDetails: { principalArn: User.Arn } });
      return { often: User.Arn };
    },
    failures: {
      AccessDeniedException: [[ALL, {}, /is not authorized to perform: access-analyzer:/, { by: 'nobody' }]],
      ValidationException: [
        ['StartPolicyGeneration', {}, /is not a user or role of this account\.$/],
        [
          'StartPolicyGeneration',
          { cloudTrailDetails: trail('2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z') },
          'The start time must be before the end time.',
        ],
        [
          'StartPolicyGeneration',
          { cloudTrailDetails: trail('2025-01-01T00:00:00Z') },
          'The time between start and end is more than 90 days.',
        ],
        [OF_A_JOB, {}, 'No policy generation has the ID none in this account.'],
        ['ListPolicyGenerations', { nextToken: 'x' }, 'The token is invalid.'],
      ],
      ServiceQuotaExceededException: [
        [
          'StartPolicyGeneration',
          { policyGenerationDetails: { principalArn: '<scene.often>' } },
          'More than 50 policies were generated in a day.',
          { by: 'busy' },
        ],
      ],
    },
    unreachable: {
      ConflictException: [['StartPolicyGeneration', 'a generation is done at once, so that none is ever under way']],
    },
  },
};
