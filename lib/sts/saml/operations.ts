import type { AssumeRoleWithSAMLResponse } from '@aws-sdk/client-sts';
import { defineOperation } from '../../core/operation';
import { federatedChecks, federationOf, startFederatedSession } from '../federated-session';
import { findRoleTarget, parseRoleArn } from '../role-target';
import { identifySamlUser } from './identify';
import { AssumeRoleWithSAMLInput } from './schema';

const NAME = 'AssumeRoleWithSAML';

/**
 * Starts a role session for a SAML provider's user. AWS accepts the call unsigned. Source: STS API reference, AssumeRoleWithSAML;
 * IAM User Guide, "SAML 2.0 federation".
 */
export const AssumeRoleWithSAML = defineOperation({
  service: 'sts',
  name: NAME,
  access: 'Write',
  unsigned: { place: ({ RoleArn }) => parseRoleArn(RoleArn), identify: identifySamlUser },
  input: AssumeRoleWithSAMLInput,
  target: ({ RoleArn }, scope) => findRoleTarget(scope, RoleArn),
  checks: (_input, scope, target) => federatedChecks(NAME, federationOf(scope).session?.name ?? '', scope, target),
  run: async (input, scope, target) => {
    const { provider, issuer, subject, audience, session } = federationOf(scope);
    const started = await startFederatedSession(NAME, session?.name ?? '', input, scope, target);
    return {
      ...started,
      Subject: subject,
      SubjectType: session?.subjectType,
      Issuer: issuer,
      Audience: audience,
      NameQualifier: provider,
    } satisfies AssumeRoleWithSAMLResponse;
  },
  // No decision depends on the existence of a session.
  turn: 'session',
  touches: () => ({}),
});
