import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Caller, unidentified } from '../../core/call';
import type { EventFacts } from '../../core/events/events';
import type { InstanceRow } from '../../identity-center/instance/rows';
import type { StoreUserRow } from '../../identity-store/rows';
import { portalIdentity } from '../session/rows';
import { portalUrlOf } from '../start-url';

/** The origin of a sign-in. */
export type SignInOrigin = { sourceIp: string; userAgent: string; secure: boolean };

/** A factor, in CloudTrail's words. */
export type CredentialType = 'PASSWORD' | 'TOTP' | 'WEBAUTHN' | 'EMAIL_OTP';

/** The text that CloudTrail writes for a name that nobody has, because it may be a password. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * A sign-in whose events belong together.
 * @property workflow the id that its events share, over all steps
 * @property user null if nobody has the name
 */
export type SignInFlow = { workflow: string; instance: InstanceRow; user: StoreUserRow | null; now: Date };

// The events of a sign-in are a challenge and a verification for each factor. UserAuthentication follows only if the sign-in succeeds.
// Source: IAM Identity Center User Guide, "Understanding IAM Identity Center sign-in events" and "Username in sign-in CloudTrail events".

/** Returns the event of the portal asking for a factor. Only the first one of a sign-in, for the password, has the person's name. */
export function factorAsked(flow: SignInFlow, factor: CredentialType, origin: SignInOrigin): EventFacts {
  const named = factor === 'PASSWORD' && { UserName: flow.user?.userName ?? HIDDEN };
  return signInEvent('CredentialChallenge', flow, '', true, { CredentialType: factor, ...named }, origin);
}

/** Returns the event of a person answering with a factor. */
export function factorVerified(
  flow: SignInFlow,
  { factor, isRight }: { factor: CredentialType; isRight: boolean },
  origin: SignInOrigin,
): EventFacts {
  return signInEvent('CredentialVerification', flow, '', isRight, { CredentialType: factor }, origin);
}

/**
 * Returns the event of a completed sign-in.
 * @param sessionId the id of the session that it started
 */
export function personSignedIn(
  flow: SignInFlow,
  sessionId: string,
  { factors, hasEnrolled }: VerifiedFactors,
  origin: SignInOrigin,
): EventFacts {
  const details = {
    CredentialType: factors.join(','),
    LoginTo: portalUrlOf(flow.instance.identityStoreId),
    ...(hasEnrolled && { DeviceEnrollmentRequired: 'true' }),
  };
  return signInEvent('UserAuthentication', flow, sessionId, true, details, origin);
}

/** The factors that a person has proven. `hasEnrolled`: the person registered the first device instead of a second factor. */
export type VerifiedFactors = { factors: readonly CredentialType[]; hasEnrolled?: true };

/** The details of the events have keys in upper camel case. */
const DETAILS = z.record(z.string(), z.string());

function signInEvent(
  name: 'CredentialChallenge' | 'CredentialVerification' | 'UserAuthentication',
  { workflow, instance, user, now }: SignInFlow,
  sessionId: string,
  succeeds: boolean,
  additional: Readonly<Record<string, string>>,
  origin: SignInOrigin,
): EventFacts {
  return {
    ...factsOf(name, instance, user?.id ?? null, sessionId, origin, now),
    service: 'signin',
    input: { [name]: succeeds ? 'Success' : 'Failure' },
    inputSchema: DETAILS,
    outcome: succeeds ? 'Success' : 'Failed',
    additional: { AuthWorkflowID: workflow, ...additional },
  };
}

/** Returns the event of a person opening the console as a permission set's role. Source: as above, "Federate". */
export function personFederated(
  instance: InstanceRow,
  { userId, sessionId }: { userId: string; sessionId: string },
  { accountId, permissionSet }: { accountId: string; permissionSet: string },
  origin: SignInOrigin,
  now: Date,
): EventFacts {
  return {
    ...factsOf('Federate', instance, userId, sessionId, origin, now),
    input: { role_name: permissionSet, account_id: accountId },
  };
}

/** Returns the event of a person signing out. */
export function personSignedOut(
  instance: InstanceRow,
  { userId, sessionId }: { userId: string; sessionId: string },
  origin: SignInOrigin,
  now: Date,
): EventFacts {
  return factsOf('Logout', instance, userId, sessionId, origin, now);
}

/** The events of a registration. Source: as above, "CloudTrail use cases". */
export const REGISTERED = {
  virtual: 'CompleteVirtualMfaDeviceRegistration',
  fido: 'CompleteWebAuthnDeviceRegistration',
} as const;

type MfaChange = (typeof REGISTERED)[keyof typeof REGISTERED] | 'UpdateMfaDeviceForUser' | 'DeleteMfaDeviceForUser';

/** Returns the event of a person changing the own MFA devices. @param sessionId empty before the sign-in is complete */
export function personChangedMfa(
  instance: InstanceRow,
  { userId, sessionId }: { userId: string; sessionId: string },
  name: MfaChange,
  origin: SignInOrigin,
  now: Date,
): EventFacts {
  return { ...factsOf(name, instance, userId, sessionId, origin, now), service: 'sso-directory' };
}

function factsOf(
  name: string,
  { accountId, identityStoreId: storeId, region }: InstanceRow,
  userId: string | null,
  sessionId: string,
  { sourceIp, userAgent, secure }: SignInOrigin,
  now: Date,
): EventFacts {
  const nobody: Caller = unidentified(accountId);
  const caller: Caller =
    userId === null ? nobody : { ...nobody, portal: portalIdentity({ accountId, storeId, userId }, sessionId) };
  const call = {
    caller,
    requestId: randomUUID(),
    now,
    sourceIp,
    userAgent,
    region,
    partition: 'aws',
    secureTransport: secure,
    via: 'console',
  } as const;
  return { call, service: 'sso', name, readOnly: false, resources: [], outcome: 'Success' };
}
