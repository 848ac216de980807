/** `Trial` is Gatehouse's: a call that was decided and made nothing happen. */
export type EventCategory = 'Management' | 'Data' | 'Trial';

/** How the rows of trials say that they are. They are tried in the console. */
export const TRIAL = 'trial';

/**
 * Calls about what resources hold, by the source of their events. All others are about the resources themselves, as are the cryptography of
 * KMS and the reading of secrets. Source: CloudTrail User Guide, "Logging data events".
 */
const DATA_EVENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  's3.amazonaws.com': new Set([
    'CopyObject',
    'DeleteObject',
    'DeleteObjectTagging',
    'DeleteObjects',
    'GetObject',
    'GetObjectTagging',
    'HeadObject',
    'ListObjects',
    'ListObjectsV2',
    'PutObject',
    'PutObjectTagging',
  ]),
  'sns.amazonaws.com': new Set(['ListTopicMessages', 'Publish']),
  'lambda.amazonaws.com': new Set(['Invoke']),
  'dynamodb.amazonaws.com': new Set(['PutItem', 'GetItem', 'DeleteItem', 'Query', 'Scan']),
  'sqs.amazonaws.com': new Set(['SendMessage', 'ReceiveMessage', 'DeleteMessage']),
};

/** CloudTrail's category of an event. AWS's event history shows management events alone, the pages of Gatehouse all. */
export function eventCategory({
  eventSource,
  eventName,
  via,
}: {
  eventSource: string;
  eventName: string;
  via: string;
}): EventCategory {
  if (via === TRIAL) return 'Trial';
  return via === 'door' || DATA_EVENTS[eventSource]?.has(eventName) ? 'Data' : 'Management';
}

/** How events come that are no management events, whatever they tell of. */
export const OTHER_VIAS: readonly string[] = [TRIAL, 'door'];

/** A condition on rows of events that data events do not meet. */
export function withoutDataEvents() {
  return { NOT: Object.entries(DATA_EVENTS).map(([eventSource, names]) => ({ eventSource, eventName: { in: [...names] } })) };
}

/** Actions of data events that are not called as their events are. */
const DATA_ACTIONS: ReadonlySet<string> = new Set(['lambda:InvokeFunction', 's3:ListBucket']);

/** Whether an action is asked for by calls about what resources hold. */
export function isDataAction(service: string, name: string): boolean {
  return DATA_ACTIONS.has(`${service}:${name}`) || (DATA_EVENTS[`${service}.amazonaws.com`]?.has(name) ?? false);
}

/** Whose data events CloudTrail records without what they were answered: items of tables, what functions say. */
const WITHOUT_ANSWERS: ReadonlySet<string> = new Set(['dynamodb.amazonaws.com', 'lambda.amazonaws.com']);

/** Whether an event tells what a write was answered. */
export function tellsAnswer(event: Parameters<typeof eventCategory>[0]): boolean {
  return !(WITHOUT_ANSWERS.has(event.eventSource) && eventCategory(event) === 'Data');
}
