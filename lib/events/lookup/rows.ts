import { toCloudTrailEvent, toRecord } from '../../core/events/cloudtrail-record';
import type { EventResource, WholeEvent } from '../../core/events/event-rows';
import { resourceTypeOf } from '../../core/module/resource-types';
import { afterLast } from '../../core/text/text-parts';

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

/** Converts an event for LookupEvents. Source: AWS CloudTrail API Reference, "Event". */
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

/** Returns the name in an ARN: the part after the account, type and path. */
function nameOf(arn: string): string {
  const parts = arn.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) return arn;
  // Object keys can contain slashes.
  if (parts[2] === 's3') return parts.slice(5).join(':');
  return afterLast(afterLast(arn, ':'), '/');
}

/** Tests whether an event has a resource of a type. */
export function isOfType({ resources }: Pick<WholeEvent, 'resources'>, type: string): boolean {
  return resources.some(({ ARN }) => resourceTypeOf(ARN) === type);
}

/** Tests whether an event has a resource with a name or ARN. */
export function isNamed({ resources }: Pick<WholeEvent, 'resources'>, name: string): boolean {
  return resources.some(({ ARN }) => ARN === name || nameOf(ARN) === name);
}
