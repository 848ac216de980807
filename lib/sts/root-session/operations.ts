import type { AssumeRootResponse } from '@aws-sdk/client-sts';
import { findAccountFacts, isUsable } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import { AwsError, validationError } from '../../core/errors';
import { insertEvent } from '../../core/events';
import { defineOperation, type Scope } from '../../core/operation';
import { issueCredentials } from '../temporary-credentials';
import { AssumeRootInput } from './schema';

/** AWS: the only policies with which a root session can be started. */
const TASK_POLICIES: ReadonlySet<string> = new Set([
  'IAMAuditRootUserCredentials',
  'IAMCreateRootUserPassword',
  'IAMDeleteRootUserCredentials',
  'S3UnlockBucketPolicy',
  'SQSUnlockQueuePolicy',
]);
const DEFAULT_SECONDS = 900;

/**
 * A short session as the root user of a member account, for one task.
 * Source: IAM User Guide, "Perform a privileged task on an AWS Organizations member account".
 */
export const AssumeRoot = defineOperation({
  service: 'sts',
  name: 'AssumeRoot',
  access: 'Write',
  input: AssumeRootInput,
  target: async ({ TargetPrincipal }, scope) => findAccountFacts(scope.db, accountIdOf(TargetPrincipal, scope)),
  checks: ({ TargetPrincipal, TaskPolicyArn }, scope) => {
    const memberId = accountIdOf(TargetPrincipal, scope);
    return [
      {
        action: 'sts:AssumeRoot',
        resource: rootUserArn(scope.partition, memberId),
        // The member's root user has no policy that could agree: its organization's management account is asked alone.
        context: { 'sts:TaskPolicyArn': TaskPolicyArn.arn, 'aws:ResourceAccount': memberId },
      },
    ];
  },
  run: async (
    { TargetPrincipal, TaskPolicyArn, DurationSeconds, MinimumSessionTokenSize },
    scope,
    member,
  ): Promise<AssumeRootResponse> => {
    const memberId = accountIdOf(TargetPrincipal, scope);
    const { organization } = scope.account;
    const inOrganization = member !== null && organization !== null && member.organization?.id === organization.id;
    // The one answer for accounts that are not there and accounts of others, so that nobody learns which exist.
    if (
      !inOrganization ||
      organization.managementAccountId !== scope.accountId ||
      memberId === scope.accountId ||
      !isUsable(member)
    ) {
      throw new AwsError('AccessDenied', `${scope.accountId} may not start root sessions in ${memberId}.`);
    }
    if (scope.caller.principal.type === 'Root')
      throw new AwsError('AccessDenied', 'Root sessions may not be started by root accounts.');
    const arn = requireTaskPolicy(TaskPolicyArn.arn, scope);
    const { session: calling } = scope.caller;
    const SourceIdentity = calling?.sourceIdentity;
    const issued = await issueCredentials(
      scope,
      memberId,
      {
        principal: { type: 'AssumedRoot', accountId: memberId, arn: rootUserArn(scope.partition, memberId), taskPolicyArn: arn },
        credential: 'assumeRoot',
        session: {
          mfaAuthenticated: calling?.mfaAuthenticated ?? false,
          mfaAuthenticatedAt: calling?.mfaAuthenticatedAt,
          sourceIdentity: SourceIdentity,
        },
      },
      // AWS: 0 stands for the default.
      DurationSeconds || DEFAULT_SECONDS,
      MinimumSessionTokenSize,
    );
    const output = { ...issued, SourceIdentity };
    const resources = [{ ARN: rootUserArn(scope.partition, memberId), accountId: memberId }];
    const input = { TargetPrincipal, TaskPolicyArn, DurationSeconds };
    await insertEvent(scope.db, {
      call: scope.call,
      service: 'sts',
      name: 'AssumeRoot',
      readOnly: false,
      outcome: 'Success',
      input,
      output,
      resources,
      accountId: memberId,
    });
    return output;
  },
  touches: () => ({}),
});

/** An account id, or the ARN of an account's root user. @throws AwsError ValidationError */
function accountIdOf(target: string, { partition }: Scope): string {
  if (/^\d{12}$/.test(target)) return target;
  const match = /^arn:([a-z-]+):iam::(\d{12}):root$/.exec(target);
  if (!match?.[2] || match[1] !== partition) throw validationError(`${target} is not a valid target principal.`);
  return match[2];
}

function requireTaskPolicy(arn: string, { partition }: Scope): string {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  if (!TASK_POLICIES.has(name) || arn !== `arn:${partition}:iam::aws:policy/root-task/${name}`) {
    throw validationError(`The policy ${arn} is not a task policy.`);
  }
  return arn;
}
