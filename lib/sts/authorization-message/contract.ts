import type { Contract } from '../../core/testing/contract';
import { denialOf, userWith } from '../test-actors';
import * as operations from './operations';

/** Authorization messages explain denials. Only the account of the denied caller can decode them. */
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
