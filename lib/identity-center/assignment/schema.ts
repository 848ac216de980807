import { z } from 'zod';
import {
  AccountId,
  InstanceArn,
  Paging,
  PermissionSetArn,
  PrincipalId,
  PrincipalType,
  RequestFilter,
  RequestId,
} from '../shapes';

const Assignment = {
  InstanceArn,
  TargetId: AccountId,
  TargetType: z.enum(['AWS_ACCOUNT']),
  PermissionSetArn,
  PrincipalType,
  PrincipalId,
};

export const CreateAccountAssignmentInput = z.object(Assignment);
export const DeleteAccountAssignmentInput = z.object(Assignment);
export const ListAccountAssignmentsInput = z.object({ InstanceArn, AccountId, PermissionSetArn, ...Paging });
export const ListAccountAssignmentsForPrincipalInput = z.object({
  InstanceArn,
  PrincipalId,
  PrincipalType,
  Filter: z.object({ AccountId: AccountId.optional() }).optional(),
  ...Paging,
});
export const DescribeAccountAssignmentCreationStatusInput = z.object({
  InstanceArn,
  AccountAssignmentCreationRequestId: RequestId,
});
export const DescribeAccountAssignmentDeletionStatusInput = z.object({
  InstanceArn,
  AccountAssignmentDeletionRequestId: RequestId,
});
export const ListStatusInput = z.object({ InstanceArn, Filter: RequestFilter, ...Paging });
