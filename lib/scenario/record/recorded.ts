import type { WholeEvent } from '../../core/events/event-rows';
import type { PackOperation } from '../format/schema';
import type { Said } from './answers';
import type { Who } from './who';

/** A call of an attempt, as an operation of a pack. */
export type RecordedOperation = {
  /** The id of its event. An operation that was inserted so that ids are known has the id of its neighbor. */
  eventId: number;
  operation: PackOperation;
  /** The kind of the call. Reads and failures change nothing and are left out by default. */
  kind: 'change' | 'denied' | 'read' | 'failed';
  /** Remarks on what the history lacks and what replaces it. */
  notes: readonly string[];
};
/** A call that a pack can't express. */
export type Unrecorded = { eventId: number; what: string; why: string };
export type Recording = { operations: readonly RecordedOperation[]; unrecorded: readonly Unrecorded[] };

/** A call before its values are replaced with references. */
export type RecordedCall = {
  event: WholeEvent;
  who: Exclude<Who, { kind: 'nobody' }>;
  /** The operation as `service:Name`. */
  do: string;
  input: Readonly<Record<string, unknown>>;
  kind: RecordedOperation['kind'];
  notes: string[];
  said: readonly Said[];
};
