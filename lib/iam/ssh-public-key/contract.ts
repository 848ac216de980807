import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

export const contract: Contract = {
  operations,
  make: async (_root, { UserName }) => ({ UserName }),
  calls: [
    ['CreateUser', { UserName: 'ssh' }],
    ['ListSSHPublicKeys', { UserName: 'ssh' }],
  ],
  errors: { usual: {}, failures: {}, unreachable: {} },
};
