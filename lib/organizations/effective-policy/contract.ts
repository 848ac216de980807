import type { Actor } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { AttachPolicy } from '../attachment/operations';
import { CreatePolicy } from '../policy/operations';
import { memberOf, organizationOf } from '../test-organization';
import { because, enablePolicyType, furnishOrganization, INVALID, NO_ACCOUNT, withCommonErrors } from '../test-tables';
import * as operations from './operations';

const TAG = 'TAG_POLICY';
const SCP = 'SERVICE_CONTROL_POLICY';
const EVERY = Object.keys(operations);

/** Makes a member with a tag policy that has the values. */
async function governed(root: Actor, name: string, value: string): Promise<string> {
  await enablePolicyType(root, TAG);
  const account = await memberOf(root, name);
  const Content = JSON.stringify({ tags: { Team: { tag_value: { '@@assign': [value] } } } });
  const { Policy } = await root.run(CreatePolicy, { Name: name, Description: '', Type: TAG, Content });
  await root.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: account });
  return account;
}

/** An effective policy can't be created; an account has it. */
export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const account = await governed(root, name, secret);
    return { TargetId: account, AccountId: account };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return { account: await governed(root, 'governed', 'Red') };
  },
  calls: [
    ['DescribeEffectivePolicy', { PolicyType: TAG, TargetId: '<scene.account>' }],
    ['ListEffectivePolicyValidationErrors', { PolicyType: TAG, AccountId: '<scene.account>' }],
    ['ListAccountsWithInvalidEffectivePolicy', { PolicyType: TAG }],
  ],
  errors: {
    furnish: async (stage) => {
      const { rootId } = await furnishOrganization(stage);
      return { root: rootId, account: await governed(stage.root, 'governed', 'Red') };
    },
    usual: { PolicyType: TAG, TargetId: '<scene.account>', AccountId: '<scene.account>' },
    failures: withCommonErrors(operations, {
      InvalidInputException: [
        [EVERY, { PolicyType: 'X' }, INVALID, because('INVALID_ENUM_POLICY_TYPE')],
        [EVERY, { PolicyType: SCP }, 'You specified an invalid policy type.', because('INVALID_ENUM_POLICY_TYPE')],
        [
          ['DescribeEffectivePolicy', 'ListEffectivePolicyValidationErrors'],
          { TargetId: '<scene.root>', AccountId: '<scene.root>' },
          'You specified a target that is not currently supported.',
          because('TARGET_NOT_SUPPORTED'),
        ],
      ],
      EffectivePolicyNotFoundException: [
        [
          EVERY,
          { PolicyType: 'BACKUP_POLICY', TargetId: '<scene.account>', AccountId: '<scene.account>' },
          'The specified policy type is not enabled. Enable that policy type on your organization root and then retry.',
        ],
      ],
      TargetNotFoundException: [
        [taking(operations, 'TargetId'), { TargetId: NO_ACCOUNT }, "You specified a target that doesn't exist."],
      ],
      AccountNotFoundException: [
        [taking(operations, 'AccountId'), { AccountId: NO_ACCOUNT }, "You specified an account that doesn't exist."],
      ],
    }),
    unreachable: {
      ConstraintViolationException: [[EVERY, 'no quota counts what is read']],
    },
  },
};
