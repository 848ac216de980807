import type { Contract, Furnish } from '../../core/testing/contract';
import { allow, roleOf, trust, userWith } from '../test-actors';
import { READ_ONLY, sessionPolicyErrors } from '../test-tables';
import * as operations from './operations';

/** `admin` is a user that may assume the role, which the root user can't. */
const furnish: Furnish = async ({ world, root, signs }) => {
  await signs('admin', await userWith(world, root, 'admin', allow('*')));
  return { role: await roleOf(root, 'worker', trust(root.accountId)) };
};

/** Sessions of a role, which is the resource of the call. */
export const contract: Contract = {
  operations,
  make: async (root, { name }) => ({ RoleArn: await roleOf(root, name, trust(root.accountId)) }),
  furnish,
  calls: [
    [
      'AssumeRole',
      { RoleArn: '<scene.role>', RoleSessionName: 'session', PolicyArns: [{ arn: READ_ONLY }], DurationSeconds: 900 },
      'admin',
    ],
  ],
  errors: {
    furnish,
    usual: { RoleArn: '<scene.role>', RoleSessionName: 'session' },
    failures: {
      ...sessionPolicyErrors('AssumeRole', 'admin'),
      InvalidContextAssertionException: [
        [
          'AssumeRole',
          { ProvidedContexts: [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/IdentityCenter', ContextAssertion: 'eyJ0' }] },
          'The provided context assertion is not valid.',
          { by: 'admin' },
        ],
      ],
    },
    unreachable: {
      ExpiredTokenException: [['AssumeRole', 'the token meant is a context assertion, of which none is valid']],
    },
  },
};
