import type { Call, Caller, Partition, SessionFacts } from '../core/call';
import type { EventCaller } from '../core/events/event-rows';
import { storedJson } from '../core/text/stored-json';

/** The caller and time of a recorded call. */
type Recorded = EventCaller & { accountId: string; requestId?: string; time: Date };

/**
 * Rebuilds a recorded call, to be evaluated again. Its session policies and session tags are not recorded.
 * @param caller the caller, if known from elsewhere
 * @returns null for callers of other accounts and of kinds that SCPs and RCPs do not apply to
 */
export function recordedCall(event: Recorded, partition: Partition, caller: Caller | null = callerOf(event)): Call | null {
  return (
    caller && {
      caller,
      requestId: event.requestId ?? '',
      now: event.time,
      sourceIp: event.sourceIpAddress,
      userAgent: event.userAgent,
      region: event.awsRegion,
      partition,
      secureTransport: true,
      via: 'system',
    }
  );
}

/** Tests whether the caller had signed in with MFA. Returns undefined if the event does not say. */
export function isWithMfa({ userIdentity }: Pick<EventCaller, 'userIdentity'>): boolean | undefined {
  return sessionOf(storedJson<Identity>(userIdentity))?.mfaAuthenticated;
}

type Identity = {
  sessionContext?: {
    sessionIssuer?: { arn?: string; principalId?: string };
    attributes?: { creationDate?: string; mfaAuthenticated?: string };
  };
};

/** Reads the session's MFA status and start time from the event. */
function sessionOf({ sessionContext }: Identity): SessionFacts | undefined {
  const { creationDate, mfaAuthenticated } = sessionContext?.attributes ?? {};
  if (creationDate === undefined) return undefined;
  return { issuedAt: creationDate, expiresAt: creationDate, mfaAuthenticated: mfaAuthenticated === 'true' };
}

function callerOf(event: Recorded): Caller | null {
  const { accountId, principalArn: arn, principalId, userName } = event;
  if (arn === null) return null;
  const identity = storedJson<Identity>(event.userIdentity);
  const session = sessionOf(identity);
  const own = { accountId, ...(session && { session }) };
  if (event.principalType === 'Root') return { ...own, credential: 'console', principal: { type: 'Root', accountId, arn } };
  if (event.principalType === 'User' && principalId && userName) {
    return { ...own, credential: 'console', principal: { type: 'User', accountId, arn, userId: principalId, userName } };
  }
  const issuer = identity.sessionContext?.sessionIssuer;
  if (event.principalType !== 'AssumedRole' || !issuer?.arn || !issuer.principalId || issuer.arn.includes('/aws-service-role/'))
    return null;
  return {
    ...own,
    credential: 'assumeRole',
    principal: {
      type: 'AssumedRole',
      accountId,
      arn,
      roleArn: issuer.arn,
      roleId: issuer.principalId,
      sessionName: userName ?? '',
      serviceLinked: false,
    },
  };
}
