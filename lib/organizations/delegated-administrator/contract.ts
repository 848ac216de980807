import { type Contract, taking } from '../../core/testing/contract';
import { EnableAWSServiceAccess } from '../service-access/operations';
import { memberOf, organizationOf } from '../test-organization';
import { because, CONFIG, furnishOrganization, furnishPayer, NO_ACCOUNT, NO_FEATURES, withCommonErrors } from '../test-tables';
import * as operations from './operations';

const MEMBER = { AccountId: '<scene.member>' };

export const contract: Contract = {
  operations,
  make: async (root, { name }) => {
    const AccountId = await memberOf(root, name);
    await root.run(EnableAWSServiceAccess, CONFIG);
    await root.run(operations.RegisterDelegatedAdministrator, { AccountId, ...CONFIG });
    return { AccountId };
  },
  furnish: async ({ world, root }) => {
    const { member } = await organizationOf(world, root);
    await root.run(EnableAWSServiceAccess, CONFIG);
    return { member: (await member('member')).accountId };
  },
  calls: [
    ['RegisterDelegatedAdministrator', { ...MEMBER, ...CONFIG }],
    ['ListDelegatedAdministrators', {}],
    ['ListDelegatedServicesForAccount', MEMBER],
    ['DeregisterDelegatedAdministrator', { ...MEMBER, ...CONFIG }],
  ],
  errors: {
    furnish: async (stage) => {
      const { member } = await furnishOrganization(stage);
      const delegate = (await member('delegate')).accountId;
      await stage.root.run(EnableAWSServiceAccess, CONFIG);
      await stage.root.run(operations.RegisterDelegatedAdministrator, { AccountId: delegate, ...CONFIG });
      const { member: paidFor } = await furnishPayer(stage);
      return { delegate, plain: (await member('plain')).accountId, paidFor: (await paidFor('paid-for')).accountId };
    },
    usual: { AccountId: '<scene.delegate>', ...CONFIG },
    failures: withCommonErrors(operations, {
      ConstraintViolationException: [
        [
          Object.keys(operations),
          { AccountId: '<scene.paidFor>' },
          NO_FEATURES,
          because('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE', 'payer'),
        ],
        [
          'RegisterDelegatedAdministrator',
          { ServicePrincipal: 'sso.amazonaws.com' },
          'You must enable service access before you delegate an administrator for this service. Call the AWS API EnableAWSServiceAccess first.',
          because('SERVICE_ACCESS_NOT_ENABLED'),
        ],
      ],
      AccountNotFoundException: [
        [taking(operations, 'AccountId'), { AccountId: NO_ACCOUNT }, "You specified an account that doesn't exist."],
      ],
      AccountAlreadyRegisteredException: [
        [
          'RegisterDelegatedAdministrator',
          {},
          'The provided account is already a delegated administrator for your organization.',
        ],
      ],
      AccountNotRegisteredException: [
        [
          ['DeregisterDelegatedAdministrator', 'ListDelegatedServicesForAccount'],
          { AccountId: '<scene.plain>' },
          'The provided account is not a registered delegated administrator for your organization.',
        ],
      ],
    }),
    unreachable: {},
  },
};
