import { type AssumeRoleOperation, assumeRoleActions } from '@gatehouse/policy/evaluate';
import { requestTagContext } from '../core/authorization/context';
import type { FederatedIdentity, SessionFacts } from '../core/call';
import { AwsError } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { requireRoleDuration, type StartedSession, startRoleSession } from './role-session';
import { type RoleTarget, trustPolicyOf } from './role-target';
import { requireSessionTags } from './session-tags';

type Operation = Exclude<AssumeRoleOperation, 'AssumeRole'>;

/** The members of both federation operations beside the proof. */
export type FederatedSession = {
  DurationSeconds?: number | undefined;
  Policy?: string | undefined;
  PolicyArns?: readonly { arn?: string | undefined }[] | undefined;
  MinimumSessionTokenSize?: number | undefined;
};

/** Returns the provider's claims about the caller, which only unsigned operations have. */
export function federationOf({ caller }: Pick<Scope, 'caller'>): FederatedIdentity {
  if (!caller.federation) throw new Error('the caller comes from no identity provider');
  return caller.federation;
}

/**
 * Returns the checks of whether the role trusts the caller's provider. The trust policy alone decides, because such callers have
 * no policies.
 */
export function federatedChecks(operation: Operation, sessionName: string, scope: Scope, target: RoleTarget): Check[] {
  const identity = federationOf(scope);
  const { tags, transitiveTagKeys, sourceIdentity } = identity;
  // The call's own keys come last, so that no claim can override them.
  const context: Record<string, string | readonly string[]> = {
    ...identity.contextKeys,
    ...requestTagContext(tags),
    'sts:RoleSessionName': sessionName,
  };
  if (sourceIdentity !== undefined) context['sts:SourceIdentity'] = sourceIdentity;
  if (transitiveTagKeys.length > 0) context['sts:TransitiveTagKeys'] = transitiveTagKeys;
  const passed = { tags: tags.length > 0, sourceIdentity: sourceIdentity !== undefined };
  return assumeRoleActions(operation, passed).map((action) => ({
    action,
    resource: target.arn,
    resourceAccount: target.accountId,
    trustPolicy: trustPolicyOf(target),
    resourceTags: target.tags,
    context,
  }));
}

/**
 * Starts the session of a caller that the role trusts.
 * @param facts the session facts that only one of the two operations knows
 * @throws AwsError ValidationError for a duration beyond the role's, InvalidParameterValue for invalid tags, and the errors of
 * startRoleSession
 */
export async function startFederatedSession(
  operation: Operation,
  sessionName: string,
  input: FederatedSession,
  scope: Scope,
  target: RoleTarget,
  facts: Pick<SessionFacts, 'federatedProvider'> = {},
): Promise<StartedSession> {
  const { role } = target;
  // A missing role has a trust policy that trusts nobody, and these calls are enforced in every mode.
  if (!role) throw new AwsError('AccessDenied', `Not authorized to perform sts:${operation}`);
  const { tags, transitiveTagKeys, sourceIdentity, sessionKeys, session } = federationOf(scope);
  const seconds = requireRoleDuration(input.DurationSeconds, role.maxSessionDuration);
  return startRoleSession(scope, target, role, {
    name: sessionName,
    // AWS: the shorter one applies.
    seconds: Math.min(seconds, session?.maxSeconds ?? seconds),
    policies: input,
    facts: {
      mfaAuthenticated: false,
      ...requireSessionTags({ Tags: tags, TransitiveTagKeys: transitiveTagKeys }, undefined),
      sourceIdentity,
      contextKeys: sessionKeys,
      ...facts,
    },
    minimumTokenSize: input.MinimumSessionTokenSize,
  });
}
