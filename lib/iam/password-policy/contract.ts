import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

export const contract: Contract = {
  operations,
  make: async (root) => {
    await root.run(operations.UpdateAccountPasswordPolicy, { MinimumPasswordLength: 9 });
    return {};
  },
  calls: [
    ['UpdateAccountPasswordPolicy', { MinimumPasswordLength: 12, RequireNumbers: true, AllowUsersToChangePassword: true }],
    ['GetAccountPasswordPolicy', {}],
    ['DeleteAccountPasswordPolicy', {}],
  ],
  errors: {
    usual: {},
    failures: {
      NoSuchEntityException: [
        ['GetAccountPasswordPolicy', {}, /^The Password Policy with domain name \d{12} cannot be found\.$/],
        ['DeleteAccountPasswordPolicy', {}, 'The account policy with name PasswordPolicy cannot be found.'],
      ],
    },
    unreachable: {
      LimitExceededException: [['UpdateAccountPasswordPolicy', 'changes what there is, and no quota counts that']],
      NoSuchEntityException: [['UpdateAccountPasswordPolicy', 'refers to nothing that could be missing']],
      MalformedPolicyDocumentException: [
        ['UpdateAccountPasswordPolicy', 'takes no document; a number out of its range is a ValidationError'],
      ],
    },
  },
};
