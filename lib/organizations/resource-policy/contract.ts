import type { Contract } from '../../core/testing/contract';
import { memberOf, organizationOf, policyText } from '../test-organization';
import { because, furnishOrganization, furnishPayer, NO_FEATURES, ownedBy, withCommonErrors } from '../test-tables';
import * as operations from './operations';

const delegationTo = (AWS: string, Sid = 'Read') =>
  policyText({ Sid, Effect: 'Allow', Principal: { AWS }, Action: 'organizations:DescribeOrganization', Resource: '*' });

/** An organization has one delegation policy. Its content names a member. */
export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const Content = delegationTo(await memberOf(root, name), secret.replace(/\W/g, ''));
    await root.run(operations.PutResourcePolicy, { Content, Tags: ownedBy(secret) });
    return { Content };
  },
  also: { PutResourcePolicy: ['organizations:TagResource'] },
  furnish: async ({ world, root }) => {
    const { member } = await organizationOf(world, root);
    return { member: (await member('member')).accountId };
  },
  calls: [
    ['PutResourcePolicy', { Content: delegationTo('<scene.member>'), Tags: [{ Key: 'a', Value: 'b' }] }],
    ['DescribeResourcePolicy', {}],
    ['DeleteResourcePolicy', {}],
  ],
  errors: {
    furnish: async (stage) => {
      await furnishOrganization(stage);
      await furnishPayer(stage);
      return {};
    },
    usual: { Content: delegationTo('<scene.account>') },
    failures: withCommonErrors(operations, {
      InvalidInputException: [
        [
          'PutResourcePolicy',
          { Content: '{' },
          'The provided resource policy is not valid.',
          because('INVALID_RESOURCE_POLICY_JSON'),
        ],
      ],
      ConstraintViolationException: [
        [Object.keys(operations), {}, NO_FEATURES, because('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE', 'payer')],
      ],
      ResourcePolicyNotFoundException: [
        [['DescribeResourcePolicy', 'DeleteResourcePolicy'], {}, "We can't find a resource policy for your organization."],
      ],
    }),
    unreachable: {},
  },
};
