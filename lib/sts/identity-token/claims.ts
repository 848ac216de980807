import { type CallerPolicies, loadCallerPolicies } from '../../core/authorization/authorize';
import { requestedRegion } from '../../core/call';
import type { Scope } from '../../core/operation';
import type { GetWebIdentityTokenInput } from './schema';

const NAMESPACE = 'https://sts.amazonaws.com/';

/** Returns the ARN that a token is about. For a session, it is the role's. */
export function subjectOf({ caller, accountId }: Pick<Scope, 'caller' | 'accountId'>): string {
  const { principal } = caller;
  if (principal.type === 'AssumedRole') return principal.roleArn;
  return 'arn' in principal ? principal.arn : accountId;
}

/**
 * Returns AWS's own claims about the caller and its session, and the tags of the call. Source: IAM User Guide, "Understanding token
 * claims".
 */
export async function claimsOf(scope: Scope, { Tags = [] }: GetWebIdentityTokenInput): Promise<Record<string, object>> {
  const { tags, place }: CallerPolicies = await loadCallerPolicies(scope.db, scope.caller, scope.account);
  const { session } = scope.caller;
  return {
    [NAMESPACE]: {
      aws_account: scope.accountId,
      source_region: requestedRegion(scope.call, 'sts:GetWebIdentityToken'),
      principal_id: subjectOf(scope),
      ...(place && { org_id: place.organizationId, ou_path: place.path }),
      ...(tags.length > 0 && { principal_tags: byKey(tags) }),
      ...(session && { original_session_exp: session.expiresAt }),
      ...(session?.federatedProvider && { federated_provider: session.federatedProvider }),
      ...(session?.sourceIdentity && { source_identity: session.sourceIdentity }),
      ...(Tags.length > 0 && { request_tags: byKey(Tags) }),
    },
  };
}

function byKey(tags: readonly { Key: string; Value: string }[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
