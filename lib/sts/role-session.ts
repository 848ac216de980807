import type { SessionFacts } from '../core/call';
import { validationError } from '../core/errors';
import type { Scope } from '../core/operation';
import { sessionPrincipal } from '../iam/callers';
import type { RoleTarget } from './role-target';
import { packedPolicySize, requireSessionPolicies } from './session-policies';
import type { SessionTagFacts } from './session-tags';
import { type Issued, issueCredentials } from './temporary-credentials';

const DEFAULT_SECONDS = 3600;

type NewSession = {
  name: string;
  seconds: number;
  /** The inline and managed session policies of the call. */
  policies: Parameters<typeof requireSessionPolicies>[2];
  facts: Omit<SessionFacts, 'issuedAt' | 'expiresAt' | 'sessionPolicy' | 'sessionPolicyArns' | 'tags' | 'transitiveTagKeys'> &
    SessionTagFacts;
  minimumTokenSize?: number | undefined;
};

/** The answer of every operation that starts a role session. */
export type StartedSession = Issued & {
  AssumedRoleUser: { AssumedRoleId: string; Arn: string };
  PackedPolicySize: number | undefined;
  SourceIdentity: string | undefined;
};

/**
 * Starts a role session after authorization.
 * @throws AwsError MalformedPolicyDocument or PackedPolicyTooLarge for invalid session policies or tags
 */
export async function startRoleSession(
  scope: Pick<Scope, 'db' | 'now' | 'partition'>,
  target: RoleTarget,
  role: NonNullable<RoleTarget['role']>,
  { name, seconds, policies: passed, facts, minimumTokenSize }: NewSession,
): Promise<StartedSession> {
  const { accountId } = target;
  const policies = await requireSessionPolicies(scope, accountId, passed);
  const PackedPolicySize = packedPolicySize(policies, facts.tags);
  const principal = sessionPrincipal(scope.partition, role, name);
  const session = { ...facts, ...policies };
  const issued = await issueCredentials(
    scope,
    accountId,
    { principal, credential: 'assumeRole', session },
    seconds,
    minimumTokenSize,
  );
  return {
    ...issued,
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: principal.arn },
    PackedPolicySize,
    SourceIdentity: facts.sourceIdentity,
  };
}

/**
 * Returns the duration of a session, one hour by default.
 * @throws AwsError ValidationError for more than the role allows
 */
export function requireRoleDuration(asked: number | undefined, maximum: number): number {
  const seconds = asked ?? DEFAULT_SECONDS;
  if (seconds > maximum) throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  return seconds;
}
