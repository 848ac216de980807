import { type Contract, taking } from '../../core/testing/contract';
import { AttachPolicy } from '../attachment/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { organizationOf, policyText } from '../test-organization';
import {
  because,
  behind,
  DENY_S3,
  furnishOrganization,
  furnishPayer,
  INVALID,
  ownedBy,
  REFUSED,
  SCP,
  withCommonErrors,
} from '../test-tables';
import * as operations from './operations';

const POLICY = { PolicyId: '<CreatePolicy.Policy.PolicySummary.Id>' };
const WRITING = ['CreatePolicy', 'UpdatePolicy'];

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const Content = policyText({ Sid: secret.replace(/\W/g, ''), Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const given = { Name: name, Description: secret, Type: SCP, Content, Tags: ownedBy(secret) } as const;
    const { Policy } = await root.run(operations.CreatePolicy, given);
    return { PolicyId: Policy.PolicySummary.Id };
  },
  also: { CreatePolicy: ['organizations:TagResource'] },
  furnish: async ({ world, root }) => ({ root: (await organizationOf(world, root)).rootId }),
  calls: [
    ['CreatePolicy', { Name: 'no-s3', Description: 'é', Content: DENY_S3, Type: SCP, Tags: [{ Key: 'a', Value: 'b' }] }],
    ['DescribePolicy', POLICY],
    ['UpdatePolicy', { ...POLICY, Content: DENY_S3.replace('s3:*', 's3:Put*') }],
    ['ListPolicies', { Filter: SCP }],
    ['DeletePolicy', POLICY],
  ],
  errors: {
    /** `attached` is attached to the root, `idle` to nothing. `plain` is a member. */
    furnish: async (stage) => {
      const { root } = stage;
      const { rootId, member } = await furnishOrganization(stage);
      await stage.signs('plain', await member('plain'));
      await root.run(EnablePolicyType, { RootId: rootId, PolicyType: SCP });
      const make = async (Name: string) => {
        const { Policy } = await root.run(operations.CreatePolicy, { Name, Description: '', Type: SCP, Content: DENY_S3 });
        return Policy.PolicySummary.Id;
      };
      const attached = await make('attached');
      await root.run(AttachPolicy, { PolicyId: attached, TargetId: rootId });
      await furnishPayer(stage);
      return { attached, idle: await make('idle') };
    },
    usual: { Content: DENY_S3, Description: '', Filter: SCP, Name: 'new', PolicyId: '<scene.attached>', Type: SCP },
    failures: withCommonErrors(operations, {
      AccessDeniedException: [['CreatePolicy', {}, REFUSED, { by: 'plain' }]],
      InvalidInputException: [
        ['ListPolicies', { Filter: 'X' }, INVALID, because('INVALID_ENUM_POLICY_TYPE')],
        [
          ['UpdatePolicy', 'DeletePolicy'],
          { PolicyId: 'p-FullAWSAccess' },
          "You can't modify a policy that AWS manages.",
          because('IMMUTABLE_POLICY'),
        ],
      ],
      ConstraintViolationException: [
        [
          WRITING,
          { Content: DENY_S3.padEnd(10_241) },
          behind('You have exceeded the maximum policy size.', 'ServiceControlPolicySize'),
          because('POLICY_CONTENT_LIMIT_EXCEEDED'),
        ],
      ],
      PolicyNotFoundException: [
        [taking(operations, 'PolicyId'), { PolicyId: 'p-00000000' }, "You specified a policy that doesn't exist."],
      ],
      DuplicatePolicyException: [[WRITING, { Name: 'idle' }, 'A policy with the same name already exists.']],
      PolicyInUseException: [
        [
          'DeletePolicy',
          {},
          'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
        ],
      ],
      PolicyTypeNotAvailableForOrganizationException: [
        ['CreatePolicy', {}, 'The specified policy type is not available for your organization.', { by: 'payer' }],
      ],
      MalformedPolicyDocumentException: [
        [WRITING, { Content: '{' }, 'The provided policy document does not meet the requirements of the specified policy type.'],
      ],
    }),
    unreachable: {},
  },
};
