import { type Actor, TEST_NOW } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { insertRows } from '../../iam/test-tables';
import { organizationOf } from '../../organizations/test-organization';
import { CreatePermissionSet } from '../permission-set/operations';
import { deniedRows, enableIdentityCenter, invalidRows, NO_PERMISSION_SET, NO_REQUEST } from '../test-instance';
import * as operations from './operations';

/** Creates a permission set and provisions it in the caller's own account. */
async function provisionedIn(root: Actor, Name: string, Description = 'test') {
  const { InstanceArn } = await enableIdentityCenter(root);
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name, Description });
  const { PermissionSetArn } = PermissionSet;
  const given = { InstanceArn, PermissionSetArn, TargetType: 'AWS_ACCOUNT' as const, TargetId: root.accountId };
  const { PermissionSetProvisioningStatus } = await root.run(operations.ProvisionPermissionSet, given);
  return { InstanceArn, PermissionSetArn, ProvisionPermissionSetRequestId: PermissionSetProvisioningStatus.RequestId };
}

const SCENE = { InstanceArn: '<scene.instance>', PermissionSetArn: '<scene.permissionSet>' };
const REQUEST = '<ProvisionPermissionSet.PermissionSetProvisioningStatus.RequestId>';

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const made = await provisionedIn(root, name, secret);
    return { ...made, AccountId: root.accountId };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    const { InstanceArn, PermissionSetArn } = await provisionedIn(root, 'provisioned');
    return { instance: InstanceArn, permissionSet: PermissionSetArn };
  },
  calls: [
    ['ProvisionPermissionSet', { ...SCENE, TargetType: 'ALL_PROVISIONED_ACCOUNTS' }],
    ['DescribePermissionSetProvisioningStatus', { InstanceArn: '<scene.instance>', ProvisionPermissionSetRequestId: REQUEST }],
    ['ListPermissionSetProvisioningStatus', { InstanceArn: '<scene.instance>' }],
    ['ListAccountsForProvisionedPermissionSet', { ...SCENE, ProvisioningStatus: 'LATEST_PERMISSION_SET_PROVISIONED' }],
    ['ListPermissionSetsProvisionedToAccount', { InstanceArn: '<scene.instance>', AccountId: '<scene.account>' }],
  ],
  errors: {
    furnish: async (stage) => {
      const { world, root } = stage;
      const { organizationId } = await organizationOf(world, root);
      const { InstanceArn, PermissionSetArn } = await provisionedIn(root, 'provisioned');
      const [, instanceId = '', permissionSetId = ''] = PermissionSetArn.split('/');
      await insertRows(stage, 'IdentityCenterRequest', [
        {
          id: '00000000-0000-4000-8000-000000000001',
          instanceId,
          ownerId: organizationId,
          kind: 'PROVISIONING',
          status: 'IN_PROGRESS',
          permissionSetId,
          createdAt: TEST_NOW,
        },
      ]);
      return { instance: InstanceArn, permissionSet: PermissionSetArn };
    },
    usual: {
      ...SCENE,
      TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      AccountId: '<scene.account>',
      ProvisionPermissionSetRequestId: NO_REQUEST,
    },
    failures: {
      AccessDeniedException: deniedRows(taking(operations, 'InstanceArn')),
      ResourceNotFoundException: [
        [
          taking(operations, 'PermissionSetArn'),
          { PermissionSetArn: NO_PERMISSION_SET },
          'Could not find PermissionSet with id ps-0000000000002222',
        ],
        ['DescribePermissionSetProvisioningStatus', {}, `Could not find a request with id ${NO_REQUEST}`],
      ],
      ConflictException: [['ProvisionPermissionSet', {}, /^The permission set with id ps-[0-9a-f]{16} is being provisioned\.$/]],
      ValidationException: [
        ...invalidRows(operations),
        ['ProvisionPermissionSet', { TargetType: 'AWS_ACCOUNT' }, 'TargetId is required when TargetType is AWS_ACCOUNT.'],
      ],
    },
    unreachable: {
      ResourceNotFoundException: [
        [
          ['ListPermissionSetProvisioningStatus', 'ListPermissionSetsProvisionedToAccount'],
          'a caller who may not know an instance is denied, and an account without permission sets has an empty list',
        ],
      ],
    },
  },
};
