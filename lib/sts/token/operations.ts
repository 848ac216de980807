import type { GetFederationTokenResponse } from '@aws-sdk/client-sts';
import type { Principal } from '@gatehouse/policy/evaluate';
import { federatedUserArn } from '../../core/arns';
import { requestTagContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { requireMfa } from '../mfa';
import { packedPolicySize, requireSessionPolicies } from '../session-policies';
import { requireSessionTags } from '../session-tags';
import { issueCredentials } from '../temporary-credentials';
import { GetFederationTokenInput, GetSessionTokenInput } from './schema';

// AWS: 12 hours by default, and at most an hour for the root user.
const DEFAULT_SECONDS = 43_200;
const MAX_ROOT_SECONDS = 3600;

/** Returns temporary credentials of the caller itself. As in AWS, it needs no permission and no policy can deny it. */
export const GetSessionToken = defineOperation({
  service: 'sts',
  name: 'GetSessionToken',
  access: 'Read',
  writes: true,
  input: GetSessionTokenInput,
  checks: () => [],
  run: async (input, scope) => {
    requireLongTerm(scope, 'GetSessionToken');
    const mfa = await requireMfa(scope, input);
    return issueCredentials(
      scope,
      scope.accountId,
      {
        principal: scope.caller.principal,
        credential: mfa ? 'sessionTokenWithMfa' : 'sessionToken',
        session: { mfaAuthenticated: mfa, mfaAuthenticatedAt: mfa ? scope.now.toISOString() : undefined },
      },
      durationOf(input.DurationSeconds, scope),
      input.MinimumSessionTokenSize,
    );
  },
  turn: 'session',
  touches: () => ({}),
});

/** Returns temporary credentials for a federated user, with at most the caller's permissions. */
export const GetFederationToken = defineOperation({
  service: 'sts',
  name: 'GetFederationToken',
  access: 'Read',
  writes: true,
  input: GetFederationTokenInput,
  checks: ({ Name, Tags }, scope) => {
    const check = { resource: federatedUserArn(scope.partition, scope.accountId, Name), context: requestTagContext(Tags) };
    const checks: Check[] = [{ action: 'sts:GetFederationToken', ...check }];
    if (Tags && Tags.length > 0) checks.push({ action: 'sts:TagSession', ...check });
    return checks;
  },
  run: async (input, scope) => {
    requireLongTerm(scope, 'GetFederationToken');
    const policies = await requireSessionPolicies(scope, scope.accountId, input);
    const { tags } = requireSessionTags(input, undefined);
    const PackedPolicySize = packedPolicySize(policies, tags);
    const principal = federatedPrincipal(scope, input.Name);
    const issued = await issueCredentials(
      scope,
      scope.accountId,
      { principal, credential: 'federationToken', session: { mfaAuthenticated: false, ...policies, tags } },
      durationOf(input.DurationSeconds, scope),
      input.MinimumSessionTokenSize,
    );
    return {
      ...issued,
      FederatedUser: { FederatedUserId: `${scope.accountId}:${input.Name}`, Arn: principal.arn },
      // AWS: this answer has 0 for a session without policies and tags, while AssumeRole leaves the member out.
      PackedPolicySize: PackedPolicySize ?? 0,
    } satisfies GetFederationTokenResponse;
  },
  turn: 'session',
  touches: () => ({}),
});

function federatedPrincipal(scope: Scope, name: string): Principal & { type: 'FederatedUser' } {
  const { principal } = scope.caller;
  return {
    type: 'FederatedUser',
    accountId: scope.accountId,
    arn: federatedUserArn(scope.partition, scope.accountId, name),
    name,
    sourceArn: 'arn' in principal ? principal.arn : '',
    ...(principal.type === 'User' ? { sourceUserId: principal.userId } : {}),
  };
}

/** Refuses temporary credentials, which AWS does not accept for these two calls. */
function requireLongTerm({ caller }: Scope, action: string): void {
  const { type } = caller.principal;
  const own = caller.credential === 'longTerm' || caller.credential === 'console';
  if (!own || (type !== 'User' && type !== 'Root'))
    throw new AwsError('AccessDenied', `Cannot call ${action} with session credentials`);
}

function durationOf(asked: number | undefined, { caller }: Scope): number {
  const seconds = asked ?? DEFAULT_SECONDS;
  return caller.principal.type === 'Root' ? Math.min(seconds, MAX_ROOT_SECONDS) : seconds;
}
