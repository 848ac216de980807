import { BY_TIME } from '../../core/time/by-time';

/** The duration of a state transition. */
const ON_THE_WAY_MS = BY_TIME.instanceState.afterMs;

/** Source: Amazon EC2 API Reference, "InstanceState". */
const CODES = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 } as const;
export type StateName = keyof typeof CODES;
const WAYS = { running: 'pending', stopped: 'stopping', terminated: 'shutting-down' } as const;

/** The last requested state of an instance, and its time (ISO 8601). */
type Told = { state: keyof typeof WAYS; changedAt: string };

/** Returns an instance's state at a time. It follows from the last request, since nothing really runs. */
export function stateOf({ settings: { state, changedAt } }: { settings: Told }, now: Date): StateName {
  return now.getTime() - Date.parse(changedAt) < ON_THE_WAY_MS ? WAYS[state] : state;
}

export function toState(name: StateName): { Code: number; Name: StateName } {
  return { Code: CODES[name], Name: name };
}
