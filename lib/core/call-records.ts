import type { Call } from './call';
import type { EventOutcome } from './events';

/** What is told of a call that was answered: no input, no message and no name that a caller chose, so that no secret is ever in it. */
export type CallRecord = {
  requestId: string;
  via: Call['via'];
  /** Both are absent where the call named no operation that is here. */
  service?: string;
  operation?: string;
  outcome: EventOutcome;
  /** AWS's, not the exception's name; absent where the call went well. */
  errorCode?: string;
  durationMs: number;
  /** The caller's; absent where it cannot be told. */
  accountId?: string;
  sourceIp: string;
  /** Of each check of a permission, in their order. */
  decisions: readonly Decided[];
};

export type Decided = 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny';

export type CallObserver = (record: CallRecord) => void;

// On globalThis, since Next bundles the wire API and the console apart from each other.
const holder = globalThis as typeof globalThis & { __gatehouseCallObservers?: Set<CallObserver> };
holder.__gatehouseCallObservers ??= new Set();
const observers = holder.__gatehouseCallObservers;

/**
 * Lets an observer see every call that this process answers from now on, through both doors.
 * @returns ends it
 */
export function observeCalls(observer: CallObserver): () => void {
  observers.add(observer);
  return () => {
    observers.delete(observer);
  };
}

/** Tells the observers of a call. The record is made only where there are some. */
export function noteCall(record: () => CallRecord): void {
  if (observers.size === 0) return;
  const told = record();
  for (const observer of observers) observer(told);
}

/** From `since`, of `performance.now()`, to now, to a hundredth of a millisecond. */
export function msSince(since: number): number {
  return Math.round((performance.now() - since) * 100) / 100;
}
