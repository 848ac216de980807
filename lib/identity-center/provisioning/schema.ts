import { z } from 'zod';
import { AccountId, InstanceArn, Paging, PermissionSetArn, RequestFilter, RequestId } from '../shapes';

const ProvisioningStatus = z.enum(['LATEST_PERMISSION_SET_PROVISIONED', 'LATEST_PERMISSION_SET_NOT_PROVISIONED']).optional();

export const ProvisionPermissionSetInput = z.object({
  InstanceArn,
  PermissionSetArn,
  TargetType: z.enum(['AWS_ACCOUNT', 'ALL_PROVISIONED_ACCOUNTS']),
  TargetId: AccountId.optional(),
});
export const DescribePermissionSetProvisioningStatusInput = z.object({
  InstanceArn,
  ProvisionPermissionSetRequestId: RequestId,
});
export const ListPermissionSetProvisioningStatusInput = z.object({ InstanceArn, Filter: RequestFilter, ...Paging });
export const ListAccountsForProvisionedPermissionSetInput = z.object({
  InstanceArn,
  PermissionSetArn,
  ProvisioningStatus,
  ...Paging,
});
export const ListPermissionSetsProvisionedToAccountInput = z.object({ InstanceArn, AccountId, ProvisioningStatus, ...Paging });
