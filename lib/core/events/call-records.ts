import type { Call } from '../call';
import type { EventOutcome } from './events';

/**
 * The public facts about an answered call. It has no input, no message and no name that a caller chose, so it can't hold a
 * secret.
 */
export type CallRecord = {
  requestId: string;
  via: Call['via'];
  /** Both are absent if the call named no known operation. */
  service?: string;
  operation?: string;
  /** Set for a call that changes nothing. Absent too if the call named no known operation. */
  readOnly?: true;
  outcome: EventOutcome;
  /** AWS's code, not the exception's name. Absent if the call succeeded. */
  errorCode?: string;
  durationMs: number;
  /** The caller's account. Absent if it is not known. */
  accountId?: string;
  sourceIp: string;
  /** The decisions of the permission checks, in order. */
  decisions: readonly Decided[];
};

export type Decided = 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny';

export type CallObserver = (record: CallRecord) => void;

// On globalThis, since Next bundles the wire API and the console separately.
declare global {
  var __gatehouseCallObservers: Set<CallObserver> | undefined;
}
globalThis.__gatehouseCallObservers ??= new Set();
const observers = globalThis.__gatehouseCallObservers;

/**
 * Registers an observer for every call that this process answers from now on, in the console and the API.
 * @returns a function that removes it
 */
export function observeCalls(observer: CallObserver): () => void {
  observers.add(observer);
  return () => {
    observers.delete(observer);
  };
}

/** Passes a call to the observers. The record is made only if there are any. */
export function noteCall(record: () => CallRecord): void {
  if (observers.size === 0) return;
  const told = record();
  for (const observer of observers) observer(told);
}

/** Returns the milliseconds since a time of `performance.now()`, rounded to hundredths. */
export function msSince(since: number): number {
  return Math.round((performance.now() - since) * 100) / 100;
}
