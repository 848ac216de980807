import { requestedRegion } from '../../core/call';
import { AwsError } from '../../core/errors';
import { findByEventId, readWhole, type WholeEvent } from '../../core/events/event-rows';
import { readNewest, type Sought } from '../../core/events/read-newest';
import { eventCategory, OTHER_VIAS, withoutDataEvents } from '../../core/module/event-category';
import { serviceOfType } from '../../core/module/resource-types';
import { defineOperation, type Scope } from '../../core/operation';
import { BY_TIME } from '../../core/time/by-time';
import { placeOf, tokenOf } from '../page';
import { isNamed, isOfType, type LookedUpEvent, toLookedUp } from './rows';
import { LookupEventsInput, MOST_RESULTS } from './schema';

/** The time limit of an answer. Its token continues where it ended. */
const LONGEST_MS = 300;

/**
 * Lists management events of the account and Region, newest first. Events of global services are in those services' Region. Source: AWS
 * CloudTrail API Reference, "LookupEvents".
 */
export const LookupEvents = defineOperation({
  service: 'cloudtrail',
  name: 'LookupEvents',
  access: 'Read',
  input: LookupEventsInput,
  checks: () => [{ action: 'cloudtrail:LookupEvents', resource: '*' }],
  run: async (input, scope): Promise<{ Events: LookedUpEvent[]; NextToken?: string | undefined }> => {
    const { MaxResults: most = MOST_RESULTS, EventCategory, NextToken } = input;
    if (most < 1 || most > MOST_RESULTS) {
      throw new AwsError('InvalidMaxResultsException', `Specify a value between 1 and ${MOST_RESULTS} for MaxResults.`);
    }
    if (EventCategory !== undefined && EventCategory !== 'insight') {
      throw new AwsError('InvalidEventCategoryException', `The event category ${EventCategory} is not valid. Valid is: insight.`);
    }
    const span = spanOf(input, scope.now);
    const attribute = attributeOf(input);
    const region = requestedRegion(scope.call, 'cloudtrail');
    const filters = JSON.stringify([region, attribute, input.StartTime, input.EndTime, EventCategory]);
    const list = `LookupEvents:${scope.accountId}:${filters}`;
    let place = placeOf(list, NextToken);
    // Calls are not counted over time, so there are no insight events.
    if (EventCategory === 'insight') return { Events: [] };
    const sought = { ...span, accountIds: [scope.accountId], ...soughtBy(attribute, region) };
    if (attribute?.AttributeKey === 'EventId') {
      const event = await eventOf(attribute.AttributeValue, scope, region);
      const isWithin = event && event.time >= span.from && !(span.to && event.time > span.to);
      return { Events: isWithin ? [toLookedUp(event)] : [] };
    }
    const events: WholeEvent[] = [];
    const started = performance.now();
    do {
      const page = await readNewest(scope.db, sought, { place, take: most - events.length });
      const whole = await readWhole(scope.db, page.rows);
      events.push(...whole.filter((event) => meets(event, attribute)));
      place = page.next;
    } while (place && events.length < most && performance.now() - started < LONGEST_MS);
    return { Events: events.map(toLookedUp), NextToken: place && tokenOf(list, place) };
  },
});

/** @throws AwsError InvalidTimeRangeException */
function spanOf({ StartTime, EndTime }: LookupEventsInput, now: Date): { from: Date; to: Date | undefined } {
  if (StartTime && EndTime && StartTime > EndTime) {
    throw new AwsError('InvalidTimeRangeException', 'The start time must not be after the end time.');
  }
  const oldest = new Date(now.getTime() - BY_TIME.eventHistory.afterMs);
  return { from: StartTime && StartTime > oldest ? StartTime : oldest, to: EndTime };
}

type Attribute = NonNullable<LookupEventsInput['LookupAttributes']>[number];

/** @throws AwsError InvalidLookupAttributesException */
function attributeOf({ LookupAttributes = [] }: LookupEventsInput): Attribute | undefined {
  const [attribute] = LookupAttributes;
  if (LookupAttributes.length > 1) {
    throw new AwsError('InvalidLookupAttributesException', 'Only one lookup attribute can be specified.');
  }
  if (attribute?.AttributeKey === 'ReadOnly' && !/^(?:true|false)$/.test(attribute.AttributeValue)) {
    throw new AwsError('InvalidLookupAttributesException', 'The value of the lookup attribute ReadOnly must be true or false.');
  }
  return attribute;
}

function soughtBy(attribute: Attribute | undefined, region: string): Omit<Sought, 'accountIds'> {
  const where = withoutDataEvents();
  const callers = { awsRegion: region, via: { notIn: [...OTHER_VIAS] } };
  const { AttributeKey, AttributeValue: value = '' } = attribute ?? {};
  switch (AttributeKey) {
    case 'EventName':
      return { where, callers, eventName: value };
    case 'ReadOnly':
      return { where, callers, readOnly: value === 'true' };
    case 'Username':
      return { where, callers: { ...callers, userName: value } };
    case 'AccessKeyId':
      return { where, callers: { ...callers, accessKeyId: value } };
    case 'EventSource':
      return { where: { ...where, eventSource: value }, callers };
    // The database narrows the search, and `meets` tests each event.
    case 'ResourceName':
      return { where: { ...where, resources: { contains: value } }, callers };
    case 'ResourceType':
      return { where: { ...where, resources: { contains: `:${serviceOfType(value) ?? value}:` } }, callers };
    default:
      return { where, callers };
  }
}

function meets(event: WholeEvent, attribute: Attribute | undefined): boolean {
  if (attribute?.AttributeKey === 'ResourceType') return isOfType(event, attribute.AttributeValue);
  return attribute?.AttributeKey !== 'ResourceName' || isNamed(event, attribute.AttributeValue);
}

async function eventOf(id: string, { db, accountId }: Scope, region: string): Promise<WholeEvent | undefined> {
  const row = await findByEventId(db, id.toLowerCase());
  const [event] = row?.accountId === accountId ? await readWhole(db, [row]) : [];
  return event?.awsRegion === region && eventCategory(event) === 'Management' ? event : undefined;
}
