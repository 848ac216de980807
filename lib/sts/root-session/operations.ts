import { hasTrustedAccess } from '../../account/service-administration';
import { rootUserArn } from '../../core/arns';
import { AwsError, validationError } from '../../core/errors';
import { insertEvent } from '../../core/events/events';
import { defineOperation, type Scope } from '../../core/operation';
import { keysOf } from '../../core/text/lists';
import {
  assumeRootCheck,
  organizationForRootSession,
  ROOT_TASKS,
  type RootTask,
  readRootAccessFeatures,
  rootSession,
  taskPolicyArn,
} from '../../iam/root-access/rows';
import { IAM_PRINCIPAL, type RootAccessFeature } from '../../iam/root-access/schema';
import { issueCredentials } from '../temporary-credentials';
import { AssumeRootInput } from './schema';

const DEFAULT_SECONDS = 900;

/**
 * Starts a short session as the root user of a member account for one task. Source: IAM User Guide, "Perform a privileged task on
 * an AWS Organizations member account".
 */
export const AssumeRoot = defineOperation({
  service: 'sts',
  name: 'AssumeRoot',
  access: 'Write',
  // It gives access to another account, so the caller's enforcement mode must not matter.
  alwaysEnforced: true,
  input: AssumeRootInput,
  target: async ({ TargetPrincipal, TaskPolicyArn }, { partition }) => ({
    memberId: requireTarget(TargetPrincipal, partition),
    task: requireTask(TaskPolicyArn.arn, partition),
  }),
  checks: ({ TaskPolicyArn }, { partition }, { memberId }) => [assumeRootCheck(partition, memberId, TaskPolicyArn.arn)],
  run: async ({ TargetPrincipal, TaskPolicyArn, DurationSeconds, MinimumSessionTokenSize }, scope, { memberId, task }) => {
    await requireRootSessions(scope, memberId, ROOT_TASKS[task]);
    const session = rootSession(scope.partition, memberId, task, scope.caller.session);
    // AWS: 0 stands for the default.
    const issued = await issueCredentials(scope, memberId, session, DurationSeconds || DEFAULT_SECONDS, MinimumSessionTokenSize);
    const output = { ...issued, SourceIdentity: session.session.sourceIdentity };
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
  turn: 'session',
  touches: () => ({}),
});

const FEATURE_NAMES: Readonly<Record<RootAccessFeature, string>> = {
  RootCredentialsManagement: 'Root credentials management',
  RootSessions: 'Root sessions',
};

/**
 * Refuses a session that the organization does not allow.
 * @throws AwsError AccessDenied in AWS's words
 */
async function requireRootSessions(scope: Scope, memberId: string, feature: RootAccessFeature): Promise<void> {
  const { db, account, partition, caller } = scope;
  const organization = await organizationForRootSession(db, account, memberId);
  // Missing accounts and accounts of others get the same answer, so that nobody can find out which exist.
  if (!organization) {
    const user = 'arn' in caller.principal ? caller.principal.arn : account.id;
    throw new AwsError(
      'AccessDenied',
      `User: ${user} is not authorized to perform: sts:AssumeRoot on resource: ${rootUserArn(partition, memberId)}`,
    );
  }
  if (!(await hasTrustedAccess(db, organization.id, IAM_PRINCIPAL)))
    throw new AwsError('AccessDenied', 'Service not enabled for AWS Organizations.');
  if (!(await readRootAccessFeatures(db, organization.id)).includes(feature))
    throw new AwsError('AccessDenied', `${FEATURE_NAMES[feature]} feature is not enabled for your AWS Organization.`);
}

/**
 * Returns the account of an account id or root ARN.
 * @throws AwsError ValidationError
 */
function requireTarget(target: string, partition: Scope['partition']): string {
  if (/^\d{12}$/.test(target)) return target;
  const match = /^arn:([a-z-]+):iam::(\d{12}):root$/.exec(target);
  if (!match?.[2] || match[1] !== partition) throw validationError('Request must contain a valid target principal');
  return match[2];
}

/**
 * Returns the task of a task policy's ARN.
 * @throws AwsError ValidationError
 */
function requireTask(arn: string, partition: Scope['partition']): RootTask {
  const task = keysOf(ROOT_TASKS).find((name) => arn === taskPolicyArn(partition, name));
  if (task === undefined) throw validationError('Request must contain valid AWS managed task policy ARN');
  return task;
}
