import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

/** An account has at most one issuer, which has no name. */
export const contract: Contract = {
  operations,
  make: async (root) => {
    await root.run(operations.EnableOutboundWebIdentityFederation, {});
    return {};
  },
  calls: [
    ['EnableOutboundWebIdentityFederation', {}],
    ['GetOutboundWebIdentityFederationInfo', {}],
    ['DisableOutboundWebIdentityFederation', {}],
  ],
  errors: {
    furnish: async ({ account }) => {
      await (await account('federated')).run(operations.EnableOutboundWebIdentityFederation, {});
      return {};
    },
    usual: {},
    failures: {
      FeatureEnabledException: [
        [
          'EnableOutboundWebIdentityFederation',
          {},
          'The request failed because outbound identity federation is already enabled for your AWS account.',
          { by: 'federated' },
        ],
      ],
      FeatureDisabledException: [
        [
          ['DisableOutboundWebIdentityFederation', 'GetOutboundWebIdentityFederationInfo'],
          {},
          'The request failed because outbound identity federation is disabled for your AWS account.',
        ],
      ],
    },
    unreachable: {},
  },
};
