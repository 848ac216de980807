import { type Contract, taking } from '../../core/testing/contract';
import { organizationOf } from '../../organizations/test-organization';
import { deniedRows, enableIdentityCenter, invalidRows } from '../test-instance';
import * as operations from './operations';

const ID = 'tti-00000000-0000-4000-8000-00000000abcd';

const arnOf = (InstanceArn: string, accountId: string) =>
  `arn:aws:sso::${accountId}:trustedTokenIssuer/${InstanceArn.split('/')[1]}/${ID}`;

export const contract: Contract = {
  operations,
  make: async (root) => {
    const { InstanceArn } = await enableIdentityCenter(root);
    return { InstanceArn, TrustedTokenIssuerArn: arnOf(InstanceArn, root.accountId) };
  },
  neverSucceed: { DescribeTrustedTokenIssuer: 'no trusted token issuer exists' },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return { instance: (await enableIdentityCenter(root)).InstanceArn };
  },
  calls: [['ListTrustedTokenIssuers', { InstanceArn: '<scene.instance>' }]],
  errors: {
    furnish: async ({ world, root }) => {
      await organizationOf(world, root);
      const { InstanceArn } = await enableIdentityCenter(root);
      return { instance: InstanceArn, issuer: arnOf(InstanceArn, root.accountId) };
    },
    usual: { InstanceArn: '<scene.instance>', TrustedTokenIssuerArn: '<scene.issuer>' },
    failures: {
      AccessDeniedException: [
        ...deniedRows(taking(operations, 'InstanceArn')),
        [
          'DescribeTrustedTokenIssuer',
          { TrustedTokenIssuerArn: arnOf('instance/ssoins-0000000000002222', '999999999999') },
          /^User: .+ is not authorized to perform: sso:DescribeTrustedTokenIssuer on resource: arn:aws:sso::999999999999:/,
        ],
      ],
      ResourceNotFoundException: [['DescribeTrustedTokenIssuer', {}, /^Could not find the trusted token issuer with the ARN /]],
      ValidationException: [
        ...invalidRows(operations),
        [
          'DescribeTrustedTokenIssuer',
          { TrustedTokenIssuerArn: 'arn:aws:sso::x' },
          /Member must satisfy regular expression pattern/,
        ],
      ],
    },
    unreachable: {},
  },
};
