import type { WholeEvent } from '../../core/event-rows';
import type { PackOperation } from '../format/schema';
import type { Said } from './answers';
import type { Who } from './who';

/** What somebody did in an attempt, as an operation of a pack. */
export type RecordedOperation = {
  /** Number of its event; an operation that is put before or after another, so that ids are known, has that of the other. */
  eventId: number;
  operation: PackOperation;
  /** Reads change nothing, and failures neither: they are left out unless somebody wants them. */
  kind: 'change' | 'denied' | 'read' | 'failed';
  /** What the history does not hold of it, and what stands there instead. */
  notes: readonly string[];
};
/** What was done and cannot be said in a pack. */
export type Unrecorded = { eventId: number; what: string; why: string };
export type Recording = { operations: readonly RecordedOperation[]; unrecorded: readonly Unrecorded[] };

/** What somebody did in one call, before references stand in it. */
export type RecordedCall = {
  event: WholeEvent;
  who: Exclude<Who, { kind: 'nobody' }>;
  /** `service:Name` */
  do: string;
  input: Readonly<Record<string, unknown>>;
  kind: RecordedOperation['kind'];
  notes: string[];
  said: readonly Said[];
};
