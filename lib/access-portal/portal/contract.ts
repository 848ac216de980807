import type { Contract, Furnish } from '../../core/testing/contract';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { enableIdentityCenter, makeStoreUser } from '../../identity-center/test-instance';
import { signIn } from '../test-programs';
import * as operations from './operations';

type Root = Parameters<Contract['make']>[0];

/** Assigns a permission set to a new person, in the account of the instance. */
async function makePerson(root: Root, Description?: string) {
  const { InstanceArn, IdentityStoreId: storeId } = await enableIdentityCenter(root);
  const userId = await makeStoreUser(root, storeId, 'ana');
  const roleName = 'ReadOnly';
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: roleName, Description });
  await root.run(CreateAccountAssignment, {
    InstanceArn,
    PermissionSetArn: PermissionSet.PermissionSetArn,
    TargetId: root.accountId,
    TargetType: 'AWS_ACCOUNT',
    PrincipalType: 'USER',
    PrincipalId: userId,
  });
  return { userId, storeId, roleName };
}

const furnish: Furnish = async ({ world, root }) => {
  const { userId, storeId, roleName } = await makePerson(root);
  const accessToken = await signIn(world, storeId, userId);
  return { accessToken, leaving: await signIn(world, storeId, userId), account: root.accountId, roleName };
};

const accessToken = '<scene.accessToken>';
const ROLE = { accountId: '<scene.account>', roleName: '<scene.roleName>' };
const LISTS = ['ListAccounts', 'ListAccountRoles'];
const ALL = [...LISTS, 'GetRoleCredentials', 'Logout'];

/** The calls of a person who is signed in to an access portal. */
export const contract: Contract = {
  operations,
  // The token is what proves a person, so others get one of nobody.
  make: async (root, { secret }) => {
    const { roleName } = await makePerson(root, secret);
    return { accessToken: 'a-token-of-nobody-0000', accountId: root.accountId, roleName };
  },
  furnish,
  calls: [
    ['ListAccounts', { accessToken }],
    ['ListAccountRoles', { accessToken, accountId: ROLE.accountId }],
    ['GetRoleCredentials', { accessToken, ...ROLE }],
    ['Logout', { accessToken: '<scene.leaving>' }],
  ],
  errors: {
    furnish,
    usual: { accessToken, ...ROLE },
    failures: {
      UnauthorizedException: [[ALL, { accessToken: 'none' }, 'Session token not found or invalid']],
      InvalidRequestException: [
        [LISTS, { maxResults: 101 }, 'ResultSize parameter must be within the valid limits of: 1-100'],
        [LISTS, { nextToken: 'none' }, 'The pagination token is invalid.'],
        [['GetRoleCredentials', 'Logout'], { accessToken: 'x'.repeat(5_000) }, /less than or equal to 4096/],
      ],
      ResourceNotFoundException: [['ListAccountRoles', { accountId: '000000000000' }, 'The person has no role in this account.']],
    },
    unreachable: {
      ResourceNotFoundException: [
        ['ListAccounts', 'a person without accounts gets an empty list'],
        ['GetRoleCredentials', 'a person who may not know a role is refused, as in AWS'],
      ],
    },
  },
};
