import type { Contract } from '../../core/testing/contract';
import { organizationOf } from '../test-organization';
import { enablePolicyType, furnishOrganization, furnishPayer, SCP, withCommonErrors } from '../test-tables';
import * as operations from './operations';

const BOTH = Object.keys(operations);

/** A policy type can't be created; it can be enabled. */
export const contract: Contract = {
  operations,
  make: async (root) => ({ RootId: await enablePolicyType(root, 'RESOURCE_CONTROL_POLICY') }),
  furnish: async ({ world, root }) => ({ root: (await organizationOf(world, root)).rootId }),
  calls: [
    ['EnablePolicyType', { RootId: '<scene.root>', PolicyType: SCP }],
    ['DisablePolicyType', { RootId: '<scene.root>', PolicyType: SCP }],
  ],
  errors: {
    furnish: async (stage) => {
      const { rootId } = await furnishOrganization(stage);
      await stage.root.run(operations.EnablePolicyType, { RootId: rootId, PolicyType: SCP });
      const payer = await furnishPayer(stage);
      return { root: rootId, payerRoot: payer.rootId };
    },
    usual: { PolicyType: SCP, RootId: '<scene.root>' },
    failures: withCommonErrors(operations, {
      RootNotFoundException: [[BOTH, { RootId: 'r-none' }, "You specified a root that doesn't exist."]],
      PolicyTypeAlreadyEnabledException: [['EnablePolicyType', {}, 'The specified policy type is already enabled.']],
      PolicyTypeNotEnabledException: [
        [
          'DisablePolicyType',
          { PolicyType: 'RESOURCE_CONTROL_POLICY' },
          'This operation can be performed only for enabled policy types.',
        ],
      ],
      PolicyTypeNotAvailableForOrganizationException: [
        [
          'EnablePolicyType',
          { RootId: '<scene.payerRoot>' },
          'The specified policy type is not available for your organization.',
          { by: 'payer' },
        ],
      ],
    }),
    unreachable: {
      ConstraintViolationException: [[BOTH, 'no type waits for another, and no quota counts them']],
    },
  },
};
