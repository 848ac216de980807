import type { Contract } from '../../core/testing/contract';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { CreateUser } from '../../iam/user/operations';
import * as operations from './operations';

/** The contract of GetCallerIdentity and GetAccessKeyInfo. It creates an access key. */
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
