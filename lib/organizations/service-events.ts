import { type EventFacts, insertEvents, serviceEvent } from '../core/events/events';
import type { Scope } from '../core/operation';
import { findTimes, realTimeOf } from '../core/time/clock';

/** An event that Organizations itself records in the history of a management account. */
type OrganizationsEvent = { accountId: string; name: string; details: object };

/** Records service events in the history of management accounts, at the time by the clock of each. */
export async function recordServiceEvents(
  scope: Pick<Scope, 'db' | 'call'>,
  events: readonly OrganizationsEvent[],
): Promise<void> {
  const realTime = realTimeOf(scope.call);
  const times = await findTimes(
    scope.db,
    events.map(({ accountId }) => accountId),
    realTime,
  );
  // An account that no longer exists has no history.
  const facts = events.flatMap((event) => {
    const time = times.get(event.accountId);
    return time ? [toFacts(event, time)] : [];
  });
  await insertEvents(scope.db, facts);
}

function toFacts({ accountId, name, details }: OrganizationsEvent, time: Date): EventFacts {
  return serviceEvent('organizations', name, accountId, time, details);
}
