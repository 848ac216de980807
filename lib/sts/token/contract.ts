import type { Contract, Furnish } from '../../core/testing/contract';
import { allow, userWith } from '../test-actors';
import { sessionPolicyErrors } from '../test-tables';
import * as operations from './operations';

/** `admin` is a user, because the root user can't start sessions. */
const furnish: Furnish = async ({ world, root, signs }) => {
  await signs('admin', await userWith(world, root, 'admin', allow('*')));
  return {};
};

/** Sessions of a user, which no call can name. */
export const contract: Contract = {
  operations,
  make: async () => ({}),
  furnish,
  calls: [
    ['GetSessionToken', { DurationSeconds: 900 }, 'admin'],
    ['GetFederationToken', { Name: 'guest', Tags: [{ Key: 'team', Value: 'blue' }] }, 'admin'],
  ],
  errors: {
    furnish,
    usual: { Name: 'guest' },
    failures: sessionPolicyErrors('GetFederationToken', 'admin'),
    unreachable: {},
  },
};
