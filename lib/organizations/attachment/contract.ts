import { quotas } from '../../core/quotas';
import type { Actor } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { organizationOf, policyText } from '../test-organization';
import {
  because,
  behind,
  DENY_S3,
  enablePolicyType,
  furnishOrganization,
  INVALID,
  NO_ACCOUNT,
  REFUSED,
  SCP,
  withCommonErrors,
} from '../test-tables';
import { CreateOrganizationalUnit } from '../unit/operations';
import * as operations from './operations';

const NAMES = { PolicyId: '<scene.policy>', TargetId: '<scene.unit>' };
/** An RCP must have the principal `*`. */
const DENY_S3_TO_ALL = policyText({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });

async function policy(root: Actor, Name: string, Content = DENY_S3, Type: 'RESOURCE_CONTROL_POLICY' | typeof SCP = SCP) {
  const { Policy } = await root.run(CreatePolicy, { Name, Description: '', Type, Content });
  return Policy.PolicySummary.Id;
}

export const contract: Contract = {
  operations,
  make: async (root, { name }) => {
    const RootId = await enablePolicyType(root, SCP);
    const { OrganizationalUnit } = await root.run(CreateOrganizationalUnit, { ParentId: RootId, Name: name });
    const made = { PolicyId: await policy(root, name), TargetId: OrganizationalUnit.Id };
    await root.run(operations.AttachPolicy, made);
    return made;
  },
  furnish: async ({ world, root }) => {
    const { rootId, unit } = await organizationOf(world, root);
    await root.run(EnablePolicyType, { RootId: rootId, PolicyType: SCP });
    return { policy: await policy(root, 'no-s3'), unit: await unit('Workloads') };
  },
  calls: [
    ['AttachPolicy', NAMES],
    ['ListPoliciesForTarget', { TargetId: NAMES.TargetId, Filter: SCP }],
    ['ListTargetsForPolicy', { PolicyId: NAMES.PolicyId }],
    ['DetachPolicy', NAMES],
  ],
  errors: {
    /**
     * The root has the maximum number of policies, the OU one less. `idle` is attached to nothing, and `control` has a type that
     * is not enabled. `plain` is a member.
     */
    furnish: async (stage) => {
      const { root } = stage;
      const { rootId, unit, member } = await furnishOrganization(stage);
      await stage.signs('plain', await member('plain'));
      await root.run(EnablePolicyType, { RootId: rootId, PolicyType: SCP });
      const attached = await policy(root, 'attached');
      await root.run(operations.AttachPolicy, { PolicyId: attached, TargetId: rootId });
      // AWS's own policy is already attached.
      for (let held = 2; held < quotas().ServiceControlPoliciesPerTarget; held++)
        await root.run(operations.AttachPolicy, { PolicyId: await policy(root, `held-${held}`), TargetId: rootId });
      return {
        attached,
        root: rootId,
        unit: await unit('unit'),
        idle: await policy(root, 'idle'),
        control: await policy(root, 'control', DENY_S3_TO_ALL, 'RESOURCE_CONTROL_POLICY'),
      };
    },
    usual: { Filter: SCP, PolicyId: '<scene.attached>', TargetId: '<scene.root>' },
    failures: withCommonErrors(operations, {
      AccessDeniedException: [['AttachPolicy', {}, REFUSED, { by: 'plain' }]],
      InvalidInputException: [
        ['ListPoliciesForTarget', { Filter: 'X' }, INVALID, because('INVALID_ENUM_POLICY_TYPE')],
        [
          'DetachPolicy',
          { PolicyId: 'p-RCPFullAWSAccess' },
          "You can't detach this policy from the specified target.",
          because('NON_DETACHABLE_POLICY'),
        ],
      ],
      ConstraintViolationException: [
        [
          'AttachPolicy',
          { PolicyId: '<scene.idle>' },
          behind('You have attached the maximum number of policies to the specified target.', 'ServiceControlPoliciesPerTarget'),
          because('MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED'),
        ],
        [
          'DetachPolicy',
          { PolicyId: 'p-FullAWSAccess', TargetId: '<scene.unit>' },
          'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
          because('MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED'),
        ],
      ],
      PolicyNotFoundException: [
        [taking(operations, 'PolicyId'), { PolicyId: 'p-00000000' }, "You specified a policy that doesn't exist."],
      ],
      TargetNotFoundException: [
        [taking(operations, 'TargetId'), { TargetId: NO_ACCOUNT }, "You specified a target that doesn't exist."],
      ],
      DuplicatePolicyAttachmentException: [['AttachPolicy', {}, 'A policy with the specified name and type already exists.']],
      PolicyNotAttachedException: [
        ['DetachPolicy', { PolicyId: '<scene.idle>' }, 'The policy is not attached to the specified target.'],
      ],
      PolicyTypeNotEnabledException: [
        ['AttachPolicy', { PolicyId: '<scene.control>' }, 'This operation can be performed only for enabled policy types.'],
      ],
    }),
    unreachable: {},
  },
};
