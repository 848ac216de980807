import type { Actor } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { organizationOf } from '../../organizations/test-organization';
import { CreatePermissionSet } from '../permission-set/operations';
import {
  deniedRows,
  enableIdentityCenter,
  invalidRows,
  makeStoreGroup,
  NO_PERMISSION_SET,
  NO_PRINCIPAL,
  NO_REQUEST,
} from '../test-instance';
import * as operations from './operations';

async function makePermissionSet(root: Actor, InstanceArn: string, Name: string, Description = 'test'): Promise<string> {
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name, Description });
  return PermissionSet.PermissionSetArn;
}

/** Returns the members of an assignment in the caller's own account. */
async function assignmentOf(root: Actor, name: string, secret = name) {
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
  const PermissionSetArn = await makePermissionSet(root, InstanceArn, name, secret);
  const PrincipalId = await makeStoreGroup(root, IdentityStoreId, name);
  return { InstanceArn, PermissionSetArn, TargetId: root.accountId, PrincipalType: 'GROUP' as const, PrincipalId };
}

const TARGET = { TargetType: 'AWS_ACCOUNT' as const };
const SCENE = {
  InstanceArn: '<scene.instance>',
  PermissionSetArn: '<scene.permissionSet>',
  TargetId: '<scene.account>',
  ...TARGET,
  PrincipalType: 'GROUP',
  PrincipalId: '<scene.group>',
};
const CREATION = '<CreateAccountAssignment.AccountAssignmentCreationStatus.RequestId>';
const DELETION = '<DeleteAccountAssignment.AccountAssignmentDeletionStatus.RequestId>';

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const made = await assignmentOf(root, name, secret);
    const { AccountAssignmentCreationStatus } = await root.run(operations.CreateAccountAssignment, { ...made, ...TARGET });
    const other = { ...made, PrincipalId: NO_PRINCIPAL, ...TARGET };
    const { AccountAssignmentDeletionStatus } = await root.run(operations.DeleteAccountAssignment, other);
    const { PrincipalType: _, ...names } = made;
    return {
      ...names,
      AccountId: root.accountId,
      AccountAssignmentCreationRequestId: AccountAssignmentCreationStatus.RequestId,
      AccountAssignmentDeletionRequestId: AccountAssignmentDeletionStatus.RequestId,
    };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    const { InstanceArn, PermissionSetArn, PrincipalId } = await assignmentOf(root, 'assigned');
    return { instance: InstanceArn, permissionSet: PermissionSetArn, group: PrincipalId };
  },
  calls: [
    ['CreateAccountAssignment', SCENE],
    [
      'DescribeAccountAssignmentCreationStatus',
      { InstanceArn: '<scene.instance>', AccountAssignmentCreationRequestId: CREATION },
    ],
    ['ListAccountAssignmentCreationStatus', { InstanceArn: '<scene.instance>', Filter: { Status: 'SUCCEEDED' } }],
    [
      'ListAccountAssignments',
      { InstanceArn: '<scene.instance>', PermissionSetArn: '<scene.permissionSet>', AccountId: '<scene.account>' },
    ],
    [
      'ListAccountAssignmentsForPrincipal',
      { InstanceArn: '<scene.instance>', PrincipalType: 'GROUP', PrincipalId: '<scene.group>' },
    ],
    ['DeleteAccountAssignment', SCENE],
    [
      'DescribeAccountAssignmentDeletionStatus',
      { InstanceArn: '<scene.instance>', AccountAssignmentDeletionRequestId: DELETION },
    ],
    ['ListAccountAssignmentDeletionStatus', { InstanceArn: '<scene.instance>' }],
  ],
  errors: {
    furnish: async ({ world, root }) => {
      await organizationOf(world, root);
      const { InstanceArn, PermissionSetArn, PrincipalId } = await assignmentOf(root, 'assigned');
      return { instance: InstanceArn, permissionSet: PermissionSetArn, group: PrincipalId };
    },
    usual: {
      ...SCENE,
      AccountId: '<scene.account>',
      AccountAssignmentCreationRequestId: NO_REQUEST,
      AccountAssignmentDeletionRequestId: NO_REQUEST,
    },
    failures: {
      AccessDeniedException: deniedRows(taking(operations, 'InstanceArn')),
      ResourceNotFoundException: [
        [
          taking(operations, 'PermissionSetArn'),
          { PermissionSetArn: NO_PERMISSION_SET },
          'Could not find PermissionSet with id ps-0000000000002222',
        ],
        [
          ['DescribeAccountAssignmentCreationStatus', 'DescribeAccountAssignmentDeletionStatus'],
          {},
          `Could not find a request with id ${NO_REQUEST}`,
        ],
      ],
      ValidationException: [...invalidRows(operations)],
    },
    unreachable: {
      ConflictException: [
        [['CreateAccountAssignment', 'DeleteAccountAssignment'], 'an assignment that exists, or does not, is no conflict'],
      ],
      ResourceNotFoundException: [
        [
          ['ListAccountAssignmentCreationStatus', 'ListAccountAssignmentDeletionStatus', 'ListAccountAssignmentsForPrincipal'],
          'a caller who may not know an instance is denied, and a principal that is gone still has its assignments',
        ],
      ],
      ServiceQuotaExceededException: [['CreateAccountAssignment', 'a reached quota fails the request, not the call']],
    },
  },
};
