import { BY_TIME } from '../../core/by-time';

/** How long an instance is on its way to what it was told to be. */
const ON_THE_WAY_MS = BY_TIME.instanceState.afterMs;

/** Source: Amazon EC2 API Reference, "InstanceState". */
const CODES = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 } as const;
export type StateName = keyof typeof CODES;
const WAYS = { running: 'pending', stopped: 'stopping', terminated: 'shutting-down' } as const;

/** What an instance was last told to be, and when (ISO 8601). */
type Told = { state: keyof typeof WAYS; changedAt: string };

/** What an instance is at a time. It follows from what it was told and when: nothing runs. */
export function stateOf({ settings: { state, changedAt } }: { settings: Told }, now: Date): StateName {
  return now.getTime() - Date.parse(changedAt) < ON_THE_WAY_MS ? WAYS[state] : state;
}

export function toState(name: StateName): { Code: number; Name: StateName } {
  return { Code: CODES[name], Name: name };
}
