import type { Contract } from '../../core/testing/contract';
import { EnableOrganizationsRootCredentialsManagement } from '../../iam/root-access/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { organizationOf } from '../../organizations/test-organization';
import { allow, userWith } from '../test-actors';
import * as operations from './operations';

/** Sessions as the root user of a member account, which is the resource of the call. */
export const contract: Contract = {
  operations,
  make: async ({ accountId }) => ({ TargetPrincipal: accountId }),
  furnish: async ({ world, root, signs }) => {
    const { member } = await organizationOf(world, root);
    await root.run(EnableAWSServiceAccess, { ServicePrincipal: 'iam.amazonaws.com' });
    await root.run(EnableOrganizationsRootCredentialsManagement, {});
    await signs('admin', await userWith(world, root, 'admin', allow('*')));
    return { member: (await member('member')).accountId };
  },
  calls: [
    [
      'AssumeRoot',
      {
        TargetPrincipal: '<scene.member>',
        TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
      },
      'admin',
    ],
  ],
  errors: {
    usual: {},
    failures: {},
    unreachable: {
      ExpiredTokenException: [
        ['AssumeRoot', 'hands over no token; credentials that have expired are the common error ExpiredToken'],
      ],
    },
  },
};
