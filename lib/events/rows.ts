import type { Transaction } from '../db/client';

export type EventRow = NonNullable<Awaited<ReturnType<Transaction['event']['findFirst']>>>;

/** A statement that decided, as it is stored with the event. */
export type RecordedDecision = {
  action: string;
  resource: string;
  decision: 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny';
  deciding: { policyId: string; statementIndex: number }[];
};

/** An event in CloudTrail's shape, with the decision that Gatehouse adds. */
export type CloudTrailEvent = {
  eventVersion: '1.11';
  eventID: string;
  eventTime: string;
  eventSource: string;
  eventName: string;
  awsRegion: string;
  sourceIPAddress: string;
  userAgent: string;
  userIdentity: Record<string, unknown>;
  readOnly: boolean;
  requestID: string;
  recipientAccountId: string;
  resources: { ARN: string; accountId: string }[];
  requestParameters: unknown;
  responseElements: unknown;
  errorCode?: string;
  errorMessage?: string;
  /** Not in CloudTrail. */
  outcome: 'Success' | 'Denied' | 'Failed';
  via: 'console' | 'api' | 'system';
  decision: RecordedDecision[];
  authorizationId?: string;
};

export function toCloudTrailEvent(row: EventRow): CloudTrailEvent {
  return {
    eventVersion: '1.11',
    eventID: row.eventId,
    eventTime: row.time.toISOString(),
    eventSource: row.eventSource,
    eventName: row.eventName,
    awsRegion: row.awsRegion,
    sourceIPAddress: row.sourceIpAddress,
    userAgent: row.userAgent,
    userIdentity: JSON.parse(row.userIdentity) as Record<string, unknown>,
    readOnly: row.readOnly,
    requestID: row.requestId,
    recipientAccountId: row.accountId,
    resources: JSON.parse(row.resources) as CloudTrailEvent['resources'],
    requestParameters: row.requestParameters === null ? null : JSON.parse(row.requestParameters),
    responseElements: row.responseElements === null ? null : JSON.parse(row.responseElements),
    errorCode: row.errorCode ?? undefined,
    errorMessage: row.errorMessage ?? undefined,
    outcome: row.outcome as CloudTrailEvent['outcome'],
    via: row.via as CloudTrailEvent['via'],
    decision: row.decision === null ? [] : (JSON.parse(row.decision) as RecordedDecision[]),
    authorizationId: row.authorizationId ?? undefined,
  };
}
