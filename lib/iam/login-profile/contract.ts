import { type Contract, taking } from '../../core/testing/contract';
import { policyDocument, userWith } from '../test-accounts';
import { notFound, PASSWORD } from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const MINE = { UserName: 'alice' };
const OWN_PASSWORD = { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: '*' };
const NO_PROFILE = 'Login Profile for User plain cannot be found.';
const BAD_PASSWORD = 'Password does not conform to the account password policy.';

export const contract: Contract = {
  operations,
  make: async (root, { name: UserName }) => {
    await root.run(CreateUser, { UserName });
    await root.run(operations.CreateLoginProfile, { UserName, Password: PASSWORD });
    return { UserName };
  },
  calls: [
    ['CreateUser', MINE],
    ['PutUserPolicy', { ...MINE, PolicyName: 'own', PolicyDocument: policyDocument(OWN_PASSWORD) }],
    ['CreateAccessKey', MINE],
    ['CreateLoginProfile', { ...MINE, Password: PASSWORD, PasswordResetRequired: true }],
    ['GetLoginProfile', MINE],
    ['UpdateLoginProfile', { ...MINE, Password: 'Correct-horse-8-battery', PasswordResetRequired: false }],
    ['ChangePassword', { OldPassword: 'Correct-horse-8-battery', NewPassword: 'Correct-horse-9-battery' }, 'CreateAccessKey'],
    ['DeleteLoginProfile', MINE],
  ],
  errors: {
    furnish: async ({ world, root, signs }) => {
      for (const name of ['full', 'plain']) await signs(name, await userWith(world, root, name, OWN_PASSWORD));
      await root.run(operations.CreateLoginProfile, { UserName: 'full', Password: PASSWORD });
      return {};
    },
    usual: { UserName: 'full', OldPassword: PASSWORD, NewPassword: 'Correct-horse-8-battery' },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [['GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile'], { UserName: 'plain' }, NO_PROFILE],
        ['ChangePassword', {}, NO_PROFILE, { by: 'plain' }],
      ],
      EntityAlreadyExistsException: [
        ['CreateLoginProfile', { UserName: 'full', Password: PASSWORD }, 'Login Profile for User full already exists.'],
      ],
      PasswordPolicyViolationException: [
        ['CreateLoginProfile', { UserName: 'plain', Password: 'password' }, BAD_PASSWORD],
        ['UpdateLoginProfile', { Password: 'password' }, BAD_PASSWORD],
        ['ChangePassword', { NewPassword: 'password' }, BAD_PASSWORD, { by: 'full' }],
      ],
      InvalidUserTypeException: [['ChangePassword', {}, 'Only IAM Users can change their own password']],
    },
    unreachable: {
      LimitExceededException: [
        [['ChangePassword', 'UpdateLoginProfile'], 'changes what there is, and no quota counts that'],
        ['CreateLoginProfile', 'a second one is EntityAlreadyExists'],
      ],
    },
  },
};
