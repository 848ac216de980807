import type { Contract } from '../../core/testing/contract';
import { organizationOf } from '../test-organization';
import { because, CONFIG, furnishOrganization, furnishPayer, NO_FEATURES, withCommonErrors } from '../test-tables';
import * as operations from './operations';

/** The services that work with organizations are the same for everybody. */
export const contract: Contract = {
  operations,
  make: async (root) => {
    await root.run(operations.EnableAWSServiceAccess, CONFIG);
    return {};
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return {};
  },
  calls: [
    ['EnableAWSServiceAccess', CONFIG],
    ['ListAWSServiceAccessForOrganization', {}],
    ['DisableAWSServiceAccess', CONFIG],
  ],
  errors: {
    furnish: async (stage) => {
      await furnishOrganization(stage);
      await furnishPayer(stage);
      return {};
    },
    usual: CONFIG,
    failures: withCommonErrors(operations, {
      ConstraintViolationException: [
        [Object.keys(operations), {}, NO_FEATURES, because('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE', 'payer')],
      ],
    }),
    unreachable: {},
  },
};
