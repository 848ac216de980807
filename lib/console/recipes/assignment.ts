import {
  CreateAccountAssignment,
  DeleteAccountAssignment,
  DescribeAccountAssignmentCreationStatus,
  DescribeAccountAssignmentDeletionStatus,
} from '../../identity-center/assignment/operations';
import type { ConsoleResult } from '../result';
import type { Recipe } from './recipe';

/** An assignment of a user or group to an account with a permission set. */
export type Assignment = {
  InstanceArn: string;
  TargetId: string;
  PermissionSetArn: string;
  PrincipalType: 'USER' | 'GROUP';
  PrincipalId: string;
};

/** Creates an assignment and returns how it ended. A call that AWS accepts may still fail in the account. */
export const createAssignment: Recipe<Assignment, null> = async (run, assignment) => {
  const { InstanceArn } = assignment;
  const begun = await run(CreateAccountAssignment, { ...assignment, TargetType: 'AWS_ACCOUNT' });
  if (!begun.ok) return begun;
  const AccountAssignmentCreationRequestId = begun.data.AccountAssignmentCreationStatus.RequestId;
  const ended = await run(DescribeAccountAssignmentCreationStatus, { InstanceArn, AccountAssignmentCreationRequestId });
  return ended.ok ? endOf(ended.data.AccountAssignmentCreationStatus) : ended;
};

/** Removes an assignment and returns how it ended. */
export const removeAssignment: Recipe<Assignment, null> = async (run, assignment) => {
  const { InstanceArn } = assignment;
  const begun = await run(DeleteAccountAssignment, { ...assignment, TargetType: 'AWS_ACCOUNT' });
  if (!begun.ok) return begun;
  const AccountAssignmentDeletionRequestId = begun.data.AccountAssignmentDeletionStatus.RequestId;
  const ended = await run(DescribeAccountAssignmentDeletionStatus, { InstanceArn, AccountAssignmentDeletionRequestId });
  return ended.ok ? endOf(ended.data.AccountAssignmentDeletionStatus) : ended;
};

/** Returns the failure of a request that ended as FAILED. */
function endOf({
  Status,
  FailureReason = '',
  RequestId,
}: {
  Status: string;
  FailureReason?: string | undefined;
  RequestId: string;
}): ConsoleResult<null> {
  if (Status !== 'FAILED') return { ok: true, data: null };
  return { ok: false, error: { code: 'AssignmentFailed', message: FailureReason, requestId: RequestId } };
}
