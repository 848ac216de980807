import type { Contract } from '../../core/testing/contract';
import { denialOf, userWith } from '../test-actors';
import * as operations from './operations';

/** Why calls were denied: only the account can read what a denial of its own says. */
export const contract: Contract = {
  operations,
  make: async () => ({}),
  furnish: async ({ world, root }) => ({ message: await denialOf(await userWith(world, root, 'nobody')) }),
  calls: [['DecodeAuthorizationMessage', { EncodedMessage: '<scene.message>' }]],
  errors: {
    usual: { EncodedMessage: 'none' },
    failures: {
      InvalidAuthorizationMessageException: [['DecodeAuthorizationMessage', {}, 'The authorization message is invalid.']],
    },
    unreachable: {},
  },
};
