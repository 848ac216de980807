import type { AssumeRoleWithSAMLResponse } from '@aws-sdk/client-sts';
import { defineOperation, type Scope } from '../../core/operation';
import { federatedChecks, federationOf, startFederatedSession } from '../federated-session';
import { findRoleTarget, parseRoleArn } from '../role-target';
import { identifySamlUser } from './identify';
import { AssumeRoleWithSAMLInput } from './schema';

const NAME = 'AssumeRoleWithSAML';

/** Returns the session name in the assertion. */
const sessionName = (scope: Scope) => federationOf(scope).session?.name ?? '';

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
  checks: (_input, scope, target) => federatedChecks(NAME, sessionName(scope), scope, target),
  run: async (input, scope, target) => {
    const { provider, issuer, subject, audience, session } = federationOf(scope);
    const started = await startFederatedSession(NAME, sessionName(scope), input, scope, target);
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
