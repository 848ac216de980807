import type { Via } from '../call';
import { VIAS } from '../call';
import { type EventCategory, eventCategory, TRIAL } from '../module/event-category';
import { oneOf } from '../text/lists';
import { storedJson } from '../text/stored-json';
import { type EventResource, PORTAL_USER, type RecordedDecision, type WholeEvent } from './event-rows';

/** The outcomes of a call. */
export const OUTCOMES = ['Success', 'Denied', 'Failed'] as const;

/** An event in CloudTrail's shape, with the decision that Gatehouse adds. Source: CloudTrail User Guide, "CloudTrail record contents". */
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
  managementEvent: boolean;
  eventCategory: EventCategory;
  requestID: string;
  recipientAccountId: string;
  resources: readonly EventResource[];
  requestParameters: unknown;
  responseElements: unknown;
  additionalEventData?: Record<string, string>;
  errorCode?: string;
  errorMessage?: string;
  /** Not in CloudTrail. */
  outcome: (typeof OUTCOMES)[number];
  via: Via;
  decision: readonly RecordedDecision[];
  authorizationId?: string;
};

export function toCloudTrailEvent(event: WholeEvent): CloudTrailEvent {
  const category = eventCategory(event);
  return {
    eventVersion: '1.11',
    eventID: event.eventId,
    eventTime: event.time.toISOString(),
    eventSource: event.eventSource,
    eventName: event.eventName,
    awsRegion: event.awsRegion,
    sourceIPAddress: event.sourceIpAddress,
    userAgent: event.userAgent,
    userIdentity: storedJson<Record<string, unknown>>(event.userIdentity),
    readOnly: event.readOnly,
    managementEvent: category === 'Management',
    eventCategory: category,
    requestID: event.requestId,
    recipientAccountId: event.accountId,
    resources: event.resources,
    requestParameters: event.requestParameters === null ? null : JSON.parse(event.requestParameters),
    responseElements: event.responseElements === null ? null : JSON.parse(event.responseElements),
    additionalEventData:
      event.additionalEventData === null ? undefined : storedJson<Record<string, string>>(event.additionalEventData),
    errorCode: event.errorCode ?? undefined,
    errorMessage: event.errorMessage ?? undefined,
    outcome: oneOf(OUTCOMES, event.outcome),
    via: event.via === TRIAL ? 'console' : oneOf(VIAS, event.via),
    decision: event.decision,
    authorizationId: event.authorizationId ?? undefined,
  };
}

/**
 * Returns the record as CloudTrail writes it. Gatehouse's additions go where programs that read such records accept unknown
 * members.
 */
export function toRecord({ outcome, via, decision, authorizationId, eventTime, ...record }: CloudTrailEvent) {
  const itself = record.userIdentity.invokedBy === record.eventSource && via === 'system';
  // The identity of a person who does not exist is unknown. Only sign-ins to an access portal have a workflow.
  const ofPortal = record.userIdentity.type === PORTAL_USER || record.additionalEventData?.AuthWorkflowID !== undefined;
  const ofService = itself || ofPortal;
  return {
    ...record,
    eventTime: eventTime.replace(/\.\d+Z$/, 'Z'),
    eventType: ofService ? 'AwsServiceEvent' : record.eventSource === 'signin.amazonaws.com' ? 'AwsConsoleSignIn' : 'AwsApiCall',
    ...(ofService ? { requestParameters: null, serviceEventDetails: record.requestParameters } : {}),
    additionalEventData: { ...record.additionalEventData, outcome, via, decision, authorizationId },
  };
}
