import { randomUUID } from 'node:crypto';
import { type Caller, unidentified } from '../../core/call';
import type { EventFacts } from '../../core/events/events';
import type { InstanceRow } from '../../identity-center/instance/rows';
import type { StoreUserRow } from '../../identity-store/rows';
import { portalIdentity } from '../session/rows';
import { portalUrlOf } from '../start-url';

/** The origin of a sign-in. */
export type SignInOrigin = { sourceIp: string; userAgent: string; secure: boolean };

/** The factor that completed or failed a sign-in, in CloudTrail's words. */
export type CredentialType = 'PASSWORD' | 'TOTP' | 'WEBAUTHN' | 'EMAIL_OTP';

/** CloudTrail writes this instead of the name of a person who does not exist, which may be a password. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * Returns the event UserAuthentication of a sign-in, in the account that owns the instance. Source: IAM Identity Center
 * User Guide, "Understanding IAM Identity Center sign-in events".
 * @param user null if nobody has the name
 * @param sessionId null if the sign-in failed
 */
export function personSignedIn(
  instance: InstanceRow,
  user: StoreUserRow | null,
  sessionId: string | null,
  origin: SignInOrigin,
  now: Date,
  credential: CredentialType = 'PASSWORD',
): EventFacts {
  const result = sessionId === null ? 'Failure' : 'Success';
  return {
    ...factsOf('UserAuthentication', instance, user?.id ?? null, sessionId ?? '', origin, now),
    service: 'signin',
    input: { UserAuthentication: result },
    outcome: sessionId === null ? 'Failed' : 'Success',
    additional: {
      AuthWorkflowID: randomUUID(),
      CredentialType: credential,
      LoginTo: portalUrlOf(instance.identityStoreId),
      UserName: user?.userName ?? HIDDEN,
    },
    ...(sessionId === null && { error: { code: 'SignInFailed', message: 'Failed authentication' } }),
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
