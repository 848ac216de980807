import type { Call, Caller, Partition, SessionFacts } from '../core/call';
import type { EventCaller } from '../core/event-rows';
import { storedJson } from '../core/stored-json';

/** What is known of a call that was made: who made it, and when. */
type Recorded = EventCaller & { accountId: string; requestId?: string; time: Date };

/**
 * A recorded call as it came, to be decided again. Session policies and tags of then are not recorded.
 * @param caller who made it, where that is known otherwise
 * @returns null for callers of other accounts and of kinds that guardrails do not bind
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

/** Whether whoever called had signed in with MFA; undefined where the event says nothing of it. */
export function isWithMfa({ userIdentity }: Pick<EventCaller, 'userIdentity'>): boolean | undefined {
  return sessionOf(storedJson<Identity>(userIdentity))?.mfaAuthenticated;
}

type Identity = {
  sessionContext?: {
    sessionIssuer?: { arn?: string; principalId?: string };
    attributes?: { creationDate?: string; mfaAuthenticated?: string };
  };
};

/** What the event says of the session: whether it was made with MFA, and when. */
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
