import { z } from 'zod';
import { TagList } from '../../core/shapes';
import { AccountId, CreateAccountName, CreateAccountRequestId, Email, Paging, ParentId, RoleName } from '../shapes';

export const CreateAccountInput = z.object({
  Email,
  AccountName: CreateAccountName,
  /** The default is OrganizationAccountAccessRole. */
  RoleName: RoleName.optional(),
  /** The default is ALLOW. */
  IamUserAccessToBilling: z.enum(['ALLOW', 'DENY']).optional(),
  Tags: TagList.optional(),
});
export const DescribeCreateAccountStatusInput = z.object({ CreateAccountRequestId });
export const ListCreateAccountStatusInput = z.object({
  States: z.array(z.enum(['IN_PROGRESS', 'SUCCEEDED', 'FAILED'])).optional(),
  ...Paging,
});
export const DescribeAccountInput = z.object({ AccountId });
export const ListAccountsInput = z.object({ ...Paging });
export const ListAccountsForParentInput = z.object({ ParentId, ...Paging });
export const MoveAccountInput = z.object({ AccountId, SourceParentId: ParentId, DestinationParentId: ParentId });
export const CloseAccountInput = z.object({ AccountId });
export const RemoveAccountFromOrganizationInput = z.object({ AccountId });
export const LeaveOrganizationInput = z.object({});
