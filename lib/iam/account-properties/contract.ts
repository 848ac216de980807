import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

/** Properties belong to the account and have no owner to name. */
export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    await root.run(operations.PutAccountProperties, { Properties: { 'RoleManager/Note': secret } });
    return {};
  },
  calls: [
    ['PutAccountProperties', { Properties: { 'RoleManager/Enabled': 'true' } }],
    ['GetAccountProperties', {}],
  ],
  errors: {
    usual: { Properties: { 'RoleManager/Enabled': 'true' } },
    failures: {
      InvalidInputException: [
        ['PutAccountProperties', { Properties: { Enabled: 'true' } }, /must have the format Namespace\/PropertyName\.$/],
        [
          'PutAccountProperties',
          { Properties: { 'A/x': '1', 'B/x': '1' } },
          'All properties in a request must belong to the same namespace.',
        ],
      ],
    },
    unreachable: { InvalidInputException: [['GetAccountProperties', 'takes no input']] },
  },
};
