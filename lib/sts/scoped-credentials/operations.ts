import type { GetScopedCredentialsResponse } from '@aws-sdk/client-sts';
import { userIdOf } from '../../core/authorization/context';
import type { SessionFacts } from '../../core/call';
import { AwsError, validationError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { packedPolicySize, requireSessionPolicies } from '../session-policies';
import { issueCredentials } from '../temporary-credentials';
import { GetScopedCredentialsInput } from './schema';

/** AWS: the scope-down policies of a session. */
const MOST_POLICIES = 3;

/**
 * Returns credentials of the calling session with less permissions or a shorter life. Source: STS API Reference,
 * GetScopedCredentials. AWS's reference of actions has none of this name, so it needs no permission, like GetSessionToken.
 */
export const GetScopedCredentials = defineOperation({
  service: 'sts',
  name: 'GetScopedCredentials',
  access: 'Read',
  writes: true,
  input: GetScopedCredentialsInput,
  checks: () => [],
  run: async ({ Policy, DurationSeconds, MinimumSessionTokenSize }, scope) => {
    const session = requireSession(scope);
    if (Policy === undefined && DurationSeconds === undefined)
      throw validationError('At least one of Policy and DurationSeconds must be specified.');
    const scopePolicies = await narrowed(scope, session, Policy);
    const { issuedAt: _, expiresAt, ...facts } = session;
    const remaining = Math.floor((Date.parse(expiresAt) - scope.now.getTime()) / 1000);
    if (DurationSeconds !== undefined && DurationSeconds > remaining)
      throw new AwsError(
        'InsufficientSessionLifetimeException',
        `The requested DurationSeconds is greater than the remaining lifetime of the calling session, which is ${remaining} seconds.`,
      );
    const { principal, credential } = scope.caller;
    const issued = await issueCredentials(
      scope,
      scope.accountId,
      { principal, credential, session: { ...facts, ...(scopePolicies.length > 0 && { scopePolicies }) } },
      DurationSeconds ?? remaining,
      MinimumSessionTokenSize,
    );
    return {
      ...issued,
      SessionInfo: { ScopedSessionId: userIdOf(principal) ?? '', Arn: 'arn' in principal ? principal.arn : '' },
      ScopedPoliciesCount: scopePolicies.length,
      SourceIdentity: session.sourceIdentity,
    } satisfies GetScopedCredentialsResponse;
  },
  turn: 'session',
  touches: () => ({}),
});

/**
 * Returns the facts of the calling session.
 * @throws AwsError InvalidSubjectCredentialsException for the long-term credentials of a user or the root user, and for the console
 */
function requireSession({ caller }: Scope): SessionFacts {
  const { session, credential } = caller;
  if (session && credential !== 'longTerm' && credential !== 'console') return session;
  throw new AwsError(
    'InvalidSubjectCredentialsException',
    'The session used to call GetScopedCredentials is not a valid session. Call it with temporary security credentials.',
  );
}

/**
 * Returns the scope-down policies of the session with another one.
 * @throws AwsError MalformedPolicyDocument, PackedPolicyTooLarge; AccessDenied for a fourth policy
 */
async function narrowed(scope: Scope, session: SessionFacts, policy?: string): Promise<string[]> {
  const { scopePolicies = [], tags = [] } = session;
  if (policy === undefined) return [...scopePolicies];
  await requireSessionPolicies(scope, scope.accountId, { Policy: policy });
  if (scopePolicies.length >= MOST_POLICIES)
    throw new AwsError('AccessDenied', `A session can have at most ${MOST_POLICIES} scope-down policies.`);
  const policies = [...scopePolicies, policy];
  packedPolicySize({ ...session, sessionPolicy: [session.sessionPolicy ?? '', ...policies].join() }, tags);
  return policies;
}
