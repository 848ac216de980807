import type { Contract } from '../../core/testing/contract';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { organizationOf } from '../../organizations/test-organization';
import * as operations from './operations';

const EVERY = Object.keys(operations);
const ENABLE = EVERY.filter((name) => name.startsWith('Enable'));
const IAM = { ServicePrincipal: 'iam.amazonaws.com' };

/** Features belong to an organization, so none are created. */
export const contract: Contract = {
  operations,
  make: async () => ({}),
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    await root.run(EnableAWSServiceAccess, IAM);
    return {};
  },
  calls: [
    ['EnableOrganizationsRootCredentialsManagement', {}],
    ['EnableOrganizationsRootSessions', {}],
    ['ListOrganizationsFeatures', {}],
    ['DisableOrganizationsRootSessions', {}],
    ['DisableOrganizationsRootCredentialsManagement', {}],
  ],
  errors: {
    /**
     * `delegate` is a delegated administrator of IAM in an organization with `plainMember`; `untrusting` has no trusted access,
     * `payer` not all features.
     */
    furnish: async ({ world, account, signs }) => {
      const management = await world.account();
      const { member } = await organizationOf(world, management);
      await organizationOf(world, await account('untrusting'));
      await organizationOf(world, await account('payer'), 'CONSOLIDATED_BILLING');
      const delegate = await member('delegate');
      await signs('delegate', delegate);
      await signs('plainMember', await member('plain'));
      await management.run(EnableAWSServiceAccess, IAM);
      await management.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...IAM });
      return {};
    },
    usual: {},
    failures: {
      OrganizationNotFoundException: [
        [EVERY, {}, 'The request was rejected because no organization is associated with your account.'],
      ],
      OrganizationNotInAllFeaturesModeException: [
        [EVERY, {}, 'The request was rejected because your organization does not have All features enabled.', { by: 'payer' }],
      ],
      AccountNotManagementOrDelegatedAdministratorException: [
        [EVERY, {}, /^Input account \d{12} is neither management account nor delegated admin\.$/, { by: 'plainMember' }],
      ],
      ServiceAccessNotEnabledException: [
        [EVERY, {}, /^Trusted Access for IAM not enabled by organization of input account \d{12}\.$/, { by: 'untrusting' }],
      ],
      CallerIsNotManagementAccountException: [
        [
          ENABLE,
          {},
          /^Caller account \d{12} is not management account of the organization and cannot enable IAM features\.$/,
          { by: 'delegate' },
        ],
      ],
    },
    unreachable: {},
  },
};
