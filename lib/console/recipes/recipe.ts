import type { AnyOperation, InputOf, OutputOf } from '../../core/operation';
import type { ConsoleResult, Json } from '../result';

/** Runs one operation: as whoever is signed in, in a root session, or in a test as somebody. */
export type RunCall = <O extends AnyOperation>(operation: O, input: InputOf<O>) => Promise<ConsoleResult<Json<OutputOf<O>>>>;

/** What the console does in several calls, as AWS's does: each call needs its own permission and is in the event history. */
export type Recipe<Input, Output> = (run: RunCall, input: Input) => Promise<ConsoleResult<Output>>;

/**
 * Goes into a member of the organization as its administrator, by the role that its creation left there.
 * @returns what runs operations there, in the Region that is given or chosen
 */
export type EnterMember = (accountId: string, region?: string) => Promise<ConsoleResult<RunCall>>;
