import type { Contract } from '../../core/testing/contract';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { CreateUser } from '../../iam/user/operations';
import * as operations from './operations';

/** Who calls, and whose a key is: the key is what can be made. */
export const contract: Contract = {
  operations,
  make: async (root, { name: UserName }) => {
    await root.run(CreateUser, { UserName });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName });
    return { AccessKeyId: AccessKey.AccessKeyId };
  },
  furnish: async ({ root }) => {
    const { AccessKey } = await root.run(CreateAccessKey, {});
    return { key: AccessKey.AccessKeyId };
  },
  calls: [
    ['GetCallerIdentity', {}],
    ['GetAccessKeyInfo', { AccessKeyId: '<scene.key>' }],
  ],
  errors: { usual: {}, failures: {}, unreachable: {} },
};
