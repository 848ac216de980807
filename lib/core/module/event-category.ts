import { allServices, type DataEvents, eventSourceOf, fromModules, type Module } from './module';

/** `Trial` is Gatehouse's own: a call that was decided but not carried out. */
export type EventCategory = 'Management' | 'Data' | 'Trial';

/** The `via` of trial events. Trials are made in the console. */
export const TRIAL = 'trial';

/** Returns the calls about the contents of resources, by event source. All others are about the resources themselves. */
function dataEventsOf(modules: readonly Module[]): ReadonlyMap<string, DataEvents> {
  return new Map(
    allServices(modules).flatMap(({ name, dataEvents }) => (dataEvents ? [[eventSourceOf(name), dataEvents] as const] : [])),
  );
}

/**
 * Returns CloudTrail's category of an event. AWS's event history shows management events only, and Gatehouse's pages show all.
 */
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
  if (via === 'door') return 'Data';
  return fromModules(dataEventsOf).get(eventSource)?.calls.includes(eventName) ? 'Data' : 'Management';
}

/** The `via` of events that are never management events. */
export const OTHER_VIAS: readonly string[] = [TRIAL, 'door'];

/** Returns a condition on event rows that excludes data events. */
export function withoutDataEvents() {
  const sources = [...fromModules(dataEventsOf)];
  return { NOT: sources.map(([eventSource, { calls }]) => ({ eventSource, eventName: { in: [...calls] } })) };
}

/** Returns whether calls about the contents of resources need an action. */
export function isDataAction(service: string, name: string): boolean {
  const { calls = [], actions = [] } = fromModules(dataEventsOf).get(eventSourceOf(service)) ?? {};
  return calls.includes(name) || actions.includes(name);
}

/** Returns whether an event records the answer of a write. */
export function tellsAnswer(event: Parameters<typeof eventCategory>[0]): boolean {
  const { withoutAnswers } = fromModules(dataEventsOf).get(event.eventSource) ?? {};
  return !(withoutAnswers && eventCategory(event) === 'Data');
}
