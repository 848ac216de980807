import { toCloudTrailEvent, toRecord } from '../../core/cloudtrail-record';
import type { EventResource, WholeEvent } from '../../core/event-rows';
import { resourceTypeOf } from '../../core/resource-types';

export type LookedUpEvent = {
  EventId: string;
  EventName: string;
  ReadOnly: 'true' | 'false';
  AccessKeyId?: string;
  EventTime: Date;
  EventSource: string;
  Username?: string;
  Resources: LookedUpResource[];
  /** The record as JSON. */
  CloudTrailEvent: string;
};
type LookedUpResource = { ResourceType?: string; ResourceName: string };

/** An event as LookupEvents answers it. Source: AWS CloudTrail API Reference, "Event". */
export function toLookedUp(event: WholeEvent): LookedUpEvent {
  const { eventId, eventName, readOnly, accessKeyId, time, eventSource, userName, resources } = event;
  return {
    EventId: eventId,
    EventName: eventName,
    ReadOnly: readOnly ? 'true' : 'false',
    ...(accessKeyId !== null && { AccessKeyId: accessKeyId }),
    EventTime: time,
    EventSource: eventSource,
    ...(userName !== null && { Username: userName }),
    Resources: resources.map(toResource),
    CloudTrailEvent: JSON.stringify(toRecord(toCloudTrailEvent(event))),
  };
}

function toResource({ ARN }: EventResource): LookedUpResource {
  const ResourceType = resourceTypeOf(ARN);
  return { ...(ResourceType && { ResourceType }), ResourceName: nameOf(ARN) };
}

/** The name alone, as the name of a user: what follows the account, and any type and path. */
function nameOf(arn: string): string {
  const parts = arn.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) return arn;
  // An object's key has slashes of its own.
  if (parts[2] === 's3') return parts.slice(5).join(':');
  const rest = parts.at(-1) ?? '';
  return rest.slice(rest.lastIndexOf('/') + 1);
}

/** Whether one of an event's resources has a type. */
export function isOfType({ resources }: Pick<WholeEvent, 'resources'>, type: string): boolean {
  return resources.some(({ ARN }) => resourceTypeOf(ARN) === type);
}

/** Whether one of an event's resources has a name, or is the one of an ARN. */
export function isNamed({ resources }: Pick<WholeEvent, 'resources'>, name: string): boolean {
  return resources.some(({ ARN }) => ARN === name || nameOf(ARN) === name);
}
