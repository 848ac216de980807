import type { AssumeRoleWithSAMLResponse } from '@aws-sdk/client-sts';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import { defineOperation, type Scope, type Unsigned } from '../../core/operation';
import { type FederatedSession, federatedChecks, federationOf, startFederatedSession } from '../federated-session';
import { findRoleTarget, parseRoleArn } from '../role-target';
import { awsAttributes, type OwnAttributes } from './aws-attributes';
import { identifyBy, signInUrl } from './identify';
import { AssumeRoleWithOwnAssertionInput } from './schema';

const NAME = 'AssumeRoleWithSAML';

/** Returns the session name in the assertion. */
const sessionName = (scope: Scope) => federationOf(scope).session?.name ?? '';

/** The content of an assertion that a service of this installation makes. Nobody signs it. */
type Vouched = {
  issuer: string;
  subject: string;
  attributes: OwnAttributes;
  /** Further condition keys that the session keeps. */
  sessionKeys: RequestContext;
};

/** Returns AssumeRoleWithSAML with the assertion of a service of this installation. */
export function assumeRoleWithOwnAssertion({ issuer, subject, attributes, sessionKeys }: Vouched) {
  return assumeRoleWithSaml(AssumeRoleWithOwnAssertionInput, async (input, situation) => {
    const assertion = {
      issuer,
      subject,
      subjectType: 'persistent',
      recipient: signInUrl(situation.call.partition),
      attributes: awsAttributes(input, attributes),
      sessionEnd: undefined,
    };
    const { federation, ...caller } = await identifyBy(() => assertion, input, situation);
    return {
      ...caller,
      ...(federation && { federation: { ...federation, sessionKeys: { ...federation.sessionKeys, ...sessionKeys } } }),
    };
  });
}

/**
 * Returns AssumeRoleWithSAML with an input of its own.
 * @param identify returns the caller that the assertion of the input proves
 */
export function assumeRoleWithSaml<S extends z.ZodType<{ RoleArn: string } & FederatedSession>>(
  input: S,
  identify: Unsigned<z.output<S>>['identify'],
) {
  return defineOperation({
    service: 'sts',
    name: NAME,
    access: 'Write',
    unsigned: { place: ({ RoleArn }) => parseRoleArn(RoleArn), identify },
    input,
    target: ({ RoleArn }, scope) => findRoleTarget(scope, RoleArn),
    checks: (_input, scope, target) => federatedChecks(NAME, sessionName(scope), scope, target),
    run: async (asked, scope, target) => {
      const { provider, issuer, subject, audience, session } = federationOf(scope);
      const started = await startFederatedSession(NAME, sessionName(scope), asked, scope, target);
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
}
