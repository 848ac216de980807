import type { Contract } from '../../core/testing/contract';
import { organizationOf, userWith } from '../test-organization';
import { because, furnishOrganization, INVALID, withCommonErrors } from '../test-tables';
import * as operations from './operations';

/** An account has one organization, so the organization of the other nouns' tests is what this noun makes. */
export const contract: Contract = {
  operations,
  make: async () => ({}),
  also: { CreateOrganization: ['iam:CreateServiceLinkedRole'] },
  furnish: async ({ world, root, account }) => {
    await organizationOf(world, root);
    await account('founder');
    return {};
  },
  calls: [
    ['DescribeOrganization', {}],
    ['ListRoots', {}],
    ['CreateOrganization', { FeatureSet: 'ALL' }, 'founder'],
    ['DeleteOrganization', {}, 'founder'],
  ],
  errors: {
    furnish: async (stage) => {
      const { member } = await furnishOrganization(stage);
      await member('member');
      // A user with only one of the two required permissions.
      const founder = await stage.world.account();
      const statement = { Effect: 'Allow', Action: 'organizations:CreateOrganization', Resource: '*' };
      await stage.signs('founder', await userWith(stage.world, founder, 'founder', [statement]));
      return {};
    },
    usual: {},
    failures: withCommonErrors(operations, {
      AccessDeniedForDependencyException: [
        [
          'CreateOrganization',
          {},
          /^The operation that you attempted requires you to have the iam:CreateServiceLinkedRole for organizations\.amazonaws\.com permission/,
          because('ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE', 'founder'),
        ],
      ],
      InvalidInputException: [['CreateOrganization', { FeatureSet: 'SOME' }, INVALID, because('INVALID_ENUM')]],
      AlreadyInOrganizationException: [
        ['CreateOrganization', {}, 'The provided account is already a member of an organization.'],
      ],
      OrganizationNotEmptyException: [
        ['DeleteOrganization', {}, 'To delete an organization you must first remove all member accounts (except the master).'],
      ],
    }),
    unreachable: {
      InvalidInputException: [['DeleteOrganization', 'takes no input that could be wrong']],
      ConstraintViolationException: [
        ['CreateOrganization', 'no account lacks an address or a means of payment here'],
        ['DeleteOrganization', 'asks for nothing beyond that the organization is empty'],
      ],
    },
  },
};
