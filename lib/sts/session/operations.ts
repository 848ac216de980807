import type { AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { requestTagContext } from '../../core/authorization/context';
import type { SessionFacts } from '../../core/call';
import { AwsError, validationError } from '../../core/errors';
import { insertEvent } from '../../core/events/events';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { atClockOf, later } from '../../core/time/clock';
import { requireMfa } from '../mfa';
import { requireRoleDuration, startRoleSession } from '../role-session';
import { findRoleTarget, type RoleTarget, trustPolicyOf } from '../role-target';
import { inheritedTags, requireSessionTags } from '../session-tags';
import { AssumeRoleInput } from './schema';

/** AWS: a session started from another role's session lasts at most an hour. */
const MAX_CHAINED_SECONDS = 3600;

type Target = RoleTarget & { mfa: boolean };

/**
 * Starts a session of a role in any account that trusts the caller. Source: STS API reference, AssumeRole; IAM User Guide,
 * "Methods to assume a role".
 */
export const AssumeRole = defineOperation({
  service: 'sts',
  name: 'AssumeRole',
  access: 'Write',
  input: AssumeRoleInput,
  target: async (input, scope): Promise<Target> => ({
    ...(await findRoleTarget(scope, input.RoleArn)),
    mfa: await requireMfa(scope, input),
  }),
  checks: (input, scope, target) => assumeRoleChecks(input, scope, target),
  run: async (input, scope, target) => {
    const { role } = target;
    // The engine refuses both. These checks apply if an account does not enforce its policies.
    if (scope.caller.principal.type === 'Root') throw new AwsError('AccessDenied', 'Roles may not be assumed by root accounts.');
    if (!role) throw new AwsError('AccessDenied', `${input.RoleArn} cannot be assumed.`);
    refuseContexts(input);
    const seconds = requireDuration(input.DurationSeconds, role.maxSessionDuration, scope);
    const { session: calling } = scope.caller;
    const output = await startRoleSession(scope, target, role, {
      name: input.RoleSessionName,
      seconds,
      policies: input,
      facts: {
        ...mfaFacts(scope, target),
        ...requireSessionTags(input, calling),
        sourceIdentity: requireSourceIdentity(input.SourceIdentity, calling),
        chained: isChained(scope),
      },
      minimumTokenSize: input.MinimumSessionTokenSize,
    });
    await tellOwner(input, scope, target, output);
    return output;
  },
  // No decision depends on the existence of a session.
  turn: 'session',
  touches: () => ({}),
});

async function assumeRoleChecks(input: AssumeRoleInput, scope: Scope, target: Target): Promise<Check[]> {
  const { session: calling } = scope.caller;
  const context = contextOf(input, target, calling);
  const check = (action: string): Check => ({
    action,
    resource: target.arn,
    resourceAccount: target.accountId,
    trustPolicy: trustPolicyOf(target),
    resourceTags: target.tags,
    context,
  });
  const checks = [check('sts:AssumeRole')];
  // AWS: with tags or a source identity, passed or inherited, the role must also trust the caller to set them.
  if ((input.Tags?.length ?? 0) > 0 || inheritedTags(calling).length > 0) checks.push(check('sts:TagSession'));
  if (input.SourceIdentity ?? calling?.sourceIdentity) checks.push(check('sts:SetSourceIdentity'));
  return checks;
}

function contextOf(input: AssumeRoleInput, target: Target, calling: SessionFacts | undefined): RequestContext {
  const context: Record<string, string | readonly string[]> = {
    ...requestTagContext([...inheritedTags(calling), ...(input.Tags ?? [])]),
    'sts:RoleSessionName': input.RoleSessionName,
  };
  if (input.ExternalId !== undefined) context['sts:ExternalId'] = input.ExternalId;
  const sourceIdentity = input.SourceIdentity ?? calling?.sourceIdentity;
  if (sourceIdentity !== undefined) context['sts:SourceIdentity'] = sourceIdentity;
  if (input.TransitiveTagKeys && input.TransitiveTagKeys.length > 0) context['sts:TransitiveTagKeys'] = input.TransitiveTagKeys;
  if (target.mfa) Object.assign(context, { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' });
  return context;
}

/** Refuses context assertions. AWS accepts only those of IAM Identity Center, which does not exist here. */
function refuseContexts({ ProvidedContexts }: AssumeRoleInput): void {
  if (ProvidedContexts && ProvidedContexts.length > 0)
    throw new AwsError('InvalidContextAssertionException', 'The provided context assertion is not valid.');
}

function isChained(scope: Scope): boolean {
  return scope.caller.credential === 'assumeRole';
}

function requireDuration(asked: number | undefined, maximum: number, scope: Scope): number {
  if (isChained(scope) && (asked ?? 0) > MAX_CHAINED_SECONDS) {
    throw validationError('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  }
  return requireRoleDuration(asked, maximum);
}

/** Returns the source identity. As in AWS, once set it stays for all later sessions. */
function requireSourceIdentity(asked: string | undefined, calling: SessionFacts | undefined): string | undefined {
  const set = calling?.sourceIdentity;
  if (set !== undefined && asked !== undefined && asked !== set) {
    throw validationError('The SourceIdentity of the calling session cannot be changed.');
  }
  return set ?? asked;
}

/** Returns the MFA facts. A role session has MFA if this call proved it, by a code or by its own session. */
function mfaFacts({ now, call }: Scope, { mfa }: Target): Pick<SessionFacts, 'mfaAuthenticated' | 'mfaAuthenticatedAt'> {
  if (mfa) return { mfaAuthenticated: true, mfaAuthenticatedAt: now.toISOString() };
  const { mfaAuthenticated = false, mfaAuthenticatedAt: at } = call.caller.session ?? {};
  // The role's account may have another clock. The age of the proof is the same by both.
  const mfaAuthenticatedAt = at && later(new Date(at), now.getTime() - call.now.getTime()).toISOString();
  return { mfaAuthenticated, mfaAuthenticatedAt };
}

/** Records the call in the role's account too, as AWS does. */
async function tellOwner(input: AssumeRoleInput, scope: Scope, target: Target, output: AssumeRoleResponse): Promise<void> {
  if (target.accountId === scope.accountId) return;
  const { account } = target;
  await insertEvent(scope.db, {
    call: account ? atClockOf(account, scope.call) : scope.call,
    service: 'sts',
    name: 'AssumeRole',
    readOnly: false,
    outcome: 'Success',
    input,
    output,
    resources: [{ ARN: target.arn, accountId: target.accountId }],
    accountId: target.accountId,
  });
}
