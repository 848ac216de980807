import type { AssumeRoleWithWebIdentityResponse } from '@aws-sdk/client-sts';
import { defineOperation } from '../../core/operation';
import { federatedChecks, federationOf, startFederatedSession } from '../federated-session';
import { findRoleTarget, parseRoleArn } from '../role-target';
import { identifyWebIdentity } from './identify';
import { AssumeRoleWithWebIdentityInput } from './schema';

const NAME = 'AssumeRoleWithWebIdentity';

/**
 * Starts a role session for an OIDC provider's user. AWS accepts the call unsigned. Source: STS API reference,
 * AssumeRoleWithWebIdentity; IAM User Guide, "OIDC federation".
 */
export const AssumeRoleWithWebIdentity = defineOperation({
  service: 'sts',
  name: NAME,
  access: 'Write',
  unsigned: { place: ({ RoleArn }) => parseRoleArn(RoleArn), identify: identifyWebIdentity },
  input: AssumeRoleWithWebIdentityInput,
  target: ({ RoleArn }, scope) => findRoleTarget(scope, RoleArn),
  checks: ({ RoleSessionName }, scope, target) => federatedChecks(NAME, RoleSessionName, scope, target),
  run: async (input, scope, target) => {
    const { provider, subject, audience } = federationOf(scope);
    const started = await startFederatedSession(NAME, input.RoleSessionName, input, scope, target, {
      federatedProvider: provider,
    });
    return {
      ...started,
      SubjectFromWebIdentityToken: subject,
      Audience: audience,
      Provider: provider,
    } satisfies AssumeRoleWithWebIdentityResponse;
  },
  // No decision depends on the existence of a session.
  turn: 'session',
  touches: () => ({}),
});
