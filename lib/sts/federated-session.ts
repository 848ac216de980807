import type { FederatedIdentity, SessionFacts } from '../core/call';
import { requestTagContext } from '../core/context';
import { AwsError } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { type AssumeRoleOperation, assumeRoleActions } from '../engine';
import { requireRoleDuration, type StartedSession, startRoleSession } from './role-session';
import { type RoleTarget, trustPolicyOf } from './role-target';
import { requireSessionTags } from './session-tags';

type Operation = Exclude<AssumeRoleOperation, 'AssumeRole'>;

/** What both operations for callers of identity providers take beside the proof. */
type Input = {
  DurationSeconds?: number | undefined;
  Policy?: string | undefined;
  PolicyArns?: readonly { arn?: string | undefined }[] | undefined;
  MinimumSessionTokenSize?: number | undefined;
};

/** What the caller's provider says of it; only operations that are taken unsigned have it. */
export function federationOf({ caller }: Pick<Scope, 'caller'>): FederatedIdentity {
  if (!caller.federation) throw new Error('the caller comes from no identity provider');
  return caller.federation;
}

/** Whether the role trusts the provider with this caller: the trust policy decides alone, as these callers have no policies. */
export function federatedChecks(operation: Operation, sessionName: string, scope: Scope, target: RoleTarget): Check[] {
  const identity = federationOf(scope);
  const { tags, transitiveTagKeys, sourceIdentity } = identity;
  // What the call itself says comes last: no claim of a token can stand in its place.
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
 * Starts the session of a caller whom the role trusts.
 * @param facts what only one of the two operations knows of the session
 * @throws AwsError ValidationError for a duration beyond the role's, InvalidParameterValue for tags that cannot be, and what
 *   startRoleSession throws
 */
export async function startFederatedSession(
  operation: Operation,
  sessionName: string,
  input: Input,
  scope: Scope,
  target: RoleTarget,
  facts: Pick<SessionFacts, 'federatedProvider'> = {},
): Promise<StartedSession> {
  const { role } = target;
  // The trust policy of a role that is not there trusts nobody, and these calls are enforced in every mode.
  if (!role) throw new AwsError('AccessDenied', `Not authorized to perform sts:${operation}`);
  const { tags, transitiveTagKeys, sourceIdentity, sessionKeys, session } = federationOf(scope);
  const seconds = requireRoleDuration(input.DurationSeconds, role.maxSessionDuration);
  return startRoleSession(scope, target, role, {
    name: sessionName,
    // AWS: whichever is shorter.
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
